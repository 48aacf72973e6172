import { Button, Modal } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { request } from '../api';
import { useText } from '../i18n';
import { api, page } from '../paths';
import { keys } from '../queries';
import { toast } from '../toast';
import type { DataRecord, EntityDefinition } from '../types';

interface Props {
  entity: EntityDefinition;
  record: DataRecord;
  title: string;
}

/** Deletes a record that nothing refers to; the server refuses any other and says why. */
export function DeleteRecord({ entity, record, title }: Props) {
  const { t } = useText();
  const [isAsked, setAsked] = useState(false);
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const remove = useMutation({
    mutationFn: () =>
      request(api.record(entity.path, record.id), { method: 'DELETE', version: record.version }),
    async onSuccess() {
      toast(t('record.deleted'));
      await navigate({ to: page.list(entity.path) });
      queryClient.removeQueries({ queryKey: keys.record(entity.path, record.id) });
      await queryClient.invalidateQueries({ queryKey: ['records', entity.path, 'list'] });
    },
    onError: () => setAsked(false),
  });
  return (
    <>
      <Button variant="subtle" color="red" onClick={() => setAsked(true)}>
        {t('record.delete')}
      </Button>
      <Modal
        opened={isAsked}
        onClose={() => setAsked(false)}
        title={t('record.delete')}
        closeButtonProps={{ 'aria-label': t('confirm.cancel') }}
      >
        <div className="stack">
          <p>{t('record.confirmDelete', { title })}</p>
          <div className="actions">
            <Button color="red" loading={remove.isPending} onClick={() => remove.mutate()}>
              {t('record.delete')}
            </Button>
            <Button variant="default" onClick={() => setAsked(false)}>
              {t('confirm.cancel')}
            </Button>
          </div>
        </div>
      </Modal>
    </>
  );
}
