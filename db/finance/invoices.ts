import { entityOf } from '../../domain/entity/catalogue';
import { FIELD_TYPES } from '../../domain/entity/fieldTypes';
import { error, invalid } from '../../domain/entity/parse';
import { DomainError } from '../../domain/errors';
import { run, type Db } from '../connect';
import type { RecordContext } from '../context';
import { recordImage, type RecordJson } from '../records/read';
import { lockRecord } from '../records/update';
import { tellUpdated } from '../records/tell';
import { refreshInvoice } from './ledger';

/** The customer contests the invoice: no reminders for it until the dispute is resolved. */
export function openDispute(
  db: Db,
  invoiceId: string,
  reason: string,
  context: RecordContext,
): Promise<RecordJson> {
  return changeInvoice(db, invoiceId, { ...context, reason }, 'dispute', async (trx, invoice) => {
    mustBeOpen(invoice);
    if (invoice.disputed) return;
    await trx('dispute').insert({ invoice_id: invoiceId, reason, created_by: context.actorId });
    await trx('invoice').where({ id: invoiceId }).update({ disputed: true });
  });
}

export function resolveDispute(db: Db, invoiceId: string, context: RecordContext): Promise<RecordJson> {
  return changeInvoice(db, invoiceId, context, 'resolveDispute', async (trx) => {
    await trx('dispute')
      .where({ invoice_id: invoiceId })
      .whereNull('ended_at')
      .update({ ended_at: trx.fn.now(), ended_by: context.actorId });
    await trx('invoice').where({ id: invoiceId }).update({ disputed: false });
  });
}

/** The customer promised to pay by this date (YYYY-MM-DD): no reminders until it has passed. A new promise ends the old. */
export async function makePromise(
  db: Db,
  invoiceId: string,
  until: string,
  note: string | null,
  context: RecordContext,
): Promise<RecordJson> {
  const day = FIELD_TYPES.date.parse(until);
  if (day === null) throw invalid([error('/until', 'invalid', '应为有效的日期', 'must be a date')]);
  return changeInvoice(
    db,
    invoiceId,
    { ...context, reason: note ?? context.reason },
    'promise',
    async (trx, invoice) => {
      mustBeOpen(invoice);
      await endOpenPromise(trx, invoiceId, context);
      await trx('promise').insert({ invoice_id: invoiceId, until: day, note, created_by: context.actorId });
      await trx('invoice').where({ id: invoiceId }).update({ promised_on: day });
    },
  );
}

export function endPromise(db: Db, invoiceId: string, context: RecordContext): Promise<RecordJson> {
  return changeInvoice(db, invoiceId, context, 'endPromise', async (trx) => {
    await endOpenPromise(trx, invoiceId, context);
    await trx('invoice').where({ id: invoiceId }).update({ promised_on: null });
  });
}

/** Nobody expects this money any more; the invoice keeps its balance, and leaves reminders and aging. */
export function writeOffInvoice(
  db: Db,
  invoiceId: string,
  reason: string,
  context: RecordContext,
): Promise<RecordJson> {
  return changeInvoice(db, invoiceId, { ...context, reason }, 'writeOff', async (trx, invoice) => {
    mustBeOpen(invoice);
    await trx('invoice').where({ id: invoiceId }).update({ written_off: true });
  });
}

export function restoreInvoice(db: Db, invoiceId: string, context: RecordContext): Promise<RecordJson> {
  return changeInvoice(db, invoiceId, context, 'restore', async (trx) => {
    await trx('invoice').where({ id: invoiceId }).update({ written_off: false });
  });
}

async function changeInvoice(
  db: Db,
  id: string,
  context: RecordContext,
  action: string,
  change: (trx: Db, invoice: RecordJson) => Promise<void>,
): Promise<RecordJson> {
  const definition = entityOf('invoice');
  return db.transaction(async (trx) => {
    const before = await lockRecord(trx, definition, id, null, context);
    await change(trx, before);
    await refreshInvoice(trx, id);
    await run(trx, {
      text: 'update invoice set version = version + 1, updated_at = now(), updated_by = $2::uuid where id = $1::uuid',
      values: [id, context.actorId],
    });
    const after = await recordImage(trx, definition, id);
    if (!after) throw new DomainError('NOT_FOUND');
    await tellUpdated(trx, definition, before, after, context, action);
    return after;
  });
}

function mustBeOpen(invoice: RecordJson): void {
  if (invoice.writtenOff || invoice.draft || Number(invoice.balance) <= 0)
    throw new DomainError('INVOICE_SETTLED', { number: invoice.number });
}

async function endOpenPromise(trx: Db, invoiceId: string, context: RecordContext): Promise<void> {
  await trx('promise')
    .where({ invoice_id: invoiceId })
    .whereNull('ended_at')
    .update({ ended_at: trx.fn.now(), ended_by: context.actorId });
}
