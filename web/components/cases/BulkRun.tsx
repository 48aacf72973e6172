import { Button, Progress } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { request } from '../../api';
import { useText } from '../../i18n';
import { api, page, withQuery } from '../../paths';
import { keys } from '../../queries';
import type { BulkItem, BulkJob, Page } from '../../types';
import { DataTable } from '../DataTable';
import { Link } from '../Link';
import { Loaded } from '../Loaded';

const WATCH = 1000;

/** How far a bulk operation is, what became of each process, and the button that turns a dry run into the real one. */
export function BulkRun({ id }: { id: string }) {
  const { t } = useText();
  const queryClient = useQueryClient();
  const query = useQuery({
    queryKey: keys.bulk(id),
    queryFn: () => request<BulkJob>(api.bulkJob(id)),
    refetchInterval: ({ state }) => (state.data?.status === 'running' ? WATCH : false),
  });
  const command = useMutation({
    mutationFn: (name: 'start' | 'cancellation') =>
      request(api.bulkPart(id, name), { method: 'POST', body: {} }),
    onSuccess: () => queryClient.invalidateQueries(),
  });
  return (
    <Loaded query={query}>
      {(job) => (
        <>
          <p role="status">{progressText(job, t)}</p>
          <Progress value={(100 * handled(job)) / Math.max(1, job.total)} aria-label={t('cases.progress')} />
          <div className="row">
            {job.dryRun && job.status === 'done' && job.possible > 0 && (
              <Button loading={command.isPending} onClick={() => command.mutate('start')}>
                {t('cases.doIt')}
              </Button>
            )}
            {job.status === 'running' && (
              <Button variant="default" onClick={() => command.mutate('cancellation')}>
                {t('cases.stop')}
              </Button>
            )}
          </div>
          <Results job={job} />
        </>
      )}
    </Loaded>
  );
}

const handled = ({ total, pending }: BulkJob): number => total - pending;

function progressText(job: BulkJob, t: ReturnType<typeof useText>['t']): string {
  const { total, possible, refused, failed, done } = job;
  return job.dryRun
    ? t('cases.dryProgress', { done: handled(job), total, possible, refused })
    : t('cases.runProgress', { done: handled(job), total, ok: done, refused, failed });
}

function Results({ job }: { job: BulkJob }) {
  const { t, label } = useText();
  const query = useQuery({
    queryKey: [...keys.bulk(job.id, 'items'), handled(job), job.dryRun],
    queryFn: () => request<Page<BulkItem>>(withQuery(api.bulkPart(job.id, 'items'), { limit: 200 })),
    placeholderData: (before) => before,
  });
  return (
    <Loaded query={query}>
      {({ items }) => (
        <DataTable
          label={t('cases.results')}
          rows={items}
          keyOf={({ instanceId }) => instanceId}
          columns={[
            {
              title: t('cases.title'),
              cell: ({ instanceId, title }) => <Link to={page.process(instanceId)}>{title}</Link>,
            },
            { title: t('cases.status'), cell: ({ status }) => t(`cases.item_${status}`) },
            { title: t('confirm.reason'), cell: ({ message }) => label(message) || '–' },
          ]}
        />
      )}
    </Loaded>
  );
}
