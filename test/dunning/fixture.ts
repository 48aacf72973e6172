import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { publish, type DefinitionDocument } from '../../db/definitions';
import { createRecord } from '../../db/records/create';
import type { RecordJson } from '../../db/records/read';
import { systemContext } from '../../db/context';
import type { Db } from '../../db/connect';
import { openCompany, type Company } from '../db/company';

const DOCUMENTS = [
  'dunning/standard.json',
  'calendars/cn-office.json',
  'templates/dunning.upcoming.json',
  'templates/dunning.friendly.json',
  'templates/dunning.firm.json',
  'templates/dunning.final.json',
  'processes/general/task.json',
  'processes/general/collect-call.json',
];

/** The little company with the reminder policy published. */
export async function openDunningCompany(): Promise<Company> {
  const company = await openCompany();
  for (const path of DOCUMENTS) {
    await publish(company.db, readDefinition(path), null);
  }
  return company;
}

export function readDefinition(path: string): DefinitionDocument {
  // the shipped documents carry these keys
  return JSON.parse(readFileSync(join(__dirname, '../../definitions', path), 'utf8')) as DefinitionDocument;
}

export function addCustomer(company: Company, set: Record<string, unknown> = {}): Promise<RecordJson> {
  const values = {
    name: '苏州精密机械有限公司',
    ownerId: company.idOf('li'),
    email: 'ap@jingmi.example',
    ...set,
  };
  return createRecord(company.db, 'customer', values, systemContext());
}

export function addInvoice(
  db: Db,
  customerId: string,
  dueDate: string,
  amount: string,
  set: Record<string, unknown> = {},
): Promise<RecordJson> {
  const values = { customerId, issueDate: dueDate, instalments: [{ dueDate, amount }], ...set };
  return createRecord(db, 'invoice', values, systemContext());
}

/** Pays the whole of an invoice. */
export function payInvoice(db: Db, invoice: RecordJson): Promise<RecordJson> {
  // a record with instalments has them as rows
  const instalments = invoice.instalments as { id: string; amount: string }[];
  const allocations = instalments.map(({ id, amount }) => ({ instalmentId: id, amount }));
  const values = {
    customerId: invoice.customerId,
    amount: invoice.total,
    currency: invoice.currency,
    allocations,
  };
  return createRecord(db, 'payment', values, systemContext());
}

/** Stands for the sender: every queued reminder arrives. */
export async function deliverAll(db: Db): Promise<void> {
  await db('message').where({ status: 'queued' }).update({ status: 'sent', sent_at: db.fn.now() });
}
