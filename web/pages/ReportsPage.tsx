import { useQuery } from '@tanstack/react-query';
import { request } from '../api';
import { DataTable } from '../components/DataTable';
import { EmptyState } from '../components/EmptyState';
import { Link } from '../components/Link';
import { Loaded } from '../components/Loaded';
import { date, money } from '../format';
import { useText } from '../i18n';
import { api, page } from '../paths';
import { keys } from '../queries';
import { useMay } from '../session';
import type { Aging, Pipeline } from '../types';

export function ReportsPage() {
  const { t } = useText();
  const seesPipeline = useMay('report.pipeline');
  const seesAging = useMay('report.aging');
  return (
    <div className="page">
      <h1>{t('rep.title')}</h1>
      {seesPipeline && <PipelineReport />}
      {seesAging && <AgingReport />}
    </div>
  );
}

function PipelineReport() {
  const { t, label, language } = useText();
  const query = useQuery({ queryKey: keys.pipeline, queryFn: () => request<Pipeline>(api.pipeline) });
  return (
    <section className="card stack">
      <h2>{t('rep.pipeline')}</h2>
      <Loaded query={query}>
        {({ stages, totals }) => {
          const most = Math.max(1, ...stages.map(({ amount }) => Number(amount)));
          if (stages.length === 0) return <EmptyState title={t('rep.none')} />;
          return (
            <>
              <DataTable
                label={t('rep.pipeline')}
                rows={stages}
                keyOf={({ stage, currency }) => `${stage}${currency}`}
                columns={[
                  {
                    title: t('proc.stage'),
                    cell: ({ title, stage }) => label(title) || (stage ?? t('rep.noStage')),
                  },
                  { title: t('rep.count'), right: true, cell: ({ count }) => count },
                  {
                    title: t('rep.amount'),
                    right: true,
                    cell: ({ amount, currency }) => money(amount, currency, language),
                  },
                  {
                    title: t('rep.weighted'),
                    right: true,
                    cell: ({ weighted, currency }) => money(weighted, currency, language),
                  },
                  // The figure stands beside it.
                  {
                    title: t('rep.share'),
                    cell: ({ amount }) => (
                      <meter className="bar" min={0} max={most} value={Number(amount)} aria-hidden />
                    ),
                  },
                ]}
              />
              {totals.map(({ currency, count, amount, weighted }) => (
                <p key={currency}>
                  {t('rep.total')}：{count} · {money(amount, currency, language)} · {t('rep.weighted')}{' '}
                  {money(weighted, currency, language)}
                </p>
              ))}
            </>
          );
        }}
      </Loaded>
    </section>
  );
}

function AgingReport() {
  const { t, language } = useText();
  const query = useQuery({ queryKey: keys.aging, queryFn: () => request<Aging>(api.aging) });
  return (
    <section className="card stack">
      <h2>{t('rep.aging')}</h2>
      <Loaded query={query}>
        {({ asOf, bounds, customers }) => {
          if (customers.length === 0) return <EmptyState title={t('rep.none')} />;
          const bucket = (index: number) =>
            index < bounds.length
              ? t('rep.to', { from: (bounds[index - 1] ?? 0) + 1, to: bounds[index] })
              : t('rep.over', { days: bounds.at(-1) });
          return (
            <>
              <p className="muted">{date(asOf, language)}</p>
              <DataTable
                label={t('rep.aging')}
                rows={customers}
                keyOf={({ customerId, currency }) => `${customerId}${currency}`}
                columns={[
                  {
                    title: t('dun.customer'),
                    cell: ({ customerId, customerLabel }) => (
                      <Link to={page.dunningCustomer(customerId)}>{customerLabel}</Link>
                    ),
                  },
                  {
                    title: t('rep.notDue'),
                    right: true,
                    cell: ({ notDue, currency }) => money(notDue, currency, language),
                  },
                  ...(customers[0]?.buckets ?? []).map((_, index) => ({
                    title: bucket(index),
                    right: true,
                    cell: ({ buckets, currency }: Aging['customers'][number]) =>
                      money(buckets[index], currency, language),
                  })),
                  {
                    title: t('rep.total'),
                    right: true,
                    cell: ({ total, currency }) => money(total, currency, language),
                  },
                ]}
              />
            </>
          );
        }}
      </Loaded>
    </section>
  );
}
