import { useQuery } from '@tanstack/react-query';
import { request } from '../api';
import type { ClockTimes } from '../deskTypes';
import { useText } from '../i18n';
import { api } from '../paths';
import { keys } from '../queries';
import { DataTable } from './DataTable';
import { Loaded } from './Loaded';

/** Whether the clocks of cases are kept: response, resolution. */
export function ClocksReport() {
  const { t, label } = useText();
  const query = useQuery({
    queryKey: keys.clockTimes,
    queryFn: () => request<{ items: ClockTimes[] }>(api.clockTimes),
  });
  return (
    <Loaded query={query}>
      {({ items }) =>
        items.length > 0 && (
          <section className="card stack">
            <h2>{t('clock.report')}</h2>
            <p className="muted small">{t('clock.reportIntro')}</p>
            <DataTable
              label={t('clock.report')}
              rows={items}
              keyOf={({ definition, clock }) => `${definition}/${clock}`}
              columns={[
                { title: t('rep.process'), cell: (row) => label(row.definitionTitle) || row.definition },
                { title: t('clock.clock'), cell: (row) => label(row.clockTitle) || row.clock },
                { title: t('clock.running'), right: true, cell: (row) => row.running },
                { title: t('clock.late'), right: true, cell: (row) => row.late },
                { title: t('clock.met'), right: true, cell: (row) => row.kept },
                { title: t('clock.missed'), right: true, cell: (row) => row.missed },
                { title: t('rep.kept'), right: true, cell: kept },
                {
                  title: t('rep.median'),
                  right: true,
                  cell: ({ medianSeconds: seconds }) =>
                    seconds === null ? '–' : t('rep.hours', { n: (seconds / 3600).toFixed(1) }),
                },
              ]}
            />
          </section>
        )
      }
    </Loaded>
  );
}

function kept({ kept: inTime, missed }: ClockTimes): string {
  const all = inTime + missed;
  return all === 0 ? '–' : `${Math.round((100 * inTime) / all)} %`;
}
