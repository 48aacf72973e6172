import { audit } from '../db/audit';
import type { Db } from '../db/connect';
import { lockInstance, OPEN_STATUSES, saveInstance, type InstanceRow } from '../db/instances';
import { recordContext } from '../db/records/read';
import { carriedOnWith, missedFact, underWay } from '../domain/process/repair';
import type { JsonObject, ProcessState } from '../domain/process/types';
import { fullPlanOf } from './actor';
import { isStuck, standingOf, unappliedIn, type Standing, type Unapplied } from './stuck';
import type { Temporal } from './temporal';

/** Why there is nothing to repair. */
export type Sound = 'unknown' | 'starting' | 'ended' | 'goesOn';

/** What is wrong with a case, and what is done about it. */
export interface Diagnosis {
  instance: InstanceRow;
  state: ProcessState;
  standing: Standing | null;
  unapplied: Unapplied;
  /** `stage/step` of actions that are tried again, under their keys. */
  actions: string[];
}

/**
 * Carries on a case whose workflow cannot go on, or is lost, with the state that its last commit wrote: a new run takes the
 * place of the old one, with what came to that and was not applied. `apply` false only looks. Under the case's lock, so that
 * nothing of the old run is written any more.
 */
export function repairCase(
  db: Db,
  temporal: Temporal,
  workflowId: string,
  { apply, withSignals }: { apply: boolean; withSignals: boolean },
): Promise<Diagnosis | Sound> {
  return db.transaction(async (trx) => {
    const found = await diagnose(trx, temporal, workflowId);
    if (!apply || typeof found === 'string') return found;
    const { instance, standing, unapplied } = found;
    const state = carriedOnWith(found.state, Date.now());
    // A state is JSON by contract.
    await saveInstance(trx, instance.id, { state: state as unknown as JsonObject });
    if (standing) await fence(trx, workflowId, standing);
    await note(trx, found, withSignals);
    const record = instance.entity ? await recordContext(trx, instance.entity, instance.entityId) : null;
    const fact = missedFact(state, instance.entity, record);
    await temporal.replaceProcess(workflowId, {
      instanceId: instance.id,
      plan: await fullPlanOf(trx, instance),
      about: { customerId: instance.customerId, ownerId: instance.ownerId },
      state,
      pending: [...(withSignals ? unapplied.events : []), ...(fact ? [fact] : [])],
    });
    if (standing) await tellWhatCameMeanwhile(temporal, trx, found, standing);
    return found;
  });
}

async function diagnose(trx: Db, temporal: Temporal, workflowId: string): Promise<Diagnosis | Sound> {
  const instance = await lockInstance(trx, workflowId);
  if (!instance) return 'unknown';
  if (!instance.state) return 'starting';
  // A commit stored it.
  const state = instance.state as unknown as ProcessState;
  const isOpen = OPEN_STATUSES.includes(instance.status) || Object.keys(state.incidents).length > 0;
  if (!isOpen) return 'ended';
  const standing = await standingOf(temporal, workflowId);
  if (standing?.isRunning && !isStuck(standing)) return 'goesOn';
  const unapplied = standing
    ? await unappliedIn(temporal, workflowId, standing, await commitsOf(trx, workflowId, standing))
    : { events: [], signals: [], unread: 0 };
  return { instance, state, standing, unapplied, actions: underWay(state) };
}

async function commitsOf(trx: Db, workflowId: string, { runId }: Standing): Promise<number> {
  const rows = await trx('applied_commit').where({ workflow_id: workflowId, run_id: runId }).select('seq');
  return rows.length;
}

/** A commit of the old run that is still on its way finds itself written, and writes nothing. */
async function fence(trx: Db, workflowId: string, standing: Standing): Promise<void> {
  await trx('applied_commit').insert({
    workflow_id: workflowId,
    run_id: standing.runId,
    seq: await commitsOf(trx, workflowId, standing),
    result: JSON.stringify({ settlements: [] }),
  });
}

async function note(
  trx: Db,
  { instance, standing, unapplied, actions }: Diagnosis,
  withSignals: boolean,
): Promise<void> {
  const after = {
    run: standing?.runId ?? null,
    failures: standing?.failures ?? null,
    unapplied: unapplied.events.length,
    withSignals,
    actions,
  };
  await audit(
    trx,
    { actorId: null },
    { action: 'repair', entity: 'process', entityId: instance.id, after, reason: 'guanxi repair' },
  );
}

/** Signals that reached the old run while it was looked at. */
async function tellWhatCameMeanwhile(
  temporal: Temporal,
  trx: Db,
  { instance: { workflowId }, unapplied }: Diagnosis,
  standing: Standing,
): Promise<void> {
  const commits = (await commitsOf(trx, workflowId, standing)) - 1; // without the fence
  const { signals } = await unappliedIn(temporal, workflowId, standing, commits);
  const handle = temporal.client.workflow.getHandle(workflowId);
  for (const { name, input } of signals.slice(unapplied.signals.length)) await handle.signal(name, input);
}
