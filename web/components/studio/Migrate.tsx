import { Button, Progress, Select } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { request } from '../../api';
import { api, page, withQuery } from '../../paths';
import { keys } from '../../queries';
import type { DefinitionVersion, Migration, MigrationItem } from '../../studioTypes';
import { textOf } from '../../i18n';
import { DataTable } from '../DataTable';
import { Link } from '../Link';
import { Loaded } from '../Loaded';
import { MapTable } from './MapTable';
import type { Rules } from './migrationMap';
import { useServed } from './useServed';
import { useVersions } from './Versions';
import { useStudioText } from './useStudioText';

const WATCH = 1500;

/** Moves running cases to another version: first what would happen to each, then, when wanted, for real. */
export function Migrate({ definition }: { definition: string }) {
  const { t } = useStudioText();
  const query = useVersions('process', definition);
  const isServed = useServed();
  const items = query.data?.items ?? [];
  const old = items.filter(({ running }) => running > 0);
  const targets = items.filter(({ status }) => status === 'published');
  const isPossible = items.length > 1 && old.length > 0 && targets.length > 0;
  if (!isServed('/api/migrations') || !isPossible) return null;
  return (
    <section className="card stack" aria-label={t('studio.migrate')}>
      <h2>{t('studio.migrate')}</h2>
      <Plan definition={definition} versions={items} targets={targets} />
    </section>
  );
}

interface PlanProps {
  definition: string;
  versions: DefinitionVersion[];
  targets: DefinitionVersion[];
}

function Plan({ definition, versions, targets }: PlanProps) {
  const { t } = useStudioText();
  const [to, setTo] = useState(Math.max(...targets.map(({ version }) => version)));
  const others = versions.filter(({ version }) => version !== to);
  const [from, setFrom] = useState<number | null>(busiest(others));
  const [timers, setTimers] = useState<string | null>(null);
  const [rules, setRules] = useState<Rules>();
  const [id, setId] = useState<string>();
  const prepare = useMutation({
    mutationFn: () =>
      request<Migration>(api.migrations, {
        method: 'POST',
        body: {
          definition: { key: definition },
          ...(from !== null && { from }),
          to,
          ...(timers && { timers }),
          ...rules,
          dryRun: true,
        },
      }),
    onSuccess: (migration) => setId(migration.id),
  });
  const between = (change: () => void) => {
    setRules(undefined);
    change();
  };
  return (
    <>
      <p className="muted">{t('studio.migrateIntro')}</p>
      <div className="row">
        <Select
          label={t('studio.fromVersion')}
          placeholder={t('studio.anyVersion')}
          clearable
          data={others.map(({ version }) => String(version))}
          value={from === null ? null : String(from)}
          onChange={(value) => between(() => setFrom(value === null ? null : Number(value)))}
        />
        <Select
          label={t('studio.toVersion')}
          data={targets.map(({ version }) => String(version))}
          value={String(to)}
          allowDeselect={false}
          onChange={(value) => between(() => setTo(Number(value)))}
        />
        <Select
          label={t('studio.timers')}
          placeholder={t('studio.timers_declared')}
          clearable
          data={['keep', 'recompute'].map((value) => ({ value, label: t(`studio.timers_${value}`) }))}
          value={timers}
          onChange={setTimers}
        />
      </div>
      {from === null || from === to ? (
        <p className="muted">{t('studio.mapDeclared')}</p>
      ) : (
        <MapTable key={`${from} ${to}`} definition={definition} from={from} to={to} change={setRules} />
      )}
      <div>
        <Button loading={prepare.isPending} onClick={() => prepare.mutate()}>
          {t('studio.dryRun')}
        </Button>
      </div>
      {id && <Run key={id} id={id} />}
    </>
  );
}

/** The version that most cases are on; null where there is none but the target. */
function busiest(versions: DefinitionVersion[]): number | null {
  const [first] = versions.filter(({ running }) => running > 0).sort((a, b) => b.running - a.running);
  return first?.version ?? null;
}

function Run({ id }: { id: string }) {
  const { t } = useStudioText();
  const queryClient = useQueryClient();
  const query = useQuery({
    queryKey: keys.migration(id),
    queryFn: () => request<Migration>(api.migration(id)),
    refetchInterval: ({ state }) => (state.data?.status === 'running' ? WATCH : false),
  });
  const command = useMutation({
    mutationFn: (name: 'start' | 'cancellation') =>
      request(api.migrationPart(id, name), { method: 'POST', body: {} }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['studio', 'migration'] }),
  });
  return (
    <Loaded query={query}>
      {(migration) => (
        <>
          <p role="status">{progressText(migration, t)}</p>
          <Progress
            value={(100 * migration.done) / Math.max(1, migration.total)}
            aria-label={t('studio.progress')}
          />
          <Items id={id} migration={migration} />
          <div className="row">
            {migration.dryRun && migration.status === 'done' && (
              <Button loading={command.isPending} onClick={() => command.mutate('start')}>
                {t('studio.migrateNow')}
              </Button>
            )}
            {migration.status === 'running' && (
              <Button variant="default" onClick={() => command.mutate('cancellation')}>
                {t('studio.stop')}
              </Button>
            )}
          </div>
        </>
      )}
    </Loaded>
  );
}

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
