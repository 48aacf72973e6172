import {
  getMailed,
  getVisibleMessage,
  listMailbox,
  listMessages,
  type MessageQuery,
} from '../../db/api-messages';
import { listNotifications, markRead } from '../../db/notifications';
import { isUuid } from '../../domain/entity/fieldTypes';
import { found, pageAnswer } from '../http/answers';
import { route } from '../http/route';
import {
  choice,
  INSTANT,
  JSON_OBJECT,
  list,
  object,
  orNull,
  PAGE_QUERY,
  page,
  partial,
  query,
  TEXT,
  UUID,
  WHOLE,
} from '../http/schemas';

const MESSAGE = {
  id: UUID,
  channel: TEXT,
  toName: orNull(TEXT),
  toAddress: orNull(TEXT),
  locale: TEXT,
  template: orNull(TEXT),
  subject: orNull(TEXT),
  status: choice('queued', 'sent', 'failed'),
  attempts: WHOLE,
  error: orNull(TEXT),
  customerId: orNull(UUID),
  customerLabel: orNull(TEXT),
  entity: orNull(TEXT),
  entityId: orNull(UUID),
  createdAt: INSTANT,
  sentAt: orNull(INSTANT),
};
const CONTENT = { messageId: orNull(TEXT), text: orNull(TEXT), html: orNull(TEXT) };
const MAIL = {
  id: UUID,
  messageId: orNull(TEXT),
  from: TEXT,
  to: list(TEXT),
  subject: orNull(TEXT),
  receivedAt: INSTANT,
};
const NOTIFICATION = object({
  id: UUID,
  kind: TEXT,
  title: JSON_OBJECT,
  body: orNull(JSON_OBJECT),
  taskId: orNull(UUID),
  instanceId: orNull(UUID),
  entity: orNull(TEXT),
  entityId: orNull(UUID),
  createdAt: INSTANT,
  readAt: orNull(INSTANT),
});

export const messageRoutes = [
  route<undefined, MessageQuery>({
    method: 'get',
    path: '/api/messages',
    tag: 'messages',
    summary: 'Messages to customers that you may see, latest first.',
    permission: 'message.read',
    query: query({ customer: UUID, status: choice('queued', 'sent', 'failed'), ...PAGE_QUERY }),
    response: page(object(MESSAGE)),
    async handle({ query, context, deps }) {
      const { items, next } = await listMessages(deps.db, query, context);
      return pageAnswer('/api/messages', query, items, next);
    },
  }),
  route({
    method: 'get',
    path: '/api/messages/{id}',
    tag: 'messages',
    summary: 'One message as it was sent.',
    permission: 'message.read',
    response: object({ ...MESSAGE, ...CONTENT }),
    handle: async ({ params, context, deps }) => ({
      body: found(await getVisibleMessage(deps.db, params['id'] ?? '', context)),
    }),
  }),
  route<undefined, { limit?: number; cursor?: string }>({
    method: 'get',
    path: '/api/mailbox',
    tag: 'messages',
    summary: 'What the mail server of the demo has received, latest first.',
    permission: 'mailbox.read',
    query: query(PAGE_QUERY),
    response: page(object(MAIL)),
    async handle({ query, deps }) {
      const { items, next } = await listMailbox(deps.db, query);
      return pageAnswer('/api/mailbox', query, items, next);
    },
  }),
  route({
    method: 'get',
    path: '/api/mailbox/{id}',
    tag: 'messages',
    summary: 'One received mail, with its source.',
    permission: 'mailbox.read',
    response: object({ ...MAIL, text: orNull(TEXT), html: orNull(TEXT), source: orNull(TEXT) }),
    handle: async ({ params, deps }) => ({ body: found(await getMailed(deps.db, params['id'] ?? '')) }),
  }),
  route<undefined, { limit?: number }>({
    method: 'get',
    path: '/api/notifications',
    tag: 'messages',
    summary: 'What you are told, newest first.',
    permission: 'signedIn',
    query: query({ limit: PAGE_QUERY.limit }),
    response: object({ items: list(NOTIFICATION) }),
    handle: async ({ query, who, deps }) => ({
      body: { items: await listNotifications(deps.db, who.id, query.limit ?? 50) },
    }),
  }),
  route({
    method: 'post',
    path: '/api/notifications/{id}/read',
    tag: 'messages',
    summary: 'You have read it.',
    permission: 'signedIn',
    body: partial({}),
    response: null,
    async handle({ params, who, deps }) {
      const id = params['id'] ?? '';
      const own = isUuid(id)
        ? await deps
            .db('notification')
            .first<{ id: string } | undefined>('id')
            .where({ id, employee_id: who.id })
        : undefined;
      found(own);
      await markRead(deps.db, who.id, id);
      return {};
    },
  }),
];
