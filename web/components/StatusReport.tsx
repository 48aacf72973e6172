import { useQuery } from '@tanstack/react-query';
import { request } from '../api';
import type { StatusTimes } from '../deskTypes';
import { useText } from '../i18n';
import { api } from '../paths';
import { keys } from '../queries';
import { useMeta } from '../session';
import { DataTable } from './DataTable';
import { EmptyState } from './EmptyState';
import { Loaded } from './Loaded';

/** How long records stay in each status, and whose turn it is while they stand still. */
export function StatusReport() {
  const { t, label } = useText();
  const { entities } = useMeta();
  const query = useQuery({
    queryKey: keys.statusTimes,
    queryFn: () => request<{ items: StatusTimes[] }>(api.statusTimes),
  });
  const hours = (seconds: number) => t('rep.hours', { n: (seconds / 3600).toFixed(1) });
  const titleOf = (key: string) => label(entities.find((entity) => entity.key === key)?.title) || key;
  return (
    <section className="card stack">
      <h2>{t('rep.statusTimes')}</h2>
      <p className="muted small">{t('rep.statusIntro')}</p>
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('rep.none')} />
          ) : (
            <DataTable
              label={t('rep.statusTimes')}
              rows={items}
              keyOf={({ entity, status, semantic, pauseSide }) =>
                `${entity}/${status}/${semantic}/${pauseSide ?? ''}`
              }
              columns={[
                { title: t('rep.record'), cell: (row) => titleOf(row.entity) },
                { title: t('rep.status'), cell: (row) => label(row.title) || row.status },
                {
                  title: t('rep.turn'),
                  cell: ({ pauseSide }) => (pauseSide ? t(`turn.${pauseSide}`) : '–'),
                },
                { title: t('rep.records'), right: true, cell: (row) => row.records },
                { title: t('rep.now'), right: true, cell: (row) => row.now },
                { title: t('rep.average'), right: true, cell: (row) => hours(row.averageSeconds) },
                { title: t('rep.sum'), right: true, cell: (row) => hours(row.totalSeconds) },
              ]}
            />
          )
        }
      </Loaded>
    </section>
  );
}
