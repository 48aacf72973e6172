import { useQuery } from '@tanstack/react-query';
import { request } from '../api';
import type { StageTimes } from '../deskTypes';
import { useText } from '../i18n';
import { api } from '../paths';
import { keys } from '../queries';
import { useMay } from '../session';
import { DataTable } from './DataTable';
import { EmptyState } from './EmptyState';
import { Loaded } from './Loaded';

/** How long stages take, whether their tasks are in time, and how often a case comes back. */
export function TimesReport() {
  const { t, label } = useText();
  const query = useQuery({
    queryKey: keys.processTimes,
    queryFn: () => request<{ items: StageTimes[] }>(api.processTimes),
  });
  const seesAll = useMay('task.all');
  const hours = (seconds: number | null) =>
    seconds === null ? '–' : t('rep.hours', { n: (seconds / 3600).toFixed(1) });
  return (
    <section className="card stack">
      <h2>{t('rep.times')}</h2>
      <p className="muted small">{t('rep.timesIntro')}</p>
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('rep.none')} />
          ) : (
            <DataTable
              label={t('rep.times')}
              rows={items}
              keyOf={({ definition, stage }) => `${definition}/${stage}`}
              columns={[
                { title: t('rep.process'), cell: (row) => label(row.definitionTitle) || row.definition },
                { title: t('proc.stage'), cell: (row) => label(row.stageTitle) || row.stage },
                { title: t('rep.cases'), right: true, cell: (row) => row.cases },
                { title: t('rep.median'), right: true, cell: (row) => hours(row.medianSeconds) },
                { title: t('rep.average'), right: true, cell: (row) => hours(row.averageSeconds) },
                {
                  title: t('rep.kept'),
                  right: true,
                  cell: (row) => percent(row.kept, row.kept + row.missed),
                },
                {
                  title: t('times.target'),
                  right: true,
                  cell: (row) => percent(row.targetKept, row.targetKept + row.targetMissed),
                },
                { title: t('rep.rework'), right: true, cell: (row) => percent(row.reworked, row.cases) },
              ]}
            />
          )
        }
      </Loaded>
      {seesAll && (
        <p>
          <a href={api.processLog()}>{t('times.xes')}</a>
        </p>
      )}
    </section>
  );
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${Math.round((100 * part) / whole)} %`;
}
