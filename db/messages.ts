import type { Db } from './connect';
import { only } from './rows';

export interface NewMessage {
  /** The same key twice is one message. */
  dedupeKey: string;
  channel: string;
  toName?: string | null;
  toAddress?: string | null;
  locale: string;
  template?: string | null;
  subject?: string | null;
  text?: string | null;
  html?: string | null;
  /** The Message-ID of a mail, stable over every attempt to send it. */
  messageId: string;
  customerId?: string | null;
  entity?: string | null;
  entityId?: string | null;
  instanceId?: string | null;
}

export interface MessageRow extends NewMessage {
  id: string;
  status: 'queued' | 'sent' | 'failed';
  attempts: number;
  nextTryAt: Date | null;
  error: string | null;
  createdAt: Date;
  sentAt: Date | null;
}

const NAMES = {
  dedupeKey: 'dedupe_key',
  channel: 'channel',
  toName: 'to_name',
  toAddress: 'to_address',
  locale: 'locale',
  template: 'template',
  subject: 'subject',
  text: 'text',
  html: 'html',
  messageId: 'message_id',
  customerId: 'customer_id',
  entity: 'entity',
  entityId: 'entity_id',
  instanceId: 'instance_id',
};
const COLUMNS = {
  id: 'id',
  status: 'status',
  attempts: 'attempts',
  nextTryAt: 'next_try_at',
  error: 'error',
  createdAt: 'created_at',
  sentAt: 'sent_at',
  ...NAMES,
};

/** Queues it in the transaction of its cause. The sender is woken by NOTIFY guanxi_message at commit. */
export async function enqueueMessage(db: Db, message: NewMessage): Promise<{ id: string; isNew: boolean }> {
  const row = Object.fromEntries(
    // the keys of a message are those of NAMES
    Object.entries(message).map(([name, value]) => [NAMES[name as keyof NewMessage], value]),
  );
  const inserted = await db('message')
    .insert(row)
    .onConflict('dedupe_key')
    .ignore()
    .returning<{ id: string }[]>('id');
  if (inserted[0]) return { id: inserted[0].id, isNew: true };
  return {
    id: only(await db('message').select<{ id: string }[]>('id').where({ dedupe_key: message.dedupeKey })).id,
    isNew: false,
  };
}

/** Locks messages to send until the transaction ends; another sender takes others. */
export async function claimMessages(trx: Db, limit: number): Promise<MessageRow[]> {
  return trx('message')
    .select(COLUMNS)
    .where({ status: 'queued' })
    .whereRaw('(next_try_at is null or next_try_at <= now())')
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .skipLocked();
}

export async function markSent(trx: Db, id: string): Promise<void> {
  await trx('message')
    .where({ id })
    .update({
      status: 'sent',
      sent_at: trx.fn.now(),
      attempts: trx.raw('attempts + 1'),
      error: null,
      next_try_at: null,
    });
}

/** Again after 30 s, 1, 2, 4 … at most 60 minutes. */
export async function markRetry(trx: Db, id: string, error: string): Promise<void> {
  await trx('message')
    .where({ id })
    .update({
      attempts: trx.raw('attempts + 1'),
      error: error.slice(0, 2000),
      next_try_at: trx.raw("now() + least(3600, 30 * 2 ^ least(attempts, 7)) * interval '1 second'"),
    });
}

export async function markFailedForGood(trx: Db, id: string, error: string): Promise<void> {
  await trx('message')
    .where({ id })
    .update({
      status: 'failed',
      attempts: trx.raw('attempts + 1'),
      error: error.slice(0, 2000),
      next_try_at: null,
    });
}
