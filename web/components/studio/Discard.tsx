import { Button, Modal } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { request } from '../../api';
import { api, page } from '../../paths';
import type { Draft } from '../../studioTypes';
import { forget } from './unsaved';
import { useStudioText } from './useStudioText';

/** Throws a draft away, which cannot be undone. */
export function Discard({ draft }: { draft: Draft }) {
  const { t } = useStudioText();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [isAsked, setIsAsked] = useState(false);
  const discard = useMutation({
    mutationFn: () => request(api.draft(draft.id), { method: 'DELETE' }),
    onSuccess() {
      forget(draft.id);
      void queryClient.invalidateQueries({ queryKey: ['studio'] });
      void navigate({ to: page.studio });
    },
  });
  return (
    <>
      <Button variant="default" onClick={() => setIsAsked(true)}>
        {t('studio.discard')}
      </Button>
      <Modal
        opened={isAsked}
        onClose={() => setIsAsked(false)}
        title={t('studio.discard')}
        closeButtonProps={{ 'aria-label': t('confirm.cancel') }}
      >
        <p>{t('studio.discardAsk')}</p>
        <div className="actions">
          <Button color="red" loading={discard.isPending} onClick={() => discard.mutate()}>
            {t('studio.discardNow')}
          </Button>
          <Button variant="default" onClick={() => setIsAsked(false)}>
            {t('confirm.cancel')}
          </Button>
        </div>
      </Modal>
    </>
  );
}
