import { Button, Select, Textarea } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { request } from '../../api';
import { api, withQuery } from '../../paths';
import { keys } from '../../queries';
import type { DefinitionVersion, Migration } from '../../studioTypes';
import { Loaded } from '../Loaded';
import { MapTable } from './MapTable';
import { MigrationRun } from './MigrationRun';
import type { Rules, SuggestedMap } from './migrationMap';
import { useServed } from './useServed';
import { useVersions } from './Versions';
import { useStudioText } from './useStudioText';

/** Moves running cases to another version: first what would happen to each, then, when wanted, for real. */
export function Migrate({ definition }: { definition: string }) {
  const { t } = useStudioText();
  const query = useVersions('process', definition);
  const isServed = useServed();
  const items = query.data?.items ?? [];
  const old = items.filter(({ running }) => running > 0);
  const targets = items.filter(({ status, mayReturn }) => status === 'published' || mayReturn > 0);
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
  const [to, setTo] = useState(newestOf(targets));
  const others = versions.filter(({ version }) => version !== to);
  const [from, setFrom] = useState<number | null>(busiest(others));
  const [timers, setTimers] = useState<string | null>(null);
  const suggested = useSuggested(definition, from, to);
  const [rules, setRules] = useState<Rules>();
  const [reason, setReason] = useState('');
  const [id, setId] = useRun();
  const prepare = useMutation({
    mutationFn: () =>
      request<Migration>(api.migrations, {
        method: 'POST',
        body: {
          definition: { key: definition },
          ...(from !== null && { from }),
          to,
          ...(timers && { timers }),
          ...(rules ?? suggestedRules(suggested.data)),
          ...(reason.trim() && { reason: reason.trim() }),
          dryRun: true,
        },
      }),
    onSuccess: (migration) => setId(migration.id),
  });
  // what was dry-run is not what is asked for any more
  const another = (change: () => void) => {
    setId(undefined);
    change();
  };
  const between = (change: () => void) =>
    another(() => {
      setRules(undefined);
      change();
    });
  const goTo = (version: number) => {
    setTo(version);
    if (from === version) setFrom(busiest(versions.filter((one) => one.version !== version)));
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
          data={targets.map(({ version, status }) => ({
            value: String(version),
            label: status === 'retired' ? t('studio.backTo', { version }) : String(version),
          }))}
          value={String(to)}
          allowDeselect={false}
          onChange={(value) => between(() => goTo(Number(value)))}
        />
        <Select
          label={t('studio.timers')}
          placeholder={t('studio.timers_declared')}
          clearable
          data={['keep', 'recompute'].map((value) => ({ value, label: t(`studio.timers_${value}`) }))}
          value={timers}
          onChange={(value) => another(() => setTimers(value))}
        />
      </div>
      {from === null || from === to ? (
        <p className="muted">{t('studio.mapDeclared')}</p>
      ) : (
        <Loaded query={suggested}>
          {(found) => (
            <MapTable
              key={`${from} ${to}`}
              definition={definition}
              from={from}
              to={to}
              suggested={found}
              change={(given) => another(() => setRules(given))}
            />
          )}
        </Loaded>
      )}
      <Textarea
        label={t('confirm.reason')}
        value={reason}
        onChange={({ currentTarget }) => another(() => setReason(currentTarget.value))}
      />
      <div>
        <Button loading={prepare.isPending} disabled={suggested.isLoading} onClick={() => prepare.mutate()}>
          {t('studio.dryRun')}
        </Button>
      </div>
      {id && <MigrationRun key={id} id={id} />}
    </>
  );
}

/** What the server would fill in for cases that go from one version to the other. */
function useSuggested(definition: string, from: number | null, to: number) {
  return useQuery({
    queryKey: [...keys.definitionPart('process', definition, 'migration-map'), from, to],
    queryFn: () => request<SuggestedMap>(withQuery(api.migrationMap(definition), { from, to })),
    enabled: from !== null && from !== to,
  });
}

function suggestedRules(suggested: SuggestedMap | undefined): Rules | undefined {
  return suggested && suggested.suggestions.length > 0 ? { map: suggested.map } : undefined;
}

/** The migration that was begun; it stands in the address, so that a reload does not lose it. */
function useRun() {
  const navigate = useNavigate();
  // every value of the address is text here
  const { migration }: { migration?: string } = useSearch({ strict: false });
  const show = (id: string | undefined) =>
    id !== migration &&
    void navigate({
      to: withQuery(window.location.pathname, { migration: id }),
      replace: true,
      resetScroll: false,
    });
  return [migration, show] as const;
}

/** The newest published version; where all are retired, the newest that cases may go back to. */
function newestOf(versions: DefinitionVersion[]): number {
  const published = versions.filter(({ status }) => status === 'published');
  return Math.max(...(published.length > 0 ? published : versions).map(({ version }) => version));
}

/** The version that most cases are on; null where there is none but the target. */
function busiest(versions: DefinitionVersion[]): number | null {
  const [first] = versions.filter(({ running }) => running > 0).sort((a, b) => b.running - a.running);
  return first?.version ?? null;
}
