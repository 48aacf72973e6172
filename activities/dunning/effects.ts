import type { Db } from '../../db/connect';
import { systemContext } from '../../db/context';
import { newest } from '../../db/definitions';
import type { Person, Recipient } from '../../db/dunning/account';
import { letterKey } from '../../db/dunning/delivery';
import { templateInForce } from '../../db/dunning/policy';
import { enqueueMessage } from '../../db/messages';
import { notify } from '../../db/notifications';
import { getPerson, loadPeople } from '../../db/people';
import { updateRecord } from '../../db/records/update';
import { startInstance } from '../../db/startInstance';
import { DomainError } from '../../domain/errors';
import { dunningWorkflowId } from '../../domain/ids';
import type { Notice } from '../../domain/dunning/types';
import type {
  CreditHold,
  DunningEffect,
  DunningEscalate,
  DunningSend,
  DunningTask,
} from '../../domain/generated/dunning';
import { writeLetter } from './letter';

/** The notice that an effect belongs to, with its place in the notice's list. */
export interface Cause {
  noticeId: string;
  notice: Notice;
  recipient: Recipient;
  n: number;
}

/** The message that carries the notice, when the effect sends one. */
export async function runEffect(trx: Db, effect: DunningEffect, cause: Cause): Promise<string | null> {
  if ('send' in effect) return send(trx, effect, cause);
  if ('task' in effect) await openTask(trx, effect, cause);
  else if ('escalate' in effect) await escalate(trx, effect, cause);
  else await holdCredit(trx, effect, cause.recipient);
  return null;
}

/** The first channel by which the customer can be reached; without any a person is asked. */
async function send(
  trx: Db,
  { send: channels, template }: DunningSend,
  cause: Cause,
): Promise<string | null> {
  const { recipient } = cause;
  const channel = channels.find((candidate) =>
    candidate === 'email' ? recipient.email : candidate === 'letter' ? recipient.address : null,
  );
  const letter = writeLetter(await templateInForce(trx, template), cause.notice, recipient);
  if (channel === undefined) {
    await askOwner(trx, cause, TITLES.unreachable, `${letter.subject}\n\n${letter.text}`);
    return null;
  }
  const { id } = await enqueueMessage(trx, {
    dedupeKey: letterKey(cause.noticeId, cause.n),
    messageId: `<dunning.${cause.noticeId}.${cause.n}@guanxi>`,
    channel,
    toName: recipient.name,
    toAddress: channel === 'email' ? recipient.email : recipient.address,
    locale: recipient.locale,
    template,
    ...letter,
    customerId: recipient.customerId,
    entity: 'customer',
    entityId: recipient.customerId,
  });
  if (channel === 'email') return id;
  // Paper leaves with the person who gets this task; the text is kept like that of any other message.
  await trx('message').where({ id }).update({ status: 'sent', sent_at: trx.fn.now(), attempts: 1 });
  await askOwner(trx, cause, TITLES.post, `${recipient.address ?? ''}\n\n${letter.subject}`);
  return null;
}

async function openTask(trx: Db, { task }: DunningTask, cause: Cause): Promise<void> {
  const person = await personFor(trx, task.assign, cause.recipient);
  const title = task.title?.[person?.locale ?? 'zh-CN'] ?? TITLES.call[person?.locale ?? 'zh-CN'];
  const { recipient, notice } = cause;
  // While it is open, the same level opens no second one.
  const key = `dunning:${recipient.customerId}:${notice.currency}:${notice.level}:${cause.n}`;
  await startTask(trx, recipient, key, person, title, summaryOf(notice), task.form);
}

/** To the manager of the customer's owner. */
async function escalate(
  trx: Db,
  _effect: DunningEscalate,
  { noticeId, notice, recipient, n }: Cause,
): Promise<void> {
  if (!recipient.manager) return;
  await notify(trx, {
    employeeId: recipient.manager.id,
    kind: 'dunning.escalated',
    title: {
      'zh-CN': `${recipient.name} 逾期未付款，请关注`,
      en: `${recipient.name} is overdue and needs your attention`,
    },
    body: { 'zh-CN': summaryOf(notice), en: summaryOf(notice) },
    entity: 'customer',
    entityId: recipient.customerId,
    dedupeKey: letterKey(noticeId, n),
  });
}

export async function holdCredit(trx: Db, { creditHold }: CreditHold, recipient: Recipient): Promise<void> {
  if (recipient.creditHold === creditHold) return;
  const { customerId } = recipient;
  const context = systemContext({
    origin: dunningWorkflowId(customerId),
    reason: creditHold ? 'dunning' : 'dunning cleared',
  });
  await updateRecord(trx, 'customer', customerId, { creditHold }, null, context);
}

async function askOwner(
  trx: Db,
  cause: Cause,
  title: Record<Recipient['locale'], string>,
  note: string,
): Promise<void> {
  const { owner, name } = cause.recipient;
  const key = letterKey(cause.noticeId, cause.n);
  await startTask(
    trx,
    cause.recipient,
    key,
    owner,
    `${title[owner?.locale ?? 'zh-CN']}${owner?.locale === 'en' ? ' ' : ''}${name}`,
    note,
  );
}

/** A task is an instance of `general.<form>` where there is such a process, else of `general.task`. */
async function startTask(
  trx: Db,
  { customerId }: Recipient,
  triggerKey: string,
  person: Person | null,
  title: string,
  note: string,
  form?: string,
): Promise<void> {
  const definition =
    (form === undefined ? null : await newest(trx, 'process', `general.${form}`)) ??
    (await newest(trx, 'process', 'general.task'));
  if (!definition) throw new DomainError('NOT_FOUND', { kind: 'process', key: 'general.task' });
  const vars = {
    title,
    note,
    entity: 'customer',
    entityId: customerId,
    customerId,
    ...(person ? { assigneeId: person.id } : {}),
  };
  await startInstance(trx, {
    definition: { key: definition.key, version: definition.version, sha256: definition.sha256 },
    title,
    input: vars,
    customerId,
    ownerId: person?.id ?? null,
    triggerKey,
  });
}

/** `owner`, `manager` (the owner's), or else the first active person of that group. */
async function personFor(trx: Db, assign: string, { owner, manager }: Recipient): Promise<Person | null> {
  if (assign === 'owner') return owner;
  if (assign === 'manager') return manager ?? owner;
  const member = (await loadPeople(trx)).find((person) => person.active && person.groups.includes(assign));
  return member ? getPerson(trx, member.id) : owner;
}

function summaryOf({ items, currency, total }: Notice): string {
  return `${items.map(({ number, outstanding, days }) => `${number}  ${currency} ${outstanding}  (${days} d)`).join('\n')}\n= ${currency} ${total}`;
}

const TITLES = {
  call: { 'zh-CN': '电话催收', en: 'Call about the overdue payment' },
  unreachable: {
    'zh-CN': '催收函无法送达，请联系：',
    en: 'The reminder cannot be delivered; please get in touch with',
  },
  post: { 'zh-CN': '打印并寄送催收函：', en: 'Print and post the reminder to' },
};
