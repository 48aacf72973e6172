import { entityOf } from '../../domain/entity/catalogue';
import { DomainError } from '../../domain/errors';
import type { Item } from '../../domain/generated/list';
import type { Db } from '../../db/connect';
import { newest } from '../../db/definitions';
import { getRecord } from '../../db/records/read';
import { startInstance } from '../../db/startInstance';
import { mustWorkHere } from '../command';
import { found } from '../http/answers';
import { route, type Answer, type Call } from '../http/route';
import { DATE, INSTANT, object, UUID } from '../http/schemas';

const PROCESS = 'general.task';
/** With a kind of activity (T10): it comes again without an answer, and may lead to the next one. */
const ACTIVITY_PROCESS = 'sales.activity';

interface NewTask {
  title: string;
  activity?: string;
  assigneeId?: string;
  due?: string;
  entity?: string;
  entityId?: string;
  note?: string;
}

export const newTaskRoute = route<NewTask>({
  method: 'post',
  path: '/api/tasks',
  tag: 'tasks',
  summary:
    'Gives somebody, or yourself, a task by hand: an instance of general.task, or of sales.activity where a kind of activity is named, with due time, escalation and delegation.',
  permission: 'task.create',
  body: object(
    {
      title: { type: 'string', minLength: 1, maxLength: 200, pattern: '\\S' },
      activity: {
        type: 'string',
        maxLength: 64,
        description: 'An item of sales-activity, which says when it is due.',
      },
      assigneeId: UUID,
      due: { anyOf: [DATE, INSTANT], description: 'A day (its end in Shanghai) or an instant.' },
      entity: { type: 'string', maxLength: 64 },
      entityId: UUID,
      note: { type: 'string', maxLength: 4000 },
    },
    ['title'],
  ),
  response: object({ instanceId: UUID }),
  status: 201,
  handle: createTask,
});

async function createTask(call: Call<NewTask>): Promise<Answer> {
  const { body, who, context, deps, write } = call;
  const assigneeId = body.assigneeId ?? who.id;
  await mustWorkHere(call, assigneeId, '/assigneeId');
  const subject = await subjectOf(call);
  const kind = body.activity === undefined ? null : await activityOf(deps.db, body.activity);
  const definition = found(await newest(deps.db, 'process', kind ? ACTIVITY_PROCESS : PROCESS));
  const { title, note, due, entity, entityId } = body;
  const given = {
    title,
    note,
    entity,
    entityId,
    assigneeId,
    requesterId: who.id,
    activity: kind?.code,
    due: due ? instantOf(due) : kind?.activity?.due,
    customerId: subject?.customerId,
  };
  return write(async (trx) => {
    const { id } = await startInstance(trx, {
      definition: { key: definition.key, version: definition.version, sha256: definition.sha256 },
      title,
      input: Object.fromEntries(
        Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
      ),
      actorId: context.actorId,
      ownerId: assigneeId,
      customerId: subject?.customerId ?? null,
    });
    return { headers: { Location: `/api/processes/${id}` }, body: { instanceId: id } };
  });
}

/** An item of T10 that is in use. */
async function activityOf(db: Db, code: string): Promise<Item> {
  const list = await newest(db, 'list', 'sales-activity');
  // what is published was checked against the schema of its kind
  const items = (list?.body['items'] ?? []) as unknown as Item[];
  const item = items.find((one) => one.code === code && one.active !== false);
  if (item) return item;
  throw unknownField('/activity', '没有这种活动', 'there is no such kind of activity');
}

/** The record that the task is about; one that the person may not read does not exist. */
async function subjectOf({ body, context, deps }: Call<NewTask>): Promise<{ customerId?: string } | null> {
  const { entity, entityId } = body;
  if (entity === undefined && entityId === undefined) return null;
  const record =
    entity === undefined || entityId === undefined
      ? null
      : await getRecord(deps.db, entityOf(entity).key, entityId, context);
  if (!record) throw unknownField('/entityId', '没有这条记录', 'there is no such record');
  const customerId = entity === 'customer' ? record.id : record['customerId'];
  return typeof customerId === 'string' ? { customerId } : {};
}

function unknownField(pointer: string, zh: string, en: string): DomainError {
  return new DomainError('VALIDATION_FAILED', {}, [
    { pointer, code: 'unknown', message: { 'zh-CN': zh, en } },
  ]);
}

// Both processes take an instant with an offset, or a duration.
function instantOf(due: string): string {
  return due.length === 10 ? `${due}T18:00:00+08:00` : due;
}
