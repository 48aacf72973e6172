import type { EntityKey } from '../../domain/entity/catalogue';
import { error, invalid, type ParsedRecord } from '../../domain/entity/parse';
import type { EntityDefinition } from '../../domain/generated/entity';
import { instalmentsOf } from '../../domain/finance/terms';
import { run, type Db } from '../connect';
import type { RecordContext } from '../context';
import { prepareAllocations } from '../finance/allocations';
import { lockAccount, refreshInvoice, refreshInvoices } from '../finance/ledger';
import type { RecordJson } from './read';

/** What an entity needs beyond its definition: `prepare` completes and checks before the write, `settle` derives after it. */
interface Rule {
  prepare: (trx: Db, parsed: ParsedRecord, before: RecordJson | null) => Promise<void> | void;
  settle: (trx: Db, id: string, context: RecordContext) => Promise<void>;
}

const RULES: Partial<Record<EntityKey, Rule>> = {
  invoice: { prepare: prepareInvoice, settle: refreshInvoice },
  payment: { prepare: prepareAllocations, settle: settlePayment },
};

export async function prepare(
  trx: Db,
  entity: EntityDefinition,
  parsed: ParsedRecord,
  before: RecordJson | null = null,
): Promise<void> {
  await ruleOf(entity)?.prepare(trx, parsed, before);
}

export async function settle(
  trx: Db,
  entity: EntityDefinition,
  id: string,
  context: RecordContext,
): Promise<void> {
  await ruleOf(entity)?.settle(trx, id, context);
}

/** For a record that is about a customer's money: locks the account before the record's own row. */
export async function lockAccountOf(
  trx: Db,
  entity: EntityDefinition,
  at: { recordId: string } | { customerId: unknown },
): Promise<void> {
  if (!ruleOf(entity)) return;
  if ('customerId' in at) {
    if (typeof at.customerId === 'string') await lockAccount(trx, at.customerId);
    return;
  }
  const rows = await run<{ id: string }>(trx, {
    text: `select customer_id as id from ${entity.table} where id = $1::uuid`,
    values: [at.recordId],
  });
  if (rows[0]) await lockAccount(trx, rows[0].id);
}

function ruleOf(entity: EntityDefinition): Rule | undefined {
  // a definition's key is one of ENTITIES
  return RULES[entity.key as EntityKey];
}

// An invoice without instalments gets those of its payment terms. One that was issued keeps its customer and currency.
function prepareInvoice(_trx: Db, parsed: ParsedRecord, before: RecordJson | null): void {
  if (before) {
    refuseMoved(parsed, before);
    return;
  }
  if (parsed.lists.instalments?.length) return;
  const { total, paymentTerms, issueDate, currency } = parsed.values;
  const instalments = instalmentsOf(
    String(total ?? '0'),
    String(paymentTerms),
    String(issueDate),
    String(currency),
  );
  parsed.lists.instalments = instalments.map((instalment) => ({ ...instalment, paid: '0.00' }));
}

// What was paid on an invoice belongs to its customer, in its currency; and a draft is what nobody has paid yet.
function refuseMoved({ values }: ParsedRecord, before: RecordJson): void {
  const changes = (name: string) => Object.hasOwn(values, name) && values[name] !== before[name];
  const fixed = before.draft ? ['customerId'] : ['customerId', 'currency'];
  const errors = fixed
    .filter(changes)
    .map((name) => error(`/${name}`, 'readOnly', '已开具的发票不能修改', 'cannot be changed on an invoice'));
  if (values.draft === true && Number(before.paid) > 0) {
    errors.push(
      error('/draft', 'invalid', '已收款的发票不能改为草稿', 'an invoice with payments is no draft'),
    );
  }
  if (errors.length > 0) throw invalid(errors);
}

async function settlePayment(trx: Db, id: string, context: RecordContext): Promise<void> {
  const text = `update payment p set allocated = case when p.status = 'received' then (select coalesce(sum(a.amount), 0) from allocation a where a.payment_id = p.id) else 0 end
    where p.id = $1::uuid returning customer_id`;
  const rows = await run<{ customer_id: string }>(trx, { text, values: [id] });
  if (rows[0]) await refreshInvoices(trx, rows[0].customer_id, context);
}
