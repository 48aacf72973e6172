import { entityOf } from '../domain/entity/catalogue';
import { isUuid } from '../domain/entity/fieldTypes';
import { run, type Db } from './connect';
import type { RecordContext } from './context';
import { decodeCursor, pageOf } from './cursor';
import { reachable } from './ownership';
import { Params } from './sql';

export interface MessageItem {
  id: string;
  channel: string;
  toName: string | null;
  toAddress: string | null;
  locale: string;
  template: string | null;
  subject: string | null;
  status: 'queued' | 'sent' | 'failed';
  attempts: number;
  error: string | null;
  customerId: string | null;
  customerLabel: string | null;
  entity: string | null;
  entityId: string | null;
  createdAt: Date;
  sentAt: Date | null;
}

export interface MessageQuery {
  customer?: string;
  status?: 'queued' | 'sent' | 'failed';
  limit?: number;
  cursor?: string;
}

const ITEM = `m.id, m.channel, m.to_name as "toName", m.to_address as "toAddress", m.locale, m.template, m.subject, m.status, m.attempts, m.error,
  m.customer_id as "customerId", c.name as "customerLabel", m.entity, m.entity_id as "entityId", m.created_at as "createdAt", m.sent_at as "sentAt"`;
const FROM = 'from message m left join customer c on c.id = m.customer_id';

/** Messages to customers that the person may read, latest first. */
export async function listMessages(
  db: Db,
  query: MessageQuery,
  context: RecordContext,
): Promise<{ items: MessageItem[]; next: string | null }> {
  const limit = query.limit ?? 50;
  const params = new Params();
  const where = [visible(context, params)];
  if (query.customer !== undefined) where.push(`m.customer_id = ${params.bind(query.customer)}::uuid`);
  if (query.status !== undefined) where.push(`m.status = ${params.bind(query.status)}`);
  if (query.cursor !== undefined)
    where.push(`m.id < ${params.bind(decodeCursor(query.cursor, 'messages', ['uuid'])[0])}::uuid`);
  // ids are UUIDv7: their order is that of creation
  const text = `select ${ITEM} ${FROM} where ${where.join(' and ')} order by m.id desc limit ${params.bind(limit + 1)}`;
  return pageOf(
    'messages',
    await run<MessageItem>(db, { text, values: params.values }),
    limit,
    ({ id }) => id,
  );
}

/** One with its text, null when there is none that the person may read. */
export async function getVisibleMessage(
  db: Db,
  id: string,
  context: RecordContext,
): Promise<(MessageItem & { messageId: string; text: string | null; html: string | null }) | null> {
  if (!isUuid(id)) return null;
  const params = new Params();
  const text = `select ${ITEM}, m.message_id as "messageId", m.text, m.html ${FROM} where m.id = ${params.bind(id)}::uuid and ${visible(context, params)}`;
  const rows = await run<MessageItem & { messageId: string; text: string | null; html: string | null }>(db, {
    text,
    values: params.values,
  });
  return rows[0] ?? null;
}

// Messages that are to no customer are for those who see every customer.
function visible(context: RecordContext, params: Params): string {
  const reach = reachable(entityOf('customer'), 'c', 'read', context, params);
  return reach === 'true' ? 'true' : `(m.customer_id is not null and ${reach})`;
}

export interface MailItem {
  id: string;
  messageId: string | null;
  from: string;
  to: string[];
  subject: string | null;
  receivedAt: Date;
}

const MAIL =
  'b.id, b.message_id as "messageId", b.envelope_from as "from", b.envelope_to as "to", b.subject, b.received_at as "receivedAt"';

/** What the demo's own mail server received, latest first. */
export async function listMailbox(
  db: Db,
  query: { limit?: number; cursor?: string },
): Promise<{ items: MailItem[]; next: string | null }> {
  const limit = query.limit ?? 50;
  const before = query.cursor === undefined ? null : decodeCursor(query.cursor, 'mailbox', ['uuid'])[0];
  const text = `select ${MAIL} from mailbox b where $1::uuid is null or b.id < $1::uuid order by b.id desc limit $2`;
  return pageOf(
    'mailbox',
    await run<MailItem>(db, { text, values: [before, limit + 1] }),
    limit,
    ({ id }) => id,
  );
}

export async function getMailed(
  db: Db,
  id: string,
): Promise<(MailItem & { text: string | null; html: string | null; source: string | null }) | null> {
  if (!isUuid(id)) return null;
  const text = `select ${MAIL}, b.text, b.html, b.raw from mailbox b where b.id = $1::uuid`;
  const [row] = await run<MailItem & { text: string | null; html: string | null; raw: Buffer | null }>(db, {
    text,
    values: [id],
  });
  if (!row) return null;
  const { raw, ...mail } = row;
  return { ...mail, source: raw && raw.toString('utf8') };
}
