import { Button, Progress } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { request } from '../../api';
import { useText } from '../../i18n';
import { api } from '../../paths';
import { keys } from '../../queries';
import type { BulkJob } from '../../types';
import { Loaded } from '../Loaded';
import { useOnePress } from '../useOnePress';
import { BulkResults } from './BulkResults';
import { isOperation } from './operations';

const WATCH = 1000;
type Command = 'start' | 'cancellation' | 'retry';

/** How far a bulk operation is, what became of each process, and the button that turns a dry run into the real one. */
export function BulkRun({ id }: { id: string }) {
  const { t } = useText();
  const queryClient = useQueryClient();
  const query = useQuery({
    queryKey: keys.bulk(id),
    queryFn: () => request<BulkJob>(api.bulkJob(id)),
    refetchInterval: ({ state }) => (state.data?.status === 'running' ? WATCH : false),
  });
  const isOver = query.data?.status !== 'running' && query.data?.dryRun === false;
  useEffect(() => {
    if (isOver) void queryClient.invalidateQueries({ queryKey: ['processes'] });
  }, [isOver, queryClient]);
  const command = useMutation({
    mutationFn: (name: Command) => request(api.bulkPart(id, name), { method: 'POST', body: {} }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.bulk(id) }),
  });
  const send = useOnePress(command.mutate);
  return (
    <Loaded query={query}>
      {(job) => (
        <>
          <h3>
            {isOperation(job.operation) ? t(`cases.op_${job.operation}`) : job.operation}
            {job.reason && <span className="muted"> · {job.reason}</span>}
          </h3>
          <p role="status">{progressText(job, t)}</p>
          <Progress value={(100 * handled(job)) / Math.max(1, job.total)} aria-label={t('cases.progress')} />
          <div className="row">
            {offered(job).map(({ name, text, isMain }) => (
              <Button
                key={name}
                variant={isMain ? 'filled' : 'default'}
                loading={command.isPending}
                onClick={() => send(name)}
              >
                {t(text, { count: job.refused + job.failed + job.pending })}
              </Button>
            ))}
          </div>
          <BulkResults job={job} />
        </>
      )}
    </Loaded>
  );
}

/** What can be done with the job as it is now. */
function offered({ dryRun, status, possible, refused, failed, pending }: BulkJob) {
  const start = { name: 'start', text: 'cases.doIt', isMain: true } as const;
  const stop = { name: 'cancellation', text: 'cases.stop', isMain: false } as const;
  const retry = { name: 'retry', text: 'cases.retryRest', isMain: false } as const;
  if (status === 'running') return [stop];
  if (dryRun) return status === 'done' && possible > 0 ? [start] : [];
  return refused + failed + pending > 0 ? [retry] : [];
}

const handled = ({ total, pending }: BulkJob): number => total - pending;

function progressText(job: BulkJob, t: ReturnType<typeof useText>['t']): string {
  const { total, possible, refused, failed, done } = job;
  return job.dryRun
    ? t('cases.dryProgress', { done: handled(job), total, possible, refused })
    : t('cases.runProgress', { done: handled(job), total, ok: done, refused, failed });
}
