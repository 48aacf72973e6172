import { useQuery } from '@tanstack/react-query';
import { request } from '../api';
import type { ClockTimes } from '../deskTypes';
import { useText } from '../i18n';
import { api } from '../paths';
import { keys } from '../queries';
import { FiguresTable, shareOf } from './FiguresTable';
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
            <FiguresTable
              label={t('clock.report')}
              file="clock-times"
              rows={items}
              keyOf={({ definition, clock }) => `${definition}/${clock}`}
              columns={[
                { title: t('rep.process'), of: (row) => label(row.definitionTitle) || row.definition },
                { title: t('clock.clock'), of: (row) => label(row.clockTitle) || row.clock },
                { title: t('clock.running'), of: (row) => row.running },
                { title: t('clock.late'), of: (row) => row.late },
                { title: t('clock.met'), of: (row) => row.kept },
                { title: t('clock.missed'), of: (row) => row.missed },
                {
                  title: t('rep.kept'),
                  as: 'share',
                  hasBar: true,
                  of: (row) => shareOf(row.kept, row.kept + row.missed),
                },
                { title: t('rep.median'), as: 'hours', of: (row) => row.medianSeconds },
              ]}
            />
          </section>
        )
      }
    </Loaded>
  );
}
