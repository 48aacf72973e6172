import { useMutation, useQueryClient } from '@tanstack/react-query';
import { newKey, request } from '../api';
import { useText } from '../i18n';
import type { Move } from '../pages/BoardPage';
import { api } from '../paths';
import { toast } from '../toast';
import { ConfirmReason } from './ConfirmReason';

/** Why the card moves: it is kept with the process. */
export function MoveDialog({ move, close }: { move: Move; close: () => void }) {
  const { t } = useText();
  const queryClient = useQueryClient();
  const jump = useMutation({
    mutationFn: (reason: string) =>
      request(api.processCommand(move.processId, 'jump'), {
        method: 'POST',
        body: { stage: move.stage, reason },
        key: newKey(),
      }),
    meta: { quiet: true },
    async onSuccess() {
      toast(t('board.moved'));
      close();
      await queryClient.invalidateQueries();
    },
  });
  return (
    <ConfirmReason
      title={`${t('board.doMove')} · ${move.card.name}`}
      action={t('board.doMove')}
      isPending={jump.isPending}
      cause={jump.error}
      confirm={(reason) => jump.mutate(reason)}
      close={close}
    />
  );
}
