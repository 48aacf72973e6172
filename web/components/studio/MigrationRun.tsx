import { Button, Progress } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { request } from '../../api';
import { textOf } from '../../i18n';
import { api, page, withQuery } from '../../paths';
import { keys } from '../../queries';
import type { Migration, MigrationItem } from '../../studioTypes';
import { DataTable } from '../DataTable';
import { Link } from '../Link';
import { Loaded } from '../Loaded';
import { useOnePress } from '../useOnePress';
import { useStudioText } from './useStudioText';

const WATCH = 1500;

/** How far a migration is, what becomes of each case, and what can be done with it now. */
export function MigrationRun({ id }: { id: string }) {
  const { t } = useStudioText();
  const queryClient = useQueryClient();
  const query = useQuery({
    queryKey: keys.migration(id),
    queryFn: () => request<Migration>(api.migration(id)),
    refetchInterval: ({ state }) => (state.data?.status === 'running' ? WATCH : false),
  });
  const isOver = query.data?.dryRun === false && query.data.status !== 'running';
  useEffect(() => {
    if (isOver) void queryClient.invalidateQueries({ queryKey: ['studio'] });
  }, [isOver, queryClient]);
  const command = useMutation({
    mutationFn: (name: 'start' | 'cancellation' | 'retry') =>
      request(api.migrationPart(id, name), { method: 'POST', body: {} }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['studio', 'migration'] }),
  });
  const send = useOnePress(command.mutate);
  return (
    <Loaded query={query}>
      {(migration) => (
        <>
          <p role="status">{progressText(migration, t)}</p>
          <Progress
            value={(100 * migration.done) / Math.max(1, migration.total)}
            aria-label={t('studio.progress')}
          />
          <div className="row">
            {migration.dryRun && migration.status === 'done' && migration.failed < migration.total && (
              <Button loading={command.isPending} onClick={() => send('start')}>
                {t('studio.migrateNow')}
              </Button>
            )}
            {migration.status === 'running' && (
              <Button variant="default" onClick={() => send('cancellation')}>
                {t('studio.stop')}
              </Button>
            )}
            {isIncomplete(migration) && (
              <Button variant="default" loading={command.isPending} onClick={() => send('retry')}>
                {t('studio.moveRest')}
              </Button>
            )}
          </div>
          {/* hundreds of them do not stand between what is told and what can be done */}
          <Items id={id} migration={migration} />
        </>
      )}
    </Loaded>
  );
}

const isIncomplete = ({ dryRun, status, moved, total }: Migration): boolean =>
  !dryRun && status !== 'running' && moved < total;

function progressText(
  { dryRun, done, total, moved, failed }: Migration,
  t: (key: string, values?: Record<string, unknown>) => string,
): string {
  return t(dryRun ? 'studio.dryProgress' : 'studio.moveProgress', { done, total, moved, failed });
}

function Items({ id, migration }: { id: string; migration: Migration }) {
  const { t, language } = useStudioText();
  const query = useQuery({
    queryKey: [...keys.migration(id, 'items'), migration.done, migration.dryRun],
    queryFn: () =>
      request<{ items: MigrationItem[] }>(withQuery(api.migrationPart(id, 'items'), { limit: 200 })),
    placeholderData: (before) => before,
  });
  return (
    <Loaded query={query}>
      {({ items }) => (
        <DataTable
          label={t('studio.cases')}
          rows={items}
          keyOf={({ instanceId }) => instanceId}
          columns={[
            {
              title: t('studio.case'),
              cell: ({ instanceId, title }) => <Link to={page.process(instanceId)}>{title}</Link>,
            },
            { title: t('studio.state'), cell: ({ status }) => t(`studio.item_${status}`) },
            {
              title: t('confirm.reason'),
              cell: ({ reason }) =>
                typeof reason?.message === 'string'
                  ? reason.message
                  : textOf(reason?.message, language) || (reason?.code ?? '–'),
            },
          ]}
        />
      )}
    </Loaded>
  );
}
