import { Badge, Checkbox } from '@mantine/core';
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
  const incidentTitle = useIncidentTitle();
  const toggle = (id: string) =>
    choose?.(new Set(chosen.has(id) ? [...chosen].filter((one) => one !== id) : [...chosen, id]));
  const columns = [
    {
      title: t('cases.title'),
      cell: ({ id, title, entityLabel, startedAt }: ProcessItem) => (
        <>
          <Link to={page.process(id)}>{entityLabel ?? title}</Link>
          <div className="muted small">
            {t('cases.started')} {dateTime(startedAt, language)}
          </div>
        </>
      ),
    },
    {
      title: t('cases.definition'),
      cell: ({ definition: { key, version, title } }: ProcessItem) => `${label(title) || key} · v${version}`,
    },
    { title: t('cases.stage'), cell: (item: ProcessItem) => label(item.stageTitle) || (item.stage ?? '–') },
    { title: t('cases.waiting'), cell: ({ waitingFor }: ProcessItem) => <WaitingFor items={waitingFor} /> },
    {
      title: t('clock.clock'),
      cell: ({ clock }: ProcessItem) => (clock ? <FirstClock clock={clock} /> : '–'),
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
      title: t('cases.problem'),
      cell: ({ incident, incidentCount }: ProcessItem) =>
        incident && (
          <span title={incident.message}>
            <Badge color="red" variant="light">
              {incidentTitle(incident.code)}
            </Badge>
            {incident.stepTitle && <div className="muted small">{label(incident.stepTitle)}</div>}
            {incidentCount > 1 && (
              <span className="muted small"> · {t('cases.more', { count: incidentCount - 1 })}</span>
            )}
          </span>
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
