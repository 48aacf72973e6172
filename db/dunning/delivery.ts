import { look } from '../../domain/dunning/look';
import { createScope } from '../../domain/dunning/scope';
import { dateOf } from '../../domain/dunning/time';
import { dunningWorkflowId } from '../../domain/ids';
import { compareMoney } from '../../domain/money';
import { run, type Db } from '../connect';
import { enqueue } from '../outbox';
import { loadAccount } from './account';
import { policyInForce } from './policy';

/** What the sender knows of a message. */
export interface Carrier {
  id: string;
  dedupeKey: string;
}

/** The key of a notice's n-th message. */
export function letterKey(noticeId: string, n: number): string {
  return `dunning:${noticeId}:${n}`;
}

/**
 * For the sender, in the sending transaction: a letter that no longer tells the truth, because something was paid,
 * disputed, promised or written off since it was written, is withdrawn, and the account is looked at again.
 * True = do not send.
 */
export async function withdrawIfVoid(trx: Db, message: Carrier): Promise<boolean> {
  const noticeId = noticeIdOf(message);
  if (noticeId === null) return false;
  const items = await run<NoticeItem>(trx, { name: 'dun-letter', text: ITEMS, values: [noticeId] });
  const customerId = items[0]?.customerId;
  if (customerId === undefined || (await isTrue(trx, customerId, items))) return false;
  await trx('message')
    .where({ id: message.id })
    .update({ status: 'failed', error: 'withdrawn', next_try_at: null });
  await trx('dunning_notice').where({ id: noticeId }).update({ status: 'ignored' });
  await lookAgain(trx, customerId);
  return true;
}

interface NoticeItem {
  customerId: string;
  instalmentId: string;
  outstanding: string;
}

/** Everything in the letter is still owed, in that amount, and nothing holds it. */
async function isTrue(trx: Db, customerId: string, items: NoticeItem[]): Promise<boolean> {
  const { policy, calendar } = await policyInForce(trx);
  const account = await loadAccount(trx, customerId, calendar.timezone);
  if (!account) return false;
  const picture = look(createScope(policy, calendar, account.facts), dateOf(calendar, Date.now()));
  const owed = new Map(
    picture.items
      .filter(({ holds }) => holds.length === 0)
      .map((item) => [item.instalmentId, item.outstanding]),
  );
  return items.every(
    ({ instalmentId, outstanding }) => compareMoney(owed.get(instalmentId) ?? '0', outstanding) === 0,
  );
}

/** For the sender, in the sending transaction: `failed` = for good. */
export async function noteDelivery(trx: Db, message: Carrier, outcome: 'sent' | 'failed'): Promise<void> {
  const noticeId = noticeIdOf(message);
  if (noticeId === null) return;
  const changed = await trx('dunning_notice')
    .where({ id: noticeId, message_id: message.id })
    .update({ status: outcome })
    .returning<{ customer_id: string }[]>('customer_id');
  // That it was sent was assumed when the next instant was computed.
  if (outcome === 'failed')
    for (const { customer_id: customerId } of changed) await lookAgain(trx, customerId);
}

async function lookAgain(trx: Db, customerId: string): Promise<void> {
  await enqueue(trx, { kind: 'dun', workflowId: dunningWorkflowId(customerId), payload: { customerId } });
}

function noticeIdOf({ dedupeKey }: Carrier): string | null {
  return /^dunning:([0-9a-f-]{36}):\d+$/.exec(dedupeKey)?.[1] ?? null;
}

const ITEMS = `
  select n.customer_id as "customerId", d.instalment_id as "instalmentId", d.outstanding
  from dunning_notice n join dunning_item d on d.notice_id = n.id where n.id = $1::uuid`;
