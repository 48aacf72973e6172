import type { ErrorCode } from '../errors';
import { compareMoney, parseMoney, subtractMoney, sumMoney } from '../money';
import {
  addCredit,
  adjust,
  invoiceFacts,
  invoiceOf,
  refund,
  reinstate,
  reverse,
  type LedgerInvoice,
  type Refused,
} from './ledger';
import { dateIn, settleChanges, type World } from './world';

type Fields = Record<string, unknown>;

interface ActionSpec {
  /** What the value of the action is when it is a plain text: `{"dispute": "i1"}`. */
  primary: string;
  /** What may stand in its value or beside it, besides that; null where a record has fields of its own. */
  fields: readonly string[] | null;
  run: (world: World, fields: Fields) => Refused;
}

/**
 * What may happen to a customer's account in a scenario; docs/dunning.md has the table for authors. A step may name
 * two, as in `{"payment": "p1", "invoice": "i1"}` or `{"refund": true, "payment": "p1"}`: the earlier one here is meant.
 */
export const ACTIONS = {
  refund: {
    primary: 'payment',
    fields: ['amount'],
    run: ({ ledger }, f) => withOptionalAmount(f.amount, (amount) => refund(ledger, text(f.payment), amount)),
  },
  reverse: { primary: 'payment', fields: [], run: ({ ledger }, f) => reverse(ledger, text(f.payment)) },
  reinstate: { primary: 'payment', fields: [], run: ({ ledger }, f) => reinstate(ledger, text(f.payment)) },
  creditNote: {
    primary: 'id',
    fields: ['invoice', 'instalment', 'amount', 'date'],
    run: (world, f) => credit(world, 'creditNote', f),
  },
  adjust: { primary: 'invoice', fields: ['amount'], run: adjustInvoice },
  writeOff: {
    primary: 'invoice',
    fields: [],
    run: (world, f) => setFlag(world, f, 'writtenOff', true, 'INVOICE_WRITTEN_OFF'),
  },
  restore: {
    primary: 'invoice',
    fields: [],
    run: (world, f) => setFlag(world, f, 'writtenOff', false, 'INVOICE_NOT_WRITTEN_OFF'),
  },
  dispute: {
    primary: 'invoice',
    fields: [],
    run: (world, f) => setFlag(world, f, 'disputed', true, 'INVOICE_DISPUTED'),
  },
  resolve: {
    primary: 'invoice',
    fields: [],
    run: (world, f) => setFlag(world, f, 'disputed', false, 'INVOICE_NOT_DISPUTED'),
  },
  promise: { primary: 'invoice', fields: ['until'], run: promise },
  tag: { primary: 'tag', fields: [], run: tag },
  untag: { primary: 'tag', fields: [], run: untag },
  delivery: { primary: 'notice', fields: [], run: deliver },
  payment: {
    primary: 'id',
    fields: ['invoice', 'instalment', 'amount', 'date'],
    run: (world, f) => credit(world, 'payment', f),
  },
  invoice: { primary: 'id', fields: null, run: addInvoice },
  fact: { primary: 'id', fields: ['entity', 'set'], run: changeRecord },
} satisfies Record<string, ActionSpec>;

export type ActionName = keyof typeof ACTIONS;

export const ACTION_NAMES = Object.keys(ACTIONS) as ActionName[]; // its own keys

export function actionOf(step: Fields): ActionName | undefined {
  return ACTION_NAMES.find((name) => name in step);
}

/** What stands in an action's value or beside it and is not read, with what would be; of a new invoice everything is. */
export function unreadOf(step: Fields, name: ActionName): { path: string[]; known: string[] }[] {
  const { primary, fields }: ActionSpec = ACTIONS[name];
  if (!fields) return [];
  const inside = [primary, ...fields];
  const beside = [...inside, name, 'refused', 'expect'];
  const value = step[name];
  return [
    ...Object.keys(isFields(value) ? value : {}).map((key) => ({ path: [name, key], known: inside })),
    ...Object.keys(step).map((key) => ({ path: [key], known: beside })),
  ].filter(({ path, known }) => !known.includes(path.at(-1) ?? ''));
}

/** Applies an action; a refused one changes nothing. Its fields stand in its value or beside it. */
export function applyAction(world: World, name: ActionName, step: Fields): Refused {
  const { primary, run } = ACTIONS[name];
  const value = step[name];
  const fields = { ...step, ...(isFields(value) ? value : value === true ? {} : { [primary]: value }) };
  const refused = run(world, fields);
  if (refused === null && name !== 'delivery') world.changed ??= name;
  return refused;
}

export function addInvoice(world: World, fields: Fields): Refused {
  const id = text(fields.id);
  if (id === '') return 'INVOICE_NOT_FOUND';
  if (invoiceOf(world.ledger, id)) return 'DUPLICATE';
  const instalments = instalmentsOf(id, fields);
  if (typeof instalments === 'string') return instalments;
  const others = new Set(
    world.ledger.invoices.flatMap((invoice) => invoice.instalments.map((instalment) => instalment.id)),
  );
  if (
    instalments.some(
      (instalment, n) =>
        others.has(instalment.id) || instalments.findIndex(({ id }) => id === instalment.id) !== n,
    )
  )
    return 'DUPLICATE';
  const { promisedOn } = fields;
  if (promisedOn !== undefined && promisedOn !== null && !isDate(promisedOn)) return 'DATE_INVALID';
  world.ledger.invoices.push({
    id,
    number: text(fields.number) || id,
    currency: text(fields.currency) || 'CNY',
    draft: fields.draft === true,
    disputed: fields.disputed === true,
    writtenOff: fields.writtenOff === true,
    promisedOn: isDate(promisedOn) ? promisedOn : null,
    instalments,
    more: fields,
  });
  return settleTo(world, id, fields.balance);
}

/** Brings an invoice to a balance by an adjustment; without one it stays as it is. */
function settleTo({ ledger }: World, id: string, balance: unknown): Refused {
  if (balance === undefined) return null;
  const wanted = parseMoney(balance);
  if (wanted === null) return 'AMOUNT_INVALID';
  const now = invoiceFacts(ledger).find((invoice) => invoice.id === id)?.balance ?? '0';
  const difference = subtractMoney(wanted, now);
  return compareMoney(difference, 0) === 0 ? null : adjust(ledger, id, difference);
}

function instalmentsOf(invoiceId: string, fields: Fields): LedgerInvoice['instalments'] | ErrorCode {
  const given =
    Array.isArray(fields.instalments) && fields.instalments.length > 0
      ? fields.instalments
      : [{ id: invoiceId, ...fields }];
  const instalments: LedgerInvoice['instalments'] = [];
  for (const [n, entry] of given.entries()) {
    if (!isFields(entry)) return 'AMOUNT_INVALID';
    const amount = positive(entry.amount ?? entry.balance);
    if (amount === null) return 'AMOUNT_INVALID';
    if (!isDate(entry.dueDate)) return 'DATE_INVALID';
    instalments.push({ id: text(entry.id) || `${invoiceId}/${n + 1}`, dueDate: entry.dueDate, amount });
  }
  const total = fields.amount === undefined ? null : positive(fields.amount);
  const sum = sumMoney(instalments.map(({ amount }) => amount));
  if (fields.amount !== undefined && (total === null || compareMoney(total, sum) !== 0)) {
    return total === null ? 'AMOUNT_INVALID' : 'INSTALMENTS_MISMATCH';
  }
  return instalments.sort((a, b) => (a.dueDate < b.dueDate ? -1 : a.dueDate > b.dueDate ? 1 : 0));
}

function credit(world: World, kind: 'payment' | 'creditNote', fields: Fields): Refused {
  const amount = positive(fields.amount);
  if (!invoiceOf(world.ledger, text(fields.invoice))) return 'INVOICE_NOT_FOUND';
  if (amount === null) return 'AMOUNT_INVALID';
  if (fields.date !== undefined && !isDate(fields.date)) return 'DATE_INVALID';
  const instalmentId = fields.instalment === undefined ? null : text(fields.instalment);
  return addCredit(world.ledger, {
    kind,
    id: text(fields.id) || null,
    invoiceId: text(fields.invoice),
    instalmentId,
    amount,
  });
}

function adjustInvoice({ ledger }: World, fields: Fields): Refused {
  const amount = parseMoney(fields.amount);
  if (!invoiceOf(ledger, text(fields.invoice))) return 'INVOICE_NOT_FOUND';
  if (amount === null || compareMoney(amount, 0) === 0) return 'AMOUNT_INVALID';
  return adjust(ledger, text(fields.invoice), amount);
}

function setFlag(
  world: World,
  fields: Fields,
  flag: 'disputed' | 'writtenOff',
  value: boolean,
  already: ErrorCode,
): Refused {
  const invoice = invoiceOf(world.ledger, text(fields.invoice));
  if (!invoice) return 'INVOICE_NOT_FOUND';
  if (invoice[flag] === value) return already;
  invoice[flag] = value;
  return null;
}

function promise(world: World, fields: Fields): Refused {
  const invoice = invoiceOf(world.ledger, text(fields.invoice));
  if (!invoice) return 'INVOICE_NOT_FOUND';
  if (!isDate(fields.until)) return 'DATE_INVALID';
  if (fields.until < dateIn(world)) return 'PROMISE_IN_PAST';
  invoice.promisedOn = fields.until;
  return null;
}

function tag({ customer }: World, fields: Fields): Refused {
  customer.tags = [...new Set([...customer.tags, text(fields.tag)])];
  return null;
}

function untag({ customer }: World, fields: Fields): Refused {
  customer.tags = customer.tags.filter((known) => known !== fields.tag);
  return null;
}

function deliver(world: World, fields: Fields): Refused {
  const { notice } = fields;
  if (notice !== 'sent' && notice !== 'failed' && notice !== 'ignored') return 'VALIDATION_FAILED';
  // What was changed before still goes out as it would have.
  settleChanges(world);
  world.delivery = notice;
  return null;
}

/** Sets fields of the customer or of an invoice as they are; a balance is reached by an adjustment. */
function changeRecord(world: World, fields: Fields): Refused {
  const set = isFields(fields.set) ? fields.set : {};
  if (fields.entity === 'customer') {
    Object.assign(world.customer, set);
    return null;
  }
  const invoice = invoiceOf(world.ledger, text(fields.id));
  if (!invoice) return 'INVOICE_NOT_FOUND';
  const { balance, ...rest } = set;
  const refused = settleTo(world, invoice.id, balance);
  if (refused !== null) return refused;
  for (const key of ['draft', 'disputed', 'writtenOff'] as const)
    if (typeof rest[key] === 'boolean') invoice[key] = rest[key];
  if (rest.promisedOn === null || isDate(rest.promisedOn)) invoice.promisedOn = rest.promisedOn;
  invoice.more = { ...invoice.more, ...rest };
  return null;
}

function withOptionalAmount(value: unknown, run: (amount: string | null) => Refused): Refused {
  if (value === undefined) return run(null);
  const amount = positive(value);
  return amount === null ? 'AMOUNT_INVALID' : run(amount);
}

function positive(value: unknown): string | null {
  const amount = parseMoney(value);
  return amount !== null && compareMoney(amount, 0) > 0 ? amount : null;
}

function isDate(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    /^\d{4}-\d{2}-\d{2}$/.test(value) &&
    new Date(`${value}T00:00:00Z`).toJSON()?.slice(0, 10) === value
  );
}

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
