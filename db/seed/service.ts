import { run, type Db } from '../connect';
import { systemContext } from '../context';
import { newest, type DefinitionRow } from '../definitions';
import { createRecord } from '../records/create';
import { updateRecord } from '../records/update';
import { startInstance } from '../startInstance';
import { SERVICE_REQUESTS, type DemoRequest } from './serviceRequests';
import { addDays, daysAgo, isoDay } from './time';

interface Served {
  id: string;
  shortName: string;
  ownerId: string;
  contactId: string | null;
  orderId: string | null;
}

/** Service requests in every stage, for customers of several people, with both engineers. */
export async function startService(trx: Db): Promise<void> {
  const definition = await newest(trx, 'process', 'service.request');
  if (!definition || (await trx('service_request').first('id'))) return;
  const engineers = await trx('employee')
    .select<{ id: string }[]>('id')
    .whereRaw("'service' = any(groups)")
    .orderBy('code');
  const customers = await customersToServe(trx);
  for (const [index, request] of SERVICE_REQUESTS.entries()) {
    const customer = customers[index % customers.length];
    const engineer = request.stage === 'allocate' ? undefined : engineers[index % engineers.length];
    if (customer) await startOne(trx, definition, request, customer, engineer?.id ?? null);
  }
}

/** It comes in as one that is over, so that no process starts for it at the beginning. */
async function startOne(
  trx: Db,
  definition: DefinitionRow,
  { stage, reported = 0, status: held, days, values }: DemoRequest,
  { id: customerId, shortName, ownerId: reporter, contactId, orderId }: Served,
  ownerId: string | null,
): Promise<void> {
  const context = systemContext({ actorId: reporter, reason: '演示数据' });
  const subject = `${shortName}：${values.subject ?? ''}`;
  const about = { subject, customerId, contactId, orderId, ownerId, status: 'complete' };
  const record = { ...values, ...about, ...datesOf(days) };
  const { id } = await createRecord(trx, 'serviceRequest', record, context);
  if (!stage) return;
  await startInstance(trx, {
    definition,
    stage,
    began: daysAgo(new Date(), reported),
    entity: 'serviceRequest',
    entityId: id,
    title: subject,
    actorId: reporter,
    customerId,
    ownerId,
    triggerKey: `${definition.key}:${id}`,
  });
  const status = STATUS[stage];
  if (status) await updateRecord(trx, 'serviceRequest', id, { status }, null, context);
  if (held) await updateRecord(trx, 'serviceRequest', id, { status: held }, null, context);
}

function datesOf(days: DemoRequest['days']): Record<string, string> {
  const today = isoDay(new Date());
  return Object.fromEntries(
    Object.entries(days).map(([name, from]) => {
      const day = addDays(today, from);
      return [name, name.endsWith('At') ? `${day}T10:30:00+08:00` : day];
    }),
  );
}

/** One customer of each owner first, then the next of each; with the last order where there is one. */
function customersToServe(trx: Db): Promise<Served[]> {
  return run<Served>(trx, {
    text: `select c.id, c.short_name as "shortName", c.owner_id as "ownerId",
        (select p.id from contact p where p.customer_id = c.id order by p.main desc, p.number limit 1) as "contactId",
        (select o.id from sales_order o where o.customer_id = c.id order by o.number desc limit 1) as "orderId"
      from customer c order by row_number() over (partition by c.owner_id order by c.number desc), c.number limit $1`,
    values: [SERVICE_REQUESTS.length],
  });
}

const STATUS: Record<string, string> = {
  allocate: 'prepare',
  prepare: 'prepare',
  execute: 'execute',
  complete: 'execute',
};
