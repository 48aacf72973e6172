import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { request } from '../api';
import { useText } from '../i18n';
import { api, page } from '../paths';
import { keys } from '../queries';
import { toast } from '../toast';
import type { DataRecord, EntityDefinition } from '../types';
import { Dialog, DialogActions } from './Dialog';

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
      <Dialog title={t('record.delete')} isOpen={isAsked} close={() => setAsked(false)}>
        <div className="stack">
          <p>{t('record.confirmDelete', { title })}</p>
          <DialogActions
            action={t('record.delete')}
            isPending={remove.isPending}
            isDangerous
            confirm={() => remove.mutate()}
            close={() => setAsked(false)}
          />
        </div>
      </Dialog>
    </>
  );
}
