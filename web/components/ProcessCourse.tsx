import { dateTime, number } from '../format';
import { useText } from '../i18n';
import { aboutOf, eventNameOf, titlesOf } from '../titles';
import type { ProcessDetail } from '../types';
import { DataTable } from './DataTable';
import { useActor, useReason } from './useReason';

/** Every visit of a stage: when, how long, what became of it, who left it and why. */
export function Visits({ process }: { process: ProcessDetail }) {
  const { t, label, language } = useText();
  const rows = process.stages
    .flatMap((stage) => stage.visits.map((visit) => ({ stage, visit })))
    .sort((a, b) => a.visit.enteredAt.localeCompare(b.visit.enteredAt));
  return (
    <section className="card stack">
      <h2>{t('proc.visits')}</h2>
      <DataTable
        label={t('proc.visits')}
        rows={rows}
        keyOf={({ stage, visit }) => `${stage.id}/${visit.visit}`}
        columns={[
          { title: t('proc.stage'), cell: ({ stage }) => label(stage.title) || stage.id },
          { title: t('proc.status'), cell: ({ visit }) => <VisitStatus status={visit.status} /> },
          { title: t('proc.entered'), cell: ({ visit }) => dateTime(visit.enteredAt, language) },
          {
            title: t('proc.left'),
            cell: ({ visit }) => (visit.leftAt ? dateTime(visit.leftAt, language) : '–'),
          },
          {
            title: t('proc.hours'),
            right: true,
            cell: ({ visit: { businessSeconds } }) =>
              businessSeconds === null ? '–' : number((businessSeconds / 3600).toFixed(1), language),
          },
          { title: t('proc.leftBy'), cell: ({ visit }) => visit.leftBy ?? '–' },
          { title: t('proc.why'), cell: ({ visit }) => label(visit.reasonTitle) || (visit.reason ?? '–') },
        ]}
      />
    </section>
  );
}

function VisitStatus({ status }: { status: string }) {
  const { t } = useText();
  const words: Record<string, string> = {
    active: t('stage.active'),
    completed: t('stage.completed'),
    skipped: t('stage.skipped'),
    left: t('stage.left'),
  };
  return <span className="pill">{words[status] ?? status}</span>;
}

/** What happened, in words; latest first. */
export function Events({ process }: { process: ProcessDetail }) {
  const { t, label, language, colon } = useText();
  const titles = titlesOf(process.stages);
  const reasonOf = useReason();
  const actorOf = useActor();
  return (
    <section className="card stack">
      <h2>{t('proc.events')}</h2>
      <ol className="plain">
        {process.events
          .toReversed()
          .map(({ at, event, stage, step, actorLabel, onBehalfOfLabel, data }, index) => {
            const clock = process.clocks.find(({ id }) => id === data?.['clock']);
            const about = clock ? label(clock.title) : aboutOf(titles, stage, step, label);
            const reason = reasonOf(event, actorLabel, data);
            return (
              <li key={index}>
                <span className="muted small">{dateTime(at, language)}</span>{' '}
                {t(`event.${eventNameOf(event, data)}`, { defaultValue: event })}
                {about && `${colon}${about}`}
                {` · ${actorOf(actorLabel, onBehalfOfLabel)}`}
                {reason && <span className="small"> · {t('timeline.reason', { reason })}</span>}
              </li>
            );
          })}
      </ol>
    </section>
  );
}
