import type { DunningDefinition } from '../../domain/generated/dunning';
import type { Notice } from '../../domain/dunning/types';
import { audit } from '../audit';
import { run, type Db } from '../connect';
import { only } from '../rows';

/**
 * Writes a notice with its items. The key (instalment, level, generation) refuses a second one while the first is on
 * its way or arrived, whatever the rules say: the generation rises only with notices that failed or were set aside.
 */
export async function insertNotice(
  trx: Db,
  customerId: string,
  policy: DunningDefinition,
  notice: Notice,
): Promise<string> {
  const { currency, level, date, total, interest, fee, items } = notice;
  const head = [customerId, currency, level, date, total, interest, fee, policy.key, policy.version];
  const { id } = only(await run<{ id: string }>(trx, { name: 'dun-notice', text: NOTICE, values: head }));
  await run(trx, { name: 'dun-items', text: ITEMS, values: [id, JSON.stringify(items)] });
  const invoices = [...new Set(items.map(({ number }) => number))];
  await audit(
    trx,
    { actorId: null },
    {
      action: 'remind',
      entity: 'customer',
      entityId: customerId,
      after: { notice: id, level, currency, total, invoices },
    },
  );
  return id;
}

/** The message whose fate is the notice's; without one the notice has arrived as soon as it is made. */
export async function carryBy(trx: Db, noticeId: string, messageId: string | null): Promise<void> {
  await trx('dunning_notice')
    .where({ id: noticeId })
    .update({ message_id: messageId, status: messageId === null ? 'sent' : 'queued' });
}

const NOTICE = `
  insert into dunning_notice (customer_id, currency, level, date, total, interest, fee, policy_key, policy_version)
  values ($1::uuid, $2, $3, $4, $5, $6, $7, $8, $9) returning id`;

const ITEMS = `
  insert into dunning_item (notice_id, instalment_id, invoice_id, level, outstanding, interest, days, generation)
  select $1::uuid, i."instalmentId", i."invoiceId", i.level, i.outstanding, i.interest, i.days, (
    select count(*) from dunning_item d join dunning_notice n on n.id = d.notice_id left join message m on m.id = n.message_id
    where d.instalment_id = i."instalmentId" and d.level = i.level and (n.status in ('failed', 'ignored') or m.status = 'failed'))
  from jsonb_to_recordset($2::jsonb) as i("instalmentId" uuid, "invoiceId" uuid, level text, outstanding numeric, interest numeric, days integer)`;
