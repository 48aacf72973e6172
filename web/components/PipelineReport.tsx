import { useQuery } from '@tanstack/react-query';
import { request } from '../api';
import { money } from '../format';
import { useText } from '../i18n';
import { api } from '../paths';
import { keys } from '../queries';
import type { Pipeline } from '../deskTypes';
import { Bar, mostOf } from './Bar';
import { DataTable } from './DataTable';
import { EmptyState } from './EmptyState';
import { Loaded } from './Loaded';

/** Open deals by stage: a table for each currency. */
export function PipelineReport() {
  const { t } = useText();
  const query = useQuery({ queryKey: keys.pipeline, queryFn: () => request<Pipeline>(api.pipeline) });
  return (
    <section className="card stack">
      <h2>{t('rep.pipeline')}</h2>
      <p className="muted small">{t('rep.apart')}</p>
      <Loaded query={query}>
        {({ stages, totals, ...apart }) => (
          <>
            {totals.length === 0 && <EmptyState title={t('rep.none')} />}
            {totals.map((total) => (
              <InCurrency
                key={total.currency}
                total={total}
                stages={stages.filter(({ currency }) => currency === total.currency)}
              />
            ))}
            <Apart {...apart} />
          </>
        )}
      </Loaded>
    </section>
  );
}

/** Deals that stand still, and those that are over. */
function Apart({ held, closed }: Pick<Pipeline, 'held' | 'closed'>) {
  const { t, language } = useText();
  const rows = [...held.map((sums) => ({ ...sums, semantic: 'hold' as const })), ...closed];
  if (rows.length === 0) return null;
  return (
    <>
      <h3>{t('rep.notWorkedOn')}</h3>
      <DataTable
        label={t('rep.notWorkedOn')}
        rows={rows}
        keyOf={({ semantic, currency }) => `${semantic}:${currency}`}
        columns={[
          { title: t('rep.meaning'), cell: ({ semantic }) => t(`meaning.${semantic}`) },
          { title: t('rep.count'), right: true, cell: ({ count }) => count },
          {
            title: t('rep.amount'),
            right: true,
            cell: ({ amount, currency }) => money(amount, currency, language),
          },
        ]}
      />
    </>
  );
}

function InCurrency({ total, stages }: { total: Pipeline['totals'][number]; stages: Pipeline['stages'] }) {
  const { t, label, language, colon } = useText();
  const { currency, count, amount, weighted } = total;
  const title = t('rep.byStage', { currency });
  const most = mostOf(stages.map((stage) => stage.amount));
  return (
    <>
      <h3>{title}</h3>
      <DataTable
        label={title}
        rows={stages}
        keyOf={({ stage }) => stage ?? ''}
        columns={[
          { title: t('proc.stage'), cell: (row) => label(row.title) || (row.stage ?? t('rep.noStage')) },
          { title: t('rep.count'), right: true, cell: (row) => row.count },
          { title: t('rep.amount'), right: true, cell: (row) => money(row.amount, currency, language) },
          { title: t('rep.weighted'), right: true, cell: (row) => money(row.weighted, currency, language) },
          { title: t('rep.share'), cell: (row) => <Bar amount={row.amount} most={most} /> },
        ]}
      />
      <p>
        {t('rep.total')}
        {colon}
        {count} · {money(amount, currency, language)} · {t('rep.weighted')}{' '}
        {money(weighted, currency, language)}
      </p>
    </>
  );
}
