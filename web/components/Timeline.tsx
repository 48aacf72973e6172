import { Button } from '@mantine/core';
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { request } from '../api';
import { dateTime } from '../format';
import { useText } from '../i18n';
import { api, withQuery } from '../paths';
import { keys } from '../queries';
import { aboutOf, eventNameOf, titlesOf } from '../titles';
import type { EntityDefinition, Label, ProcessDetail, TimelineEntry, Values } from '../types';
import { EmptyState } from './EmptyState';
import { ErrorBox } from './ErrorBox';
import { FieldValue } from './FieldValue';
import { useActor, useReason } from './useReason';

/** How many entries show at first, and how many the server gives at most. */
const FIRST = 50;
const MOST = 200;

/** What happened to a record, newest first. */
export function Timeline({
  entity,
  id,
  processIds,
}: {
  entity: EntityDefinition;
  id: string;
  processIds: string[];
}) {
  const { t } = useText();
  const titles = useTitles(processIds);
  const [limit, setLimit] = useState(FIRST);
  const timeline = useQuery({
    queryKey: [...keys.timeline(entity.path, id), limit],
    queryFn: () => request<{ items: TimelineEntry[] }>(withQuery(api.timeline(entity.path, id), { limit })),
    placeholderData: keepPreviousData,
  });
  if (timeline.error) return <ErrorBox cause={timeline.error} />;
  if (timeline.data?.items.length === 0) return <EmptyState title={t('record.noTimeline')} />;
  const isMore = limit === FIRST && timeline.data?.items.length === FIRST;
  return (
    <>
      <ol className="timeline">
        {timeline.data?.items.map((entry, index) => (
          <Entry key={`${entry.at} ${index}`} entry={entry} entity={entity} titles={titles} />
        ))}
      </ol>
      {isMore && (
        <Button size="xs" variant="default" onClick={() => setLimit(MOST)}>
          {t('record.earlier')}
        </Button>
      )}
    </>
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
  const reason = useReason()(entry.title, entry.actor, entry.data);
  return (
    <li className={`is-${entry.kind}`}>
      <div>{useHappening(entry, titles)}</div>
      <div className="muted small">
        {dateTime(entry.at, language)} · {useActor()(entry.actor, entry.onBehalfOf)}
      </div>
      {reason && <div className="small">{t('timeline.reason', { reason })}</div>}
      {entry.title === 'amended' && <Amended data={entry.data} />}
      <Changes
        entity={entity}
        before={valuesOf(entry.data['before'])}
        after={valuesOf(entry.data['after'])}
      />
    </li>
  );
}

/** What of a task was changed by hand, and from what. */
function Amended({ data }: Pick<TimelineEntry, 'data'>) {
  const { t, language, colon } = useText();
  const [before, after] = [valuesOf(data['was']) ?? {}, valuesOf(data['now']) ?? {}];
  const due = (value: unknown) => (typeof value === 'string' ? dateTime(value, language) : '–');
  const priority = (value: unknown) => t(`priority.${String(value)}`, { defaultValue: String(value) });
  return (
    <ul className="changes small">
      {'due' in after && (
        <li>
          {t('task.dueAt')}
          {colon}
          {due(before['due'])} → {due(after['due'])}
        </li>
      )}
      {'priority' in after && (
        <li>
          {t('task.priority')}
          {colon}
          {priority(before['priority'])} → {priority(after['priority'])}
        </li>
      )}
    </ul>
  );
}

/** Known events in words; a message by its subject. */
function useHappening({ kind, title, data }: TimelineEntry, titles: Map<string, Label>): string {
  const { t, label, colon } = useText();
  if (kind === 'message') return `${t('timeline.message')}${colon}${title}`;
  const words: string = t(`event.${eventNameOf(title, data)}`, { defaultValue: title });
  const about = aboutOf(titles, data['stage'], data['step'], label);
  return kind === 'process' && about ? `${words}${colon}${about}` : words;
}

/** The titles of several processes together: a record may have one that leads it and others beside. */
function useTitles(processIds: string[]): Map<string, Label> {
  return useQueries({
    queries: processIds.map((id) => ({
      queryKey: keys.process(id),
      queryFn: () => request<ProcessDetail>(api.process(id)),
    })),
    combine: (found) => titlesOf(found.flatMap(({ data }) => data?.stages ?? [])),
  });
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
  const { label, colon } = useText();
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
              {label(field.title)}
              {colon}
              <FieldValue plain name={name} field={field} record={before} /> →{' '}
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
