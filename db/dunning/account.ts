import { groupBy } from '../../domain/dunning/groupBy';
import type { Facts, InvoiceFacts, NoticeFact } from '../../domain/dunning/types';
import { run, type Db } from '../connect';

/** A customer's account as the rules read it, and whom to write to. */
export interface Account {
  facts: Facts;
  recipient: Recipient;
}

export interface Recipient {
  customerId: string;
  name: string;
  locale: 'zh-CN' | 'en';
  /** Null when there is none, or when the last mail to it came back. */
  email: string | null;
  address: string | null;
  creditHold: boolean;
  owner: Person | null;
  manager: Person | null;
}

export interface Person {
  id: string;
  name: string;
  locale: 'zh-CN' | 'en';
  email: string | null;
  phone: string | null;
}

/** Four queries, however much is owed. Days are those of the time zone. Null when there is no such customer. */
export async function loadAccount(db: Db, customerId: string, timezone: string): Promise<Account | null> {
  const [customer] = await run<CustomerRow>(db, {
    name: 'dun-customer',
    text: CUSTOMER,
    values: [customerId],
  });
  if (!customer) return null;
  const open = await run<OpenRow>(db, { name: 'dun-open', text: OPEN, values: [customerId] });
  const notices = await run<NoticeFact>(db, {
    name: 'dun-notices',
    text: NOTICES,
    values: [open.map(({ id }) => id), timezone],
  });
  const [lastCase] = await run<{ state: string; at: Date }>(db, {
    name: 'dun-case',
    text: CASE,
    values: [customerId],
  });
  const { creditHold, owner, manager, address, ...fields } = customer;
  return {
    facts: {
      customer: { ...fields, tags: customer.tags },
      invoices: [...groupBy(open, ({ invoiceId }) => invoiceId).values()].map(invoiceOf),
      notices,
      lastCase: lastCase ? { state: lastCase.state, at: lastCase.at.getTime() } : null,
    },
    recipient: {
      customerId,
      name: customer.name,
      locale: customer.locale,
      email: customer.email,
      address,
      creditHold,
      owner,
      manager,
    },
  };
}

interface CustomerRow {
  id: string;
  name: string;
  locale: 'zh-CN' | 'en';
  tags: string[];
  category: string | null;
  email: string | null;
  address: string | null;
  creditHold: boolean;
  owner: Person | null;
  manager: Person | null;
}

interface OpenRow {
  invoiceId: string;
  number: string;
  currency: string;
  total: string;
  balance: string;
  draft: boolean;
  disputed: boolean;
  writtenOff: boolean;
  promisedOn: string | null;
  issueDate: string;
  status: string;
  paymentTerms: string;
  orderId: string | null;
  id: string;
  dueDate: string;
  amount: string;
  outstanding: string;
}

function invoiceOf(rows: OpenRow[]): InvoiceFacts {
  const [first] = rows;
  if (!first) throw new RangeError('a group is never empty');
  const { issueDate, status, paymentTerms, orderId } = first;
  const instalments = rows.map(({ id, dueDate, amount, outstanding }) => ({
    id,
    dueDate,
    amount,
    outstanding,
  }));
  return {
    id: first.invoiceId,
    number: first.number,
    currency: first.currency,
    amount: first.total,
    balance: first.balance,
    draft: first.draft,
    disputed: first.disputed,
    writtenOff: first.writtenOff,
    promisedOn: first.promisedOn,
    instalments,
    more: { issueDate, status, paymentTerms, orderId },
  };
}

const PERSON = (alias: string) =>
  `case when ${alias}.id is not null then json_build_object('id', ${alias}.id, 'name', ${alias}.name, 'locale', ${alias}.locale, 'email', ${alias}.email, 'phone', ${alias}.phone) end`;

const CUSTOMER = `
  with reached as (
    select c.*, coalesce(nullif(c.email, ''), (select k.email from contact k where k.customer_id = c.id and k.main and k.email <> '' limit 1)) as mail
    from customer c where c.id = $1::uuid
  )
  select c.id, c.number, c.name, c.locale, coalesce(c.tags, '{}') as tags, c.category, c.industry, c.status, c.region,
    c.credit_hold as "creditHold", nullif(c.address, '') as address, ${PERSON('o')} as owner, ${PERSON('b')} as manager,
    case when (
      select m.status = 'failed' and m.error is distinct from 'withdrawn' from message m
      where m.customer_id = c.id and m.channel = 'email' and m.to_address = c.mail and m.status <> 'queued' order by m.created_at desc limit 1
    ) then null else c.mail end as email
  from reached c left join employee o on o.id = c.owner_id left join employee b on b.id = o.manager_id`;

const OPEN = `
  select v.id as "invoiceId", v.number, v.currency, v.total, v.balance, v.draft, v.disputed, v.written_off as "writtenOff",
    v.promised_on as "promisedOn", v.issue_date as "issueDate", v.status, v.payment_terms as "paymentTerms", v.order_id as "orderId", i.id, i.due_date as "dueDate", i.amount, i.balance as outstanding
  from invoice v join instalment i on i.invoice_id = v.id
  where v.customer_id = $1::uuid and v.balance > 0 and i.balance > 0 and not v.draft
  order by i.due_date, v.number, i.position`;

// What became of a letter is what became of its message.
const NOTICES = `
  select d.instalment_id as "instalmentId", d.level, n.date,
    case when n.status = 'ignored' or m.id is null then n.status else m.status end as status,
    case when m.status = 'sent' then greatest(n.date, (m.sent_at at time zone $2)::date) when m.id is null and n.status = 'sent' then n.date end as "sentOn"
  from dunning_item d join dunning_notice n on n.id = d.notice_id left join message m on m.id = n.message_id
  where d.instalment_id = any($1::uuid[])`;

const CASE = 'select state, evaluated_at as at from dunning_case where customer_id = $1::uuid';
