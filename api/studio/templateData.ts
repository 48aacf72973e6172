import { evaluate } from '../../domain/dunning/evaluate';
import { interestOn } from '../../domain/dunning/notices';
import type { Item, Notice } from '../../domain/dunning/types';
import type { DunningDefinition } from '../../domain/generated/dunning';
import { letterParams } from '../../domain/message/letter';
import type { Locale } from '../../domain/message/liquid';
import { quotationParams } from '../../domain/message/quotation';
import { roundMoney, sumMoney } from '../../domain/money';
import type { JsonObject } from '../../domain/process/types';
import { listProcesses } from '../../db/api-processes';
import type { Db } from '../../db/connect';
import type { RecordContext } from '../../db/context';
import { loadAccount, type Account } from '../../db/dunning/account';
import { policyInForce } from '../../db/dunning/policy';
import { listTasks } from '../../db/inbox';
import { getPerson } from '../../db/people';
import { listRecords } from '../../db/records/list';
import { getRecord, type RecordJson } from '../../db/records/read';
import { found } from '../http/answers';

export interface About {
  customerId?: string;
  invoiceId?: string;
}

interface Asked {
  about: About;
  /** The template's key: the level of reminders that sends it gives fee and interest. */
  template: string;
  locale: Locale;
  who: { id: string; name: string };
  context: RecordContext;
}

/**
 * What a template of any kind could be given about a customer or an invoice, out of what this person may see: a
 * reminder's letter, a quotation of the newest deal, a notice of the newest process. NOT_FOUND for a record that is not
 * there or not theirs to see.
 */
export async function templateData(db: Db, asked: Asked): Promise<JsonObject> {
  const { about, locale, who, context } = asked;
  const invoice = about.invoiceId
    ? found(await getRecord(db, 'invoice', about.invoiceId, context))
    : undefined;
  const customerId = String(invoice?.['customerId'] ?? about.customerId ?? '');
  const customer = found(await getRecord(db, 'customer', customerId, context));
  const record = invoice ?? customer;
  return {
    ...(await quotation(db, customer, locale, context)),
    ...(await letter(db, customer, invoice, asked)),
    ...(await notice(db, customer, locale, context)),
    customer: { name: textOf(customer['name']) },
    record: { title: textOf(record['name']) || record.number, number: record.number },
    recipient: { name: who.name },
  };
}

async function letter(db: Db, customer: RecordJson, invoice: RecordJson | undefined, asked: Asked) {
  const { policy, calendar } = await policyInForce(db);
  const account = await loadAccount(db, customer.id, calendar.timezone);
  if (!account) return {};
  const { items, today } = evaluate(policy, calendar, account.facts, Date.now());
  const wanted = invoice ? items.filter(({ invoiceId }) => invoiceId === invoice.id) : items;
  const theirs = await readableItems(db, wanted, asked.context);
  if (theirs.length === 0) return {};
  return letterParams(noticeOf(policy, asked.template, theirs, today), addressee(account, asked.locale));
}

/** A customer whom somebody may see can have invoices that they may not. */
async function readableItems(db: Db, items: Item[], context: RecordContext): Promise<Item[]> {
  const ids = [...new Set(items.map(({ invoiceId }) => invoiceId))];
  const records = await Promise.all(ids.map((id) => getRecord(db, 'invoice', id, context, ['id'])));
  const readable = new Set(ids.filter((_, n) => records[n]));
  return items.filter(({ invoiceId }) => readable.has(invoiceId));
}

/** As if the letter went out today, whether or not it is due: everything that is owed in one currency. */
function noticeOf(policy: DunningDefinition, template: string, items: Item[], date: string): Notice {
  const sends = policy.levels.find((one) =>
    one.do.some((effect) => 'template' in effect && effect.template === template),
  );
  const level = sends ?? policy.levels[0];
  const currency = items[0]?.currency ?? '';
  const rate = policy.interest?.annualRate ?? 0;
  const listed = items
    .filter((item) => item.currency === currency)
    .map((item) => ({
      ...item,
      level: level?.id ?? '',
      interest: interestOn(item.outstanding, rate, item.days, currency),
    }));
  const outstanding = sumMoney(listed.map((item) => item.outstanding));
  const interest = sumMoney(listed.map((item) => item.interest));
  const fee = roundMoney(level?.fee?.[currency] ?? 0, currency);
  const total = sumMoney([outstanding, interest, fee]);
  return {
    currency,
    level: level?.id ?? '',
    date,
    items: listed,
    outstanding,
    interest,
    fee,
    total,
    effects: [],
  };
}

function addressee({ recipient: { name, owner } }: Account, locale: Locale) {
  return { name, owner, locale };
}

async function quotation(
  db: Db,
  customer: RecordJson,
  locale: Locale,
  context: RecordContext,
): Promise<JsonObject> {
  const query = { filter: `customerId == '${customer.id}'`, sort: '-createdAt', limit: 1, fields: ['id'] };
  const [newest] = (await listRecords(db, 'opportunity', query, context)).items;
  const opportunity = newest && (await getRecord(db, 'opportunity', newest.id, context));
  if (!opportunity) return {};
  const { contactId, ownerId } = opportunity;
  const contact = typeof contactId === 'string' ? await getRecord(db, 'contact', contactId, context) : null;
  const sender = typeof ownerId === 'string' ? await getPerson(db, ownerId) : null;
  // the rows of a collection are objects, each with the label of its product
  const rows = (opportunity['lines'] ?? []) as JsonObject[];
  const lines = rows.map((line) => ({
    ...line,
    product: textOf(line['productLabel']) || textOf(line['description']),
  }));
  return quotationParams({ customer, contact, opportunity, lines, sender }, locale);
}

async function notice(db: Db, customer: RecordJson, locale: Locale, context: RecordContext) {
  const [process] = (await listProcesses(db, { customerId: customer.id, limit: 1 }, context)).items;
  if (!process) return {};
  const query = { view: 'all' as const, personId: context.actorId ?? '', instanceId: process.id, limit: 1 };
  const [task] = (await listTasks(db, { ...query, status: 'open' }, new Date())).items;
  return {
    process: {
      title: process.definition.title?.[locale] ?? process.definition.key,
      stage: process.stageTitle?.[locale] ?? '',
    },
    url: `/processes/${process.id}`,
    ...(process.clock && {
      clock: { title: process.clock.title?.[locale] ?? process.clock.id, due: minuteOf(process.clock.dueAt) },
    }),
    ...(task && {
      task: {
        title: textOf(task.title[locale]),
        due: minuteOf(task.dueAt),
        assignee: task.assigneeLabel ?? '',
      },
    }),
  };
}

function minuteOf(at: Date | string | null): string {
  return at === null ? '' : new Date(at).toISOString().slice(0, 16).replace('T', ' ');
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
