import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { newKey, request } from '../api';
import { useText } from '../i18n';
import { api } from '../paths';
import { keys } from '../queries';
import { toast, toastRefusal } from '../toast';
import type { ProcessDetail } from '../types';
import { useIncidentTitle } from './cases/useIncidentTitle';
import { retried, type Retried } from './retried';

const LOOKS = 12;
const APART = 400;

/** Tries an incident of a case again, and tells what that brought. */
export function useRetry(processId: string, done: () => void) {
  const { t, label } = useText();
  const titleOf = useIncidentTitle();
  const queryClient = useQueryClient();
  return useMutation({
    async mutationFn({ incident, reason }: { incident?: string; reason: string }) {
      const body = { reason, ...(incident !== undefined && { incident }) };
      await request(api.processCommand(processId, 'retry'), { method: 'POST', body, key: newKey() });
      return settled(queryClient, processId, incident);
    },
    meta: { quiet: true },
    async onSuccess(result) {
      done();
      if (result.now === 'failed') {
        const { code, text } = result.incident;
        toastRefusal(t('proc.retryFailed'), label(text) || titleOf(code));
      } else toast(t(result.now === 'solved' ? 'proc.retrySolved' : 'proc.retryRuns'));
      await queryClient.invalidateQueries();
    },
  });
}

/** Looks until the action has ended, for some seconds at most. */
async function settled(queryClient: QueryClient, id: string, incident: string | undefined): Promise<Retried> {
  for (let look = 1; ; look += 1) {
    const queryFn = () => request<ProcessDetail>(api.process(id));
    const process = await queryClient.fetchQuery({ queryKey: keys.process(id), queryFn, staleTime: 0 });
    const result = retried(process, incident);
    if (result.now !== 'running' || look === LOOKS) return result;
    await new Promise((resolve) => setTimeout(resolve, APART));
  }
}
