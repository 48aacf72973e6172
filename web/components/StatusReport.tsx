import { useQuery } from '@tanstack/react-query';
import { request } from '../api';
import type { StatusTimes } from '../deskTypes';
import { useText } from '../i18n';
import { api } from '../paths';
import { keys } from '../queries';
import { useMeta } from '../session';
import { EmptyState } from './EmptyState';
import { FiguresTable } from './FiguresTable';
import { Loaded } from './Loaded';

/** How long records stay in each status, and whose turn it is while they stand still. */
export function StatusReport() {
  const { t, label } = useText();
  const { entities } = useMeta();
  const query = useQuery({
    queryKey: keys.statusTimes,
    queryFn: () => request<{ items: StatusTimes[] }>(api.statusTimes),
  });
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
            <FiguresTable
              label={t('rep.statusTimes')}
              file="status-times"
              rows={items}
              keyOf={({ entity, status, semantic, pauseSide }) =>
                `${entity}/${status}/${semantic}/${pauseSide ?? ''}`
              }
              columns={[
                { title: t('rep.record'), of: (row) => titleOf(row.entity) },
                { title: t('rep.status'), of: (row) => label(row.title) || row.status },
                {
                  title: t('rep.turn'),
                  of: ({ pauseSide }) => (pauseSide ? t(`turn.${pauseSide}`) : null),
                },
                { title: t('rep.records'), of: (row) => row.records },
                { title: t('rep.now'), of: (row) => row.now },
                { title: t('rep.average'), as: 'hours', hasBar: true, of: (row) => row.averageSeconds },
                { title: t('rep.sum'), as: 'hours', of: (row) => row.totalSeconds },
              ]}
            />
          )
        }
      </Loaded>
    </section>
  );
}
