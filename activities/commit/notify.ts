import { newest } from '../../db/definitions';
import { enqueueMessage } from '../../db/messages';
import { notify } from '../../db/notifications';
import type { Person } from '../../db/people';
import type { Stage } from '../../domain/generated/process';
import type { TemplateDefinition } from '../../domain/generated/template';
import { DateTime } from 'luxon';
import type { Effect } from '../../domain/process/effectTypes';
import type { JsonObject, TaskState } from '../../domain/process/types';
import type { Locale } from '../../domain/message/liquid';
import { render } from '../messages/render';
import type { Commit } from './commit';
import { personsOf } from './people';

/** Titles of notices that have no template. */
const PLAIN: Record<string, { 'zh-CN': string; en: string }> = {
  unassigned: { 'zh-CN': '任务无人可分配，已进入队列', en: 'Nobody could take a task; it is in the queue' },
};

/** A line in the bell of each person meant; once for each effect. */
export async function notifyPeople(work: Commit, effect: Extract<Effect, { type: 'notify' }>): Promise<void> {
  const staff = await work.staff();
  const template = effect.template ? await templateOf(work, effect.template) : null;
  const task = effect.taskId ? work.state.tasks[effect.taskId] : undefined;
  const about = { task, clock: effect.clock, customer: template ? await customerNameOf(work) : '' };
  for (const person of personsOf(staff, effect.recipients)) {
    const texts = template
      ? bothLanguages(template, (locale) => noticeParams(work, person, about, locale, staff.persons))
      : null;
    const note = notify(work.trx, {
      employeeId: person.id,
      kind: effect.template ?? effect.event,
      title: texts?.title ?? PLAIN[effect.event] ?? { 'zh-CN': work.instance.title, en: work.instance.title },
      body: texts?.body ?? plainBody(work, task),
      taskId: effect.taskId ? await taskRowId(work, effect.taskId) : null,
      instanceId: work.instance.id,
      entity: work.instance.entity,
      entityId: work.instance.entity ? work.instance.entityId : null,
      dedupeKey: `${work.instance.id}/${effect.id}/${person.id}`,
    });
    work.send(note);
  }
}

/** A message for each person and channel; those without an address are left out, which the timeline shows. */
export async function sendMessages(work: Commit, effect: Extract<Effect, { type: 'send' }>): Promise<void> {
  const template = await templateOf(work, effect.template);
  if (!template) return;
  const staff = await work.staff();
  const about = { clock: effect.clock, customer: await customerNameOf(work) };
  for (const person of personsOf(staff, effect.recipients)) {
    for (const channel of effect.channels) {
      const toAddress = channel === 'email' ? person.email : person.phone;
      if (!toAddress) continue;
      const { subject, text } = render(template, person.locale, {
        ...noticeParams(work, person, about, person.locale, staff.persons),
        ...effect.params,
      });
      const dedupeKey = `${work.instance.id}/${effect.id}/${person.id}/${channel}`;
      const messageId = `<${dedupeKey.replaceAll('/', '.')}@guanxi>`;
      const { entity, entityId, customerId, id: instanceId } = work.instance;
      await enqueueMessage(work.trx, {
        dedupeKey,
        channel,
        toName: person.name,
        toAddress,
        locale: person.locale,
        template: effect.template,
        subject,
        text,
        messageId,
        customerId,
        entity,
        entityId: entity ? entityId : null,
        instanceId,
      });
    }
  }
}

async function templateOf({ trx }: Commit, key: string): Promise<TemplateDefinition | null> {
  // Published definitions were checked against their schema.
  return ((await newest(trx, 'template', key))?.body as unknown as TemplateDefinition | undefined) ?? null;
}

function bothLanguages(template: TemplateDefinition, params: (locale: Locale) => JsonObject) {
  const zh = render(template, 'zh-CN', params('zh-CN'));
  const en = render(template, 'en', params('en'));
  return { title: { 'zh-CN': zh.subject, en: en.subject }, body: { 'zh-CN': zh.text, en: en.text } };
}

/** Which task and which record, where no template says it. */
function plainBody(work: Commit, task: TaskState | undefined): Record<Locale, string> | null {
  if (!task) return null;
  const line = (locale: Locale) => `${titleOfTask(work, task, locale)} · ${work.instance.title}`;
  return { 'zh-CN': line('zh-CN'), en: line('en') };
}

function stageOfNotice({ plan, state }: Commit, task: TaskState | undefined): Stage | undefined {
  return plan.definition.stages.find(({ id }) => id === (task?.stage ?? state.stage));
}

function titleOfTask(work: Commit, task: TaskState | undefined, locale: Locale): string {
  const step = stageOfNotice(work, task)?.steps.find(({ id }) => id === task?.step);
  const title = step?.title && !('cel' in step.title) ? step.title[locale] : undefined;
  return title ?? String(work.state.vars.title ?? step?.id ?? '');
}

async function customerNameOf({ trx, instance }: Commit): Promise<string> {
  if (!instance.customerId) return '';
  const row = await trx('customer')
    .first<{ name: string } | undefined>('name')
    .where({ id: instance.customerId });
  return row?.name ?? '';
}

interface About {
  task?: TaskState;
  clock?: string;
  customer: string;
}

function noticeParams(
  work: Commit,
  person: Person,
  { task, clock, customer }: About,
  locale: Locale,
  persons: ReadonlyMap<string, Person>,
): JsonObject {
  const { plan, instance, state } = work;
  const stage = stageOfNotice(work, task);
  const zone = plan.calendar?.timezone ?? 'Asia/Shanghai';
  const day = (at: number | null | undefined) =>
    at == null ? '' : DateTime.fromMillis(at, { zone }).toFormat('yyyy-MM-dd HH:mm');
  const ofCase = plan.definition.clocks?.find(({ id }) => id === clock);
  return {
    recipient: { name: person.name },
    task: {
      title: titleOfTask(work, task, locale),
      due: day(task?.due),
      assignee: persons.get(task?.assignee ?? '')?.name ?? '',
    },
    clock: { title: ofCase?.title[locale] ?? '', due: day(state.caseClocks?.[clock ?? '']?.due) },
    record: { title: instance.title, number: String(state.entity.number ?? '') },
    customer: { name: customer },
    process: {
      title: plan.definition.title[locale] ?? plan.definition.key,
      stage: stage?.title[locale] ?? '',
    },
    url: `/processes/${instance.id}`,
  };
}

async function taskRowId({ trx, instance }: Commit, key: string): Promise<string | null> {
  const row = await trx('task')
    .first<{ id: string } | undefined>('id')
    .where({ instance_id: instance.id, key });
  return row?.id ?? null;
}
