import { useQuery } from '@tanstack/react-query';
import { request } from '../api';
import type { StageTimes } from '../deskTypes';
import { useText } from '../i18n';
import { api } from '../paths';
import { keys } from '../queries';
import { useMay } from '../session';
import { EmptyState } from './EmptyState';
import { FiguresTable, shareOf } from './FiguresTable';
import { Loaded } from './Loaded';

/** How long stages take, whether their tasks are in time, and how often a case comes back. */
export function TimesReport() {
  const { t, label } = useText();
  const query = useQuery({
    queryKey: keys.processTimes,
    queryFn: () => request<{ items: StageTimes[] }>(api.processTimes),
  });
  const seesAll = useMay('task.all');
  return (
    <section className="card stack">
      <h2>{t('rep.times')}</h2>
      <p className="muted small">{t('rep.timesIntro')}</p>
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('rep.none')} />
          ) : (
            <FiguresTable
              label={t('rep.times')}
              file="process-times"
              rows={items}
              keyOf={({ definition, stage }) => `${definition}/${stage}`}
              columns={[
                { title: t('rep.process'), of: (row) => label(row.definitionTitle) || row.definition },
                { title: t('proc.stage'), of: (row) => label(row.stageTitle) || row.stage },
                { title: t('rep.cases'), of: (row) => row.cases },
                { title: t('rep.median'), as: 'hours', hasBar: true, of: (row) => row.medianSeconds },
                { title: t('rep.average'), as: 'hours', of: (row) => row.averageSeconds },
                { title: t('rep.kept'), as: 'share', of: (row) => shareOf(row.kept, row.kept + row.missed) },
                {
                  title: t('times.target'),
                  as: 'share',
                  of: (row) => shareOf(row.targetKept, row.targetKept + row.targetMissed),
                },
                { title: t('rep.rework'), as: 'share', of: (row) => shareOf(row.reworked, row.cases) },
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
