import { useQuery } from '@tanstack/react-query';
import { request } from '../api';
import { dateTime } from '../format';
import { useText } from '../i18n';
import { api, withQuery } from '../paths';
import { keys } from '../queries';
import type { EntityDefinition, TimelineEntry, Values } from '../types';
import { EmptyState } from './EmptyState';
import { ErrorBox } from './ErrorBox';
import { FieldValue } from './FieldValue';

/** What happened to a record, newest first. */
export function Timeline({ entity, id }: { entity: EntityDefinition; id: string }) {
  const { t } = useText();
  const timeline = useQuery({
    queryKey: keys.timeline(entity.path, id),
    queryFn: () => request<{ items: TimelineEntry[] }>(withQuery(api.timeline(entity.path, id), { limit: 50 })),
  });
  if (timeline.error) return <ErrorBox cause={timeline.error} />;
  if (timeline.data?.items.length === 0) return <EmptyState title={t('record.noTimeline')} />;
  return (
    <ol className="timeline">
      {timeline.data?.items.map((entry, index) => (
        <Entry key={`${entry.at} ${index}`} entry={entry} entity={entity} />
      ))}
    </ol>
  );
}

function Entry({ entry, entity }: { entry: TimelineEntry; entity: EntityDefinition }) {
  const { t, language } = useText();
  return (
    <li className={`is-${entry.kind}`}>
      <div>{useHappening(entry)}</div>
      <div className="muted small">
        {dateTime(entry.at, language)} · {entry.actor ?? t('timeline.system')}
      </div>
      <Changes entity={entity} before={valuesOf(entry.data['before'])} after={valuesOf(entry.data['after'])} />
    </li>
  );
}

/** Known events in words; a message by its subject. */
function useHappening({ kind, title, data }: TimelineEntry): string {
  const { t } = useText();
  if (kind === 'message') return `${t('timeline.message')}：${title}`;
  const words: string = t(`event.${title}`, { defaultValue: title });
  const step = data['step'] ?? data['stage'];
  return kind === 'process' && typeof step === 'string' ? `${words}（${step}）` : words;
}

/** The fields that a change touched; a new record would only repeat what stands beside. */
function Changes({ entity, before, after }: { entity: EntityDefinition; before: Values | null; after: Values | null }) {
  const { label } = useText();
  if (!before || !after) return null;
  const names = Object.keys(after).filter((name) => entity.fields[name] && JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  if (names.length === 0) return null;
  return (
    <ul className="changes small">
      {names.map((name) => {
        const field = entity.fields[name];
        return (
          field && (
            <li key={name}>
              {label(field.title)}：<FieldValue plain name={name} field={field} record={before} /> → <FieldValue plain name={name} field={field} record={after} />
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
