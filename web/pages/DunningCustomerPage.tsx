import { useQuery } from '@tanstack/react-query';
import { request } from '../api';
import { Allowed } from '../components/Allowed';
import { DataTable } from '../components/DataTable';
import { InvoiceActions } from '../components/DunningActions';
import { DunningState, Holds, NoticeStatus, useLevelTitle } from '../components/DunningBadges';
import { EmptyState } from '../components/EmptyState';
import { Link } from '../components/Link';
import { Loaded } from '../components/Loaded';
import { PaymentForm } from '../components/PaymentForm';
import { Statement } from '../components/Statement';
import { date, dateTime, listed, money } from '../format';
import { useText } from '../i18n';
import { api, page } from '../paths';
import { keys } from '../queries';
import { useEntity, useMay } from '../session';
import type { DunningAccount } from '../deskTypes';
import { useAddress } from '../useAddress';

/** One customer's account as the reminders see it. */
export function DunningCustomerPage() {
  return (
    <Allowed operations={['dunning.read']}>
      <Customer />
    </Allowed>
  );
}

function Customer() {
  const { id = '' } = useAddress();
  const { t } = useText();
  const account = useQuery({
    queryKey: keys.dunningCustomer(id),
    queryFn: () => request<DunningAccount>(api.dunningCustomer(id)),
    refetchInterval: 5_000,
  });
  return (
    <div className="page">
      <Link to={page.dunning} className="back">
        ← {t('dun.title')}
      </Link>
      <Loaded query={account}>{(data) => <Account account={data} />}</Loaded>
    </div>
  );
}

function Account({ account }: { account: DunningAccount }) {
  const { t, label, colon } = useText();
  const mayOperate = useMay('dunning.operate');
  // who may not read payments sees no statement
  const payments = useEntity('payment');
  return (
    <>
      <div className="row">
        <h1>{account.customerLabel}</h1>
        <DunningState state={account.state} />
      </div>
      <p className="muted">
        {t('dun.policy')}
        {colon}
        {label(account.policy.title)} · {t('proc.version', { version: account.policy.version })}
      </p>
      <Items account={account} mayOperate={mayOperate} />
      <Next account={account} />
      {mayOperate && <PaymentForm account={account} />}
      <Notices account={account} />
      {payments && <Statement customerId={account.customerId} />}
    </>
  );
}

function Items({ account, mayOperate }: { account: DunningAccount; mayOperate: boolean }) {
  const { t, language } = useText();
  const titleOf = useLevelTitle(account.policy.levels);
  return (
    <section className="card stack">
      <h2>{t('dun.items')}</h2>
      {account.items.length === 0 ? (
        <EmptyState title={t('dun.nothing')} />
      ) : (
        <DataTable
          label={t('dun.items')}
          rows={account.items}
          keyOf={({ instalmentId }) => instalmentId}
          columns={[
            {
              title: t('dun.invoice'),
              cell: ({ invoiceId, number }) => <Link to={page.record('invoices', invoiceId)}>{number}</Link>,
            },
            { title: t('dun.due'), cell: ({ dueDate }) => date(dueDate, language) },
            {
              title: t('dun.outstanding'),
              right: true,
              cell: ({ outstanding, currency }) => money(outstanding, currency, language),
            },
            { title: t('dun.days'), right: true, cell: ({ days }) => Math.max(0, days) },
            { title: t('dun.level'), cell: ({ level }) => titleOf(level) },
            { title: t('dun.holds'), cell: ({ holds }) => <Holds holds={holds} /> },
            ...(mayOperate
              ? [
                  {
                    title: t('dun.actions'),
                    cell: (item: DunningAccount['items'][number]) => <InvoiceActions item={item} />,
                  },
                ]
              : []),
          ]}
        />
      )}
    </section>
  );
}

function Next({ account }: { account: DunningAccount }) {
  const { t, language } = useText();
  const titleOf = useLevelTitle(account.policy.levels);
  return (
    <section className="card stack">
      <h2>{t('dun.nextLetters')}</h2>
      {account.next.length === 0 ? (
        <p className="muted">{t('dun.noNext')}</p>
      ) : (
        <>
          <p className="muted">{t('dun.comes')}</p>
          <ul>
            {account.next.map(({ at, level, currency, total }) => (
              <li key={`${at}${level}${currency}`}>
                {dateTime(at, language)} · {titleOf(level)} · {money(total, currency, language)}
              </li>
            ))}
          </ul>
        </>
      )}
      {account.nextAt && (
        <p className="muted small">{t('dun.lookedAt', { when: dateTime(account.nextAt, language) })}</p>
      )}
    </section>
  );
}

function Notices({ account }: { account: DunningAccount }) {
  const { t, language } = useText();
  const titleOf = useLevelTitle(account.policy.levels);
  return (
    <section className="card stack">
      <h2>{t('dun.notices')}</h2>
      {account.notices.length === 0 ? (
        <p className="muted">{t('msg.none')}</p>
      ) : (
        <DataTable
          label={t('dun.notices')}
          rows={account.notices}
          keyOf={({ id }) => id}
          columns={[
            { title: t('dun.last'), cell: (notice) => date(notice.date, language) },
            { title: t('dun.level'), cell: ({ level }) => titleOf(level) },
            { title: t('dun.status'), cell: ({ status }) => <NoticeStatus status={status} /> },
            {
              title: t('dun.total'),
              right: true,
              cell: ({ total, currency }) => money(total, currency, language),
            },
            {
              title: t('dun.invoice'),
              cell: ({ items }) =>
                listed(
                  items.map(({ number }) => number),
                  language,
                ),
            },
            {
              title: t('dun.messages'),
              cell: ({ messageId }) =>
                messageId ? <Link to={page.message(messageId)}>{t('dun.read')}</Link> : '–',
            },
          ]}
        />
      )}
    </section>
  );
}
