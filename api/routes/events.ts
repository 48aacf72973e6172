import { isEntityKey } from '../../domain/entity/catalogue';
import { DomainError, type FieldError } from '../../domain/errors';
import type { JsonObject } from '../../domain/process/types';
import { startForEvent } from '../../db/eventTriggers';
import { eventStarts } from '../../db/newestProcesses';
import { publishEvent } from '../../db/outbox';
import { getRecord } from '../../db/records/read';
import { route, type Answer, type Call } from '../http/route';
import { choice, JSON_OBJECT, list, object, TEXT, UUID } from '../http/schemas';

interface NewEvent {
  name: string;
  data?: JsonObject;
}

export const eventRoute = route<NewEvent>({
  method: 'post',
  path: '/api/events',
  tag: 'processes',
  summary:
    'Something happened outside: tells every case that waits for an event of this name, and starts the processes that it triggers.',
  permission: 'event.publish',
  body: object(
    {
      name: { type: 'string', pattern: '^[A-Za-z][A-Za-z0-9]*([.-][A-Za-z0-9]+)*$', maxLength: 128 },
      data: {
        ...JSON_OBJECT,
        maxProperties: 100,
        description: '`<entity>Id`, such as `customerId`, names the record that a process starts for.',
      },
    },
    ['name'],
  ),
  response: object({
    started: list(UUID),
    told: { type: 'integer', minimum: 0 },
    refused: list(object({ process: TEXT, reason: choice('record', 'over') })),
  }),
  status: 202,
  handle: publish,
});

async function publish(call: Call<NewEvent>): Promise<Answer> {
  const { name, data = {} } = call.body;
  const { context, write } = call;
  await mustSeeRecords(call, data);
  return write(async (trx) => {
    // Before anything starts: what begins with an event does not wait for the same one.
    const told = await publishEvent(trx, name, data);
    const starts = await eventStarts(trx, name);
    const begun = await startForEvent(trx, { name, data, actorId: context.actorId }, starts);
    return { body: { ...begun, told } };
  });
}

/** A record that the person may not read does not exist for an event of theirs. */
async function mustSeeRecords({ context, deps }: Call<NewEvent>, data: JsonObject): Promise<void> {
  const problems: FieldError[] = [];
  for (const [name, id] of Object.entries(data)) {
    const entity = name.endsWith('Id') ? name.slice(0, -2) : '';
    if (!isEntityKey(entity)) continue;
    if (typeof id === 'string' && (await getRecord(deps.db, entity, id, context))) continue;
    const message = { 'zh-CN': '没有这条记录', en: 'there is no such record' };
    problems.push({ pointer: `/data/${name}`, code: 'unknown', message });
  }
  if (problems.length > 0) throw new DomainError('VALIDATION_FAILED', {}, problems);
}
