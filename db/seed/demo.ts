import { entityOf } from '../../domain/entity/catalogue';
import { formatNumber } from '../../domain/entity/number';
import { run, type Db } from '../connect';
import { hashPassword } from '../passwords';
import { makeContacts, makeCustomers } from './customers';
import { makeDeals, makeProducts } from './deals';
import { makeLedger } from './ledger';
import { startLiveDeals } from './live';
import { loadRecords, loadRows } from './load';
import { Random } from './random';
import { DEMO_ACCOUNTS, DEMO_PASSWORD, STAFF, type DemoAccount } from './staff';
import { daysAgo } from './time';

const SEED = 20260301;

/**
 * Loads 华东仪器 once: people, customers, products, two years of deals, orders, invoices and payments, relative to today;
 * then starts some deals that really run. A database that has employees already is left as it is. Publish the shipped
 * definitions before, or nothing runs yet: the live deals are then started by the next call.
 */
export async function seedDemo(
  db: Db,
  log: (line: string) => void = () => undefined,
  now = new Date(),
): Promise<{ accounts: DemoAccount[] }> {
  await db.transaction(async (trx) => {
    await run(trx, { text: 'select pg_advisory_xact_lock(7305)', values: [] });
    if (await trx('employee').first('id')) return;
    log('Loading the demo company 华东仪器 …');
    await loadHistory(trx, now);
  });
  await startLiveDeals(db, log);
  return { accounts: DEMO_ACCOUNTS };
}

async function loadHistory(trx: Db, now: Date): Promise<void> {
  const random = new Random(SEED);
  const people = await loadStaff(trx, random, now);
  const reps = STAFF.filter((member) => member.roles.includes('rep')).map((member) =>
    idIn(people, member.login),
  );
  const customers = makeCustomers(random, reps, now);
  const products = makeProducts(random, now);
  const deals = makeDeals(random, customers, products, now);
  const ledger = makeLedger(random, deals, idIn(people, 'zheng.jie'), now);
  await loadRecords(trx, 'customer', customers);
  await loadRecords(trx, 'contact', makeContacts(random, customers));
  await loadRecords(trx, 'product', products);
  await loadRecords(
    trx,
    'opportunity',
    deals.map(({ customer: _customer, lines: _lines, ...deal }) => deal),
  );
  await loadRows(
    trx,
    'opportunity_line',
    deals.flatMap((deal) =>
      deal.lines.map((line, position) => ({
        ...line,
        id: random.uuid(deal.createdAt),
        opportunityId: deal.id,
        position,
      })),
    ),
  );
  await loadRecords(trx, 'order', ledger.orders);
  await loadRows(trx, 'order_line', ledger.orderLines);
  await loadRecords(trx, 'invoice', ledger.invoices);
  await loadRows(trx, 'instalment', ledger.instalments);
  await loadRecords(trx, 'payment', ledger.payments);
  await loadRows(trx, 'allocation', ledger.allocations);
  await run(trx, { text: SETTLE_INSTALMENTS, values: [] });
  await run(trx, { text: SETTLE_INVOICES, values: [] });
}

async function loadStaff(trx: Db, random: Random, now: Date): Promise<Map<string, string>> {
  const createdAt = daysAgo(now, 1000);
  const ids = new Map(STAFF.map((member) => [member.login, random.uuid(createdAt)]));
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  const rows = STAFF.map(({ login, boss, deputy, ...member }, index) => ({
    ...member,
    id: idIn(ids, login),
    number: formatNumber(entityOf('employee'), index + 1),
    code: formatNumber(entityOf('employee'), index + 1),
    login,
    groups: member.groups ?? [],
    managerId: boss ? idIn(ids, boss) : null,
    deputyId: deputy ? idIn(ids, deputy) : null,
    active: true,
    weight: 1,
    locale: 'zh-CN',
    calendar: 'cn-office',
    email: `${login}@huadong.example`,
    passwordHash,
    createdAt,
  }));
  await loadRecords(trx, 'employee', rows);
  return ids;
}

function idIn(ids: Map<string, string>, login: string): string {
  const id = ids.get(login);
  if (!id) throw new Error(`the demo company has nobody called ${login}`);
  return id;
}

const SETTLE_INSTALMENTS = `update instalment i set paid = a.paid from (select instalment_id, sum(amount) as paid from allocation group by 1) a where a.instalment_id = i.id`;

const SETTLE_INVOICES = `
  update invoice v set paid = s.paid, due_date = coalesce(s.next_due, s.last_due), status = case when s.paid >= v.total then 'paid' when s.paid > 0 then 'partial' else 'open' end
  from (select invoice_id, sum(paid) as paid, min(due_date) filter (where balance > 0) as next_due, max(due_date) as last_due from instalment group by 1) s
  where s.invoice_id = v.id`;
