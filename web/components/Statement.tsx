import { useQuery } from '@tanstack/react-query';
import { request } from '../api';
import { date, money } from '../format';
import { useText } from '../i18n';
import { api, page, withQuery } from '../paths';
import { keys } from '../queries';
import { statementsOf, type Statement as Account, type StatementRow } from '../statement';
import type { DataRecord, Page } from '../types';
import { DataTable } from './DataTable';
import { Link } from './Link';
import { Loaded } from './Loaded';

const MOST = 200;

/** What was invoiced and paid, one table for each currency. */
export function Statement({ customerId }: { customerId: string }) {
  const { t } = useText();
  const invoices = useLatest('invoices', customerId);
  const payments = useLatest('payments', customerId);
  return (
    <section className="card stack">
      <h2>{t('dun.statement')}</h2>
      <p className="muted small">{t('dun.statementHint')}</p>
      <Loaded query={invoices}>
        {(issued) => (
          <Loaded query={payments}>
            {(paid) => (
              <>
                {(issued.next !== null || paid.next !== null) && (
                  <p className="text-amber">{t('dun.statementPart', { count: MOST })}</p>
                )}
                {statementsOf(issued.items, paid.items).map((statement) => (
                  <Table key={statement.currency} statement={statement} />
                ))}
              </>
            )}
          </Loaded>
        )}
      </Loaded>
    </section>
  );
}

function useLatest(path: 'invoices' | 'payments', customerId: string) {
  const query = {
    filter: `customerId == '${customerId}'`,
    sort: '-createdAt',
    limit: MOST,
  };
  return useQuery({
    queryKey: keys.list(path, query),
    queryFn: () => request<Page<DataRecord>>(withQuery(api.records(path), query)),
  });
}

function Table({ statement: { currency, rows } }: { statement: Account }) {
  const { t, language, aside } = useText();
  const amount = (value: string) => (Number(value) === 0 ? '–' : money(value, currency, language));
  const what = ({ path, number, note }: StatementRow) =>
    `${path === 'invoices' ? t('dun.invoice') : t('dun.payment')} ${number}${note ? aside(t(`dun.${note}`)) : ''}`;
  return (
    <DataTable
      label={`${t('dun.statement')} ${currency}`}
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
        { title: t('dun.day'), cell: ({ day }) => date(day, language) },
        {
          title: t('dun.document'),
          cell: (row) => <Link to={page.record(row.path, row.id)}>{what(row)}</Link>,
        },
        { title: t('dun.debit'), right: true, cell: ({ debit }) => amount(debit) },
        { title: t('dun.credit'), right: true, cell: ({ credit }) => amount(credit) },
        {
          title: t('dun.balance'),
          right: true,
          cell: ({ balance }) => money(balance, currency, language),
        },
      ]}
    />
  );
}
