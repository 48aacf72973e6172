import { getDefinition, newest } from '../../db/definitions';
import { getInstance } from '../../db/instances';
import { run, type Db } from '../../db/connect';
import { startForEvent } from '../../db/eventTriggers';
import { eventStarts } from '../../db/newestProcesses';
import { enqueue, publishEvent } from '../../db/outbox';
import { only } from '../../db/rows';
import { startInstance } from '../../db/startInstance';
import type { Settlement } from '../../domain/process/settlement';
import type { Effect } from '../../domain/process/effectTypes';
import type { JsonObject } from '../../domain/process/types';
import type { Commit } from './commit';

/** How deep processes may start one another. */
const MOST_LEVELS = 20;

type Start = Extract<Effect, { type: 'startProcess' }>;

/** `input.entityId` names the child's record; without it the child is about the same record, where the kinds agree. One that cannot start is an incident. */
export async function startChild(work: Commit, effect: Start, settlement: Settlement): Promise<void> {
  const refuse = (error: string) => {
    const { id, process, version, input } = effect;
    (settlement.failed ??= []).push({ effect: id, error, process, version, input });
  };
  const { trx, instance } = work;
  const found =
    effect.version === 'latest'
      ? await newest(trx, 'process', effect.process)
      : await getDefinition(trx, 'process', effect.process, effect.version);
  if (!found) return refuse('there is no such process');
  if (await isTooDeep(trx, instance.id))
    return refuse(`${MOST_LEVELS} processes have started one another already`);
  if (found.status === 'retired') return refuse(`version ${found.version} is retired`);
  const { entityId, ...input } = effect.input;
  const entity = typeof found.body.entity === 'string' ? found.body.entity : null;
  const subject =
    typeof entityId === 'string' && entityId !== ''
      ? entityId
      : entity === instance.entity
        ? instance.entityId
        : null;
  if (entity && !subject) return refuse('an entityId is needed');
  await startInstance(trx, {
    definition: { key: found.key, version: found.version, sha256: found.sha256 },
    entity,
    entityId: entity ? subject : null,
    title: instance.title,
    input,
    customerId: instance.customerId,
    ownerId: instance.ownerId,
    parentId: instance.id,
    parentEffect: effect.id,
  });
}

/**
 * Tells every case that waits for the event, then starts the processes that it begins, as children that nobody waits
 * for. One that would need a record which the event does not name is an incident of the case that published it.
 */
export async function publishFromCase(
  { trx, instance }: Commit,
  { id, name, data }: Extract<Effect, { type: 'publish' }>,
  settlement: Settlement,
): Promise<void> {
  await publishEvent(trx, name, data);
  const { ownerId, customerId } = instance;
  const refuse = (process: string, error: string) =>
    (settlement.failed ??= []).push({ effect: id, error, process, version: 'latest', input: data });
  const starts = await eventStarts(trx, name);
  if (starts.length === 0) return;
  if (await isTooDeep(trx, instance.id)) {
    for (const { key } of starts) refuse(key, `${MOST_LEVELS} processes have started one another already`);
    return;
  }
  const published = { name, data, parent: { id: instance.id, ownerId, customerId } };
  const { refused } = await startForEvent(trx, published, starts);
  for (const { process, reason } of refused)
    if (reason === 'record') refuse(process, `the event ${name} names no record to start for`);
}

/** The checker cannot see whether a condition ever stops a process that starts itself; this does. */
async function isTooDeep(trx: Db, instanceId: string): Promise<boolean> {
  const text = `with recursive up as (
      select id, parent_id, 1 as level from process_instance where id = $1
      union all
      select p.id, p.parent_id, up.level + 1 from process_instance p join up on p.id = up.parent_id
      where up.level < $2)
    select max(level) as level from up`;
  const rows = await run<{ level: number }>(trx, { text, values: [instanceId, MOST_LEVELS] });
  return only(rows).level >= MOST_LEVELS;
}

export async function cancelChild(
  { trx, instance }: Commit,
  effect: Extract<Effect, { type: 'cancelProcess' }>,
): Promise<void> {
  const child = await trx('process_instance')
    .first<{ workflow_id: string }>('workflow_id')
    .where({ parent_id: instance.id, parent_effect: effect.effect });
  if (child)
    await enqueue(trx, { kind: 'cancel', workflowId: child.workflow_id, payload: { reason: 'parent' } });
}

/** The parent hears how a child ended; one that did not wait for it ignores the news. */
export async function tellParent(
  { trx, instance, state }: Commit,
  effect: Extract<Effect, { type: 'end' }>,
): Promise<void> {
  if (!instance.parentId || !instance.parentEffect) return;
  const parent = await getInstance(trx, instance.parentId);
  const result: JsonObject = { ...state.vars, outcome: effect.outcome, status: effect.status };
  if (parent)
    await enqueue(trx, {
      kind: 'effect',
      workflowId: parent.workflowId,
      payload: { effect: instance.parentEffect, result },
    });
}
