import { entityOf } from '../../domain/entity/catalogue';
import { DomainError } from '../../domain/errors';
import { newest } from '../../db/definitions';
import { getRecord } from '../../db/records/read';
import { startInstance } from '../../db/startInstance';
import { mustWorkHere } from '../command';
import { found } from '../http/answers';
import { route, type Answer, type Call } from '../http/route';
import { DATE, INSTANT, object, UUID } from '../http/schemas';

const PROCESS = 'general.task';

interface NewTask {
  title: string;
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
    'Gives somebody, or yourself, a task by hand: an instance of general.task, with due time, escalation and delegation.',
  permission: 'task.create',
  body: object(
    {
      title: { type: 'string', minLength: 1, maxLength: 200, pattern: '\\S' },
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
  const definition = found(await newest(deps.db, 'process', PROCESS));
  const { title, note, due, entity, entityId } = body;
  const given = {
    title,
    note,
    entity,
    entityId,
    assigneeId,
    requesterId: who.id,
    due: due && instantOf(due),
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

/** The record that the task is about; one that the person may not read does not exist. */
async function subjectOf({ body, context, deps }: Call<NewTask>): Promise<{ customerId?: string } | null> {
  const { entity, entityId } = body;
  if (entity === undefined && entityId === undefined) return null;
  const record =
    entity === undefined || entityId === undefined
      ? null
      : await getRecord(deps.db, entityOf(entity).key, entityId, context);
  if (!record) {
    const message = { 'zh-CN': '没有这条记录', en: 'there is no such record' };
    throw new DomainError('VALIDATION_FAILED', {}, [{ pointer: '/entityId', code: 'unknown', message }]);
  }
  const customerId = entity === 'customer' ? record.id : record['customerId'];
  return typeof customerId === 'string' ? { customerId } : {};
}

// general.task takes an instant with an offset, or a duration.
function instantOf(due: string): string {
  return due.length === 10 ? `${due}T18:00:00+08:00` : due;
}
