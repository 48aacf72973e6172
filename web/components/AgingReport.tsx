import { useQuery } from '@tanstack/react-query';
import { request } from '../api';
import { date, money } from '../format';
import { useText } from '../i18n';
import { api, page } from '../paths';
import { keys } from '../queries';
import { useMay } from '../session';
import type { Aging } from '../deskTypes';
import { Bar, mostOf } from './Bar';
import { DataTable } from './DataTable';
import { EmptyState } from './EmptyState';
import { Link } from './Link';
import { Loaded } from './Loaded';

/** What is owed by age: for each currency the sums with bars, and beside them who owes. */
export function AgingReport() {
  const { t, language } = useText();
  const query = useQuery({ queryKey: keys.aging, queryFn: () => request<Aging>(api.aging) });
  return (
    <section className="card stack">
      <h2>{t('rep.aging')}</h2>
      <Loaded query={query}>
        {(aging) =>
          aging.totals.length === 0 ? (
            <EmptyState title={t('rep.none')} />
          ) : (
            <>
              <p className="muted small">{t('rep.asOf', { day: date(aging.asOf, language) })}</p>
              {aging.totals.map((total) => (
                <InCurrency key={total.currency} aging={aging} total={total} />
              ))}
            </>
          )
        }
      </Loaded>
    </section>
  );
}

function InCurrency({ aging, total }: { aging: Aging; total: Aging['totals'][number] }) {
  const { currency } = total;
  const ages = useAges(aging);
  return (
    <div className="report">
      <Sums total={total} titles={ages} />
      <Customers
        currency={currency}
        ages={ages}
        customers={aging.customers.filter((row) => row.currency === currency)}
      />
    </div>
  );
}

/** The titles of the buckets. */
function useAges({ bounds, totals }: Aging): string[] {
  const { t } = useText();
  return (totals[0]?.buckets ?? []).map((_, index) =>
    index < bounds.length
      ? t('rep.to', { from: (bounds[index - 1] ?? 0) + 1, to: bounds[index] })
      : t('rep.over', { days: bounds.at(-1) }),
  );
}

function Sums({ total, titles }: { total: Aging['totals'][number]; titles: string[] }) {
  const { t, language, colon } = useText();
  const { currency, notDue, buckets, advance } = total;
  const most = mostOf([notDue, ...buckets]);
  const rows = [
    { title: t('rep.notDue'), amount: notDue },
    ...titles.map((title, index) => ({ title, amount: buckets[index] ?? '0.00' })),
  ];
  const title = t('rep.byAge', { currency });
  return (
    <div className="stack">
      <h3>{title}</h3>
      <DataTable
        label={title}
        rows={rows}
        keyOf={(row) => row.title}
        columns={[
          { title: t('rep.age'), cell: (row) => row.title },
          { title: t('rep.amount'), right: true, cell: ({ amount }) => money(amount, currency, language) },
          { title: t('rep.share'), cell: ({ amount }) => <Bar amount={amount} most={most} /> },
        ]}
      />
      <p>
        {t('rep.total')}
        {colon}
        {money(total.total, currency, language)}
        {Number(advance) > 0 && ` · ${t('rep.advance')} ${money(advance, currency, language)}`}
      </p>
    </div>
  );
}

interface CustomersProps {
  currency: string;
  ages: string[];
  customers: Aging['customers'];
}

function Customers({ currency, ages, customers }: CustomersProps) {
  const { t, language } = useText();
  const seesDesk = useMay('dunning.read');
  const title = t('rep.byCustomer', { currency });
  const amount = (value: string | undefined) =>
    Number(value ?? 0) === 0 ? '–' : money(value, currency, language);
  return (
    <div className="stack">
      <h3>{title}</h3>
      <DataTable
        label={title}
        rows={customers}
        keyOf={({ customerId }) => customerId}
        columns={[
          {
            title: t('dun.customer'),
            cell: ({ customerId, customerLabel }) => (
              <Link to={seesDesk ? page.dunningCustomer(customerId) : page.record('customers', customerId)}>
                {customerLabel}
              </Link>
            ),
          },
          { title: t('rep.notDue'), right: true, cell: ({ notDue }) => amount(notDue) },
          ...ages.map((age, index) => ({
            title: age,
            right: true,
            cell: ({ buckets }: Aging['customers'][number]) => amount(buckets[index]),
          })),
          { title: t('rep.advance'), right: true, cell: ({ advance }) => amount(advance) },
          { title: t('rep.total'), right: true, cell: ({ total }) => money(total, currency, language) },
        ]}
      />
    </div>
  );
}
