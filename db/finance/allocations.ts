import { error, invalid, type Item, type ParsedRecord } from '../../domain/entity/parse';
import { DomainError } from '../../domain/errors';
import { allocateInOrder, type OpenItem } from '../../domain/finance/allocate';
import { compareMoney, subtractMoney, sumMoney } from '../../domain/money';
import { run, type Db } from '../connect';
import type { RecordJson } from '../records/read';

interface Target extends OpenItem {
  customerId: string;
  currency: string;
  payable: boolean;
}

/**
 * Completes and checks what a payment pays. No `allocations` at all = the oldest due first; an empty list = an advance.
 * OVER_ALLOCATED when more is given than the payment has or an instalment still lacks. The account is locked already.
 */
export async function prepareAllocations(
  trx: Db,
  parsed: ParsedRecord,
  before: RecordJson | null,
): Promise<void> {
  if (before?.status === 'reversed') throw new DomainError('PAYMENT_REVERSED');
  const { customerId, currency, amount } = { ...before, ...parsed.values };
  if (before && parsed.values.customerId !== undefined && parsed.values.customerId !== before.customerId) {
    throw invalid([
      error('/customerId', 'readOnly', '收款的客户不能修改', "a payment's customer cannot be changed"),
    ]);
  }
  const available = subtractMoney(String(amount), String(before?.refunded ?? '0'));
  if (!before && !parsed.lists.allocations) {
    parsed.lists.allocations = allocateInOrder(
      available,
      await openItems(trx, String(customerId), String(currency)),
    ).map((allocation) => ({ ...allocation }));
    return;
  }
  const earlier = itemsOf(before);
  const wanted = (parsed.lists.allocations ?? earlier).map((row) => ({
    ...earlier.find((known) => known.id === row.id),
    ...row,
  }));
  await checkAllocations(trx, wanted, earlier, {
    customerId: String(customerId),
    currency: String(currency),
    available,
  });
  if (parsed.lists.allocations) parsed.lists.allocations = wanted;
}

async function checkAllocations(
  trx: Db,
  wanted: Item[],
  earlier: Item[],
  payment: { customerId: string; currency: string; available: string },
): Promise<void> {
  const targets = new Map(
    (await findTargets(trx, [...new Set(wanted.map((row) => String(row.instalmentId)))])).map((target) => [
      target.instalmentId,
      target,
    ]),
  );
  for (const [index, row] of wanted.entries()) {
    const target = targets.get(String(row.instalmentId));
    if (!target || target.customerId !== payment.customerId)
      throw invalid([
        error(
          `/allocations/${index}/instalmentId`,
          'reference',
          '没有这个分期',
          'there is no such instalment',
        ),
      ]);
    if (target.currency !== payment.currency) throw new DomainError('CURRENCY_MISMATCH');
    if (!target.payable) throw new DomainError('INVOICE_SETTLED');
    row.invoiceId = target.invoiceId;
    const free = sumMoney([target.balance, totalFor(earlier, target.instalmentId)]);
    if (compareMoney(totalFor(wanted, target.instalmentId), free) > 0)
      throw new DomainError('OVER_ALLOCATED', { instalmentId: target.instalmentId, open: free });
  }
  const total = sumMoney(wanted.map((row) => String(row.amount)));
  if (compareMoney(total, payment.available) > 0)
    throw new DomainError('OVER_ALLOCATED', { available: payment.available, allocated: total });
}

function totalFor(rows: Item[], instalmentId: string): string {
  return sumMoney(rows.filter((row) => row.instalmentId === instalmentId).map((row) => String(row.amount)));
}

function itemsOf(payment: RecordJson | null): Item[] {
  // a payment's image has its allocations as row objects
  return (payment?.allocations ?? []) as Item[];
}

const COLUMNS =
  'i.id as "instalmentId", i.invoice_id as "invoiceId", i.balance::text as balance, v.customer_id as "customerId", v.currency, not v.draft and not v.written_off as payable';

async function findTargets(trx: Db, ids: string[]): Promise<Target[]> {
  return run(trx, {
    text: `select ${COLUMNS} from instalment i join invoice v on v.id = i.invoice_id where i.id = any($1::uuid[])`,
    values: [ids],
  });
}

/** What a payment can still pay: the oldest due first, disputed invoices last. */
export async function openItems(trx: Db, customerId: string, currency: string): Promise<OpenItem[]> {
  const text = `select ${COLUMNS} from instalment i join invoice v on v.id = i.invoice_id
    where v.customer_id = $1::uuid and v.currency = $2 and i.balance > 0 and not v.draft and not v.written_off
    order by v.disputed, i.due_date, v.number, i.position`;
  return run(trx, { text, values: [customerId, currency] });
}
