import { Checkbox } from '@mantine/core';
import { dateTime } from '../../format';
import { useText } from '../../i18n';
import { page } from '../../paths';
import type { ProcessItem } from '../../types';
import { FirstClock } from '../CaseClocks';
import { DataTable } from '../DataTable';
import { Link } from '../Link';
import { useIncidentTitle } from './useIncidentTitle';
import { WaitingFor } from './WaitingFor';

interface Props {
  items: ProcessItem[];
  chosen: ReadonlySet<string>;
  /** Absent for people who may do nothing to many. */
  choose?: (ids: ReadonlySet<string>) => void;
}

export function ProcessTable({ items, chosen, choose }: Props) {
  const { t, label, language } = useText();
  const toggle = (id: string) =>
    choose?.(new Set(chosen.has(id) ? [...chosen].filter((one) => one !== id) : [...chosen, id]));
  const columns = [
    {
      title: t('cases.title'),
      cell: ({ id, title, entityLabel, startedAt, ...item }: ProcessItem) => (
        <>
          <Link to={page.process(id)}>{entityLabel ?? title}</Link>
          <div className="muted small">
            {t('cases.started')} {dateTime(startedAt, language)}
          </div>
          <Problem item={item} />
        </>
      ),
    },
    {
      title: t('cases.stage'),
      cell: ({ stage, stageTitle, definition: { key, version, title } }: ProcessItem) => (
        <>
          {label(stageTitle) || (stage ?? '–')}
          <div className="muted small">
            {label(title) || key} · v{version}
          </div>
        </>
      ),
    },
    {
      title: t('cases.waiting'),
      cell: ({ waitingFor, clock }: ProcessItem) => (
        <>
          <WaitingFor items={waitingFor} />
          {clock && (
            <div>
              <FirstClock clock={clock} />
            </div>
          )}
        </>
      ),
    },
    { title: t('cases.owner'), cell: ({ ownerLabel }: ProcessItem) => ownerLabel ?? '–' },
    {
      title: t('cases.status'),
      cell: ({ status, outcome, outcomeTitle }: ProcessItem) => (
        <>
          {t(`process.${status}`)}
          {outcome && <div className="muted small">{label(outcomeTitle) || outcome}</div>}
        </>
      ),
    },
    {
      title: t('cases.next'),
      cell: ({ nextAt }: ProcessItem) => (nextAt ? dateTime(nextAt, language) : '–'),
    },
  ];
  const choice = {
    title: '✓',
    cell: ({ id, title }: ProcessItem) => (
      <Checkbox
        aria-label={t('cases.choose', { title })}
        checked={chosen.has(id)}
        onChange={() => toggle(id)}
      />
    ),
  };
  return (
    <>
      {choose && (
        <Checkbox
          label={t('cases.chooseAll')}
          checked={items.length > 0 && items.every(({ id }) => chosen.has(id))}
          onChange={(event) => choose(new Set(event.currentTarget.checked ? items.map(({ id }) => id) : []))}
        />
      )}
      <DataTable
        label={t('cases.title')}
        rows={items}
        keyOf={({ id }) => id}
        columns={choose ? [choice, ...columns] : columns}
      />
    </>
  );
}

/** What went wrong first, and how much besides. */
function Problem({
  item: { incident, incidentCount },
}: {
  item: Pick<ProcessItem, 'incident' | 'incidentCount'>;
}) {
  const { t, label } = useText();
  const incidentTitle = useIncidentTitle();
  if (!incident) return null;
  return (
    <div className="text-red small wraps" title={incident.message}>
      {[incidentTitle(incident.code), label(incident.stepTitle)].filter(Boolean).join(' · ')}
      {incidentCount > 1 && ` · ${t('cases.more', { count: incidentCount - 1 })}`}
    </div>
  );
}
