import { useQuery } from '@tanstack/react-query';
import { request } from '../api';
import { dateTime } from '../format';
import { useText } from '../i18n';
import { api, withQuery } from '../paths';
import { keys } from '../queries';
import type { EntityDefinition, Label, ProcessDetail, TimelineEntry, Values } from '../types';
import { EmptyState } from './EmptyState';
import { ErrorBox } from './ErrorBox';
import { FieldValue } from './FieldValue';

/** What happened to a record, newest first. */
export function Timeline({
  entity,
  id,
  processId,
}: {
  entity: EntityDefinition;
  id: string;
  processId?: string;
}) {
  const { t } = useText();
  const titles = useTitles(processId);
  const timeline = useQuery({
    queryKey: keys.timeline(entity.path, id),
    queryFn: () =>
      request<{ items: TimelineEntry[] }>(withQuery(api.timeline(entity.path, id), { limit: 50 })),
  });
  if (timeline.error) return <ErrorBox cause={timeline.error} />;
  if (timeline.data?.items.length === 0) return <EmptyState title={t('record.noTimeline')} />;
  return (
    <ol className="timeline">
      {timeline.data?.items.map((entry, index) => (
        <Entry key={`${entry.at} ${index}`} entry={entry} entity={entity} titles={titles} />
      ))}
    </ol>
  );
}

function Entry({
  entry,
  entity,
  titles,
}: {
  entry: TimelineEntry;
  entity: EntityDefinition;
  titles: Map<string, Label>;
}) {
  const { t, language } = useText();
  return (
    <li className={`is-${entry.kind}`}>
      <div>{useHappening(entry, titles)}</div>
      <div className="muted small">
        {dateTime(entry.at, language)} · {entry.actor ?? t('timeline.system')}
      </div>
      {typeof entry.data['reason'] === 'string' && (
        <div className="small">{t('timeline.reason', { reason: entry.data['reason'] })}</div>
      )}
      <Changes
        entity={entity}
        before={valuesOf(entry.data['before'])}
        after={valuesOf(entry.data['after'])}
      />
    </li>
  );
}

/** Known events in words; a message by its subject. */
function useHappening({ kind, title, data }: TimelineEntry, titles: Map<string, Label>): string {
  const { t, label } = useText();
  if (kind === 'message') return `${t('timeline.message')}：${title}`;
  const words: string = t(`event.${title}`, { defaultValue: title });
  const { stage, step } = data;
  const about = titles.get(`${String(stage)}/${String(step)}`) ?? titles.get(String(stage));
  return kind === 'process' && about ? `${words}：${label(about)}` : words;
}

/** The titles of a process's stages ("quote") and steps ("quote/offer"). */
function useTitles(processId: string | undefined): Map<string, Label> {
  const { data } = useQuery({
    queryKey: keys.process(processId ?? ''),
    queryFn: () => request<ProcessDetail>(api.process(processId ?? '')),
    enabled: processId !== undefined,
  });
  const titled = (data?.stages ?? []).flatMap((stage) => [
    [stage.id, stage.title] as const,
    ...stage.steps.map((step) => [`${stage.id}/${step.id}`, step.title] as const),
  ]);
  return new Map(titled.flatMap(([id, title]): [string, Label][] => (title ? [[id, title]] : [])));
}

/** The fields that a change touched; a new record would only repeat what stands beside. */
function Changes({
  entity,
  before,
  after,
}: {
  entity: EntityDefinition;
  before: Values | null;
  after: Values | null;
}) {
  const { label } = useText();
  if (!before || !after) return null;
  const names = Object.keys(after).filter(
    (name) => entity.fields[name] && JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  );
  if (names.length === 0) return null;
  return (
    <ul className="changes small">
      {names.map((name) => {
        const field = entity.fields[name];
        return (
          field && (
            <li key={name}>
              {label(field.title)}：<FieldValue plain name={name} field={field} record={before} /> →{' '}
              <FieldValue plain name={name} field={field} record={after} />
            </li>
          )
        );
      })}
    </ul>
  );
}

function valuesOf(value: unknown): Values | null {
  // the audit trail holds objects here
  return typeof value === 'object' && value !== null ? (value as Values) : null;
}
