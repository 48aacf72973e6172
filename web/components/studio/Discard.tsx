import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { request } from '../../api';
import { api, page } from '../../paths';
import type { Draft } from '../../studioTypes';
import { useLeave } from './useLeave';
import { useStudioText } from './useStudioText';
import { Dialog, DialogActions } from '../Dialog';
import { useOnePress } from '../useOnePress';

/** Throws a draft away, which cannot be undone. */
export function Discard({ draft }: { draft: Draft }) {
  const { t } = useStudioText();
  const leave = useLeave(draft);
  const [isAsked, setIsAsked] = useState(false);
  const discard = useMutation({
    mutationFn: () => request(api.draft(draft.id), { method: 'DELETE' }),
    onSuccess: () => leave(page.studio),
  });
  const confirm = useOnePress(() => discard.mutate());
  return (
    <>
      <Button variant="default" onClick={() => setIsAsked(true)}>
        {t('studio.discard')}
      </Button>
      <Dialog title={t('studio.discard')} isOpen={isAsked} close={() => setIsAsked(false)}>
        <p>{t('studio.discardAsk')}</p>
        <DialogActions
          action={t('studio.discardNow')}
          isPending={discard.isPending}
          isDangerous
          confirm={confirm}
          close={() => setIsAsked(false)}
        />
      </Dialog>
    </>
  );
}
