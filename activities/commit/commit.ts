import { ApplicationFailure } from '@temporalio/activity';
import { saveClocks } from '../../db/caseClocks';
import type { Db } from '../../db/connect';
import { lockInstance, saveInstance, type InstanceRow } from '../../db/instances';
import { pipelined, type Send } from '../../db/pipeline';
import { loadPlan } from '../../db/plan';
import { only } from '../../db/rows';
import { shorten } from '../../domain/process/brief';
import { clocksOfCase } from '../../domain/process/clockView';
import type { Found } from '../../domain/process/finding';
import { mustKnow } from '../../domain/process/known';
import { isEmpty, settle } from '../../domain/process/settle';
import { nextDeadline, transition } from '../../domain/process/transition';
import { derive, type Outcome } from '../../domain/process/told';
import type { Settlement } from '../../domain/process/settlement';
import type { Effect } from '../../domain/process/effectTypes';
import type { JsonObject, Plan, ProcessState } from '../../domain/process/types';
import { NOT_DERIVED, type CommitInput, type CommitResult } from '../../workflows/messages';
import { auditCommands } from './commands';
import { announce } from './announce';
import { loadStaff, lockWorkload, savePools, type Staff } from './people';
import { applyEffects } from './effects';
import { listenForEvents, watchedRecords } from './watch';

/** What every part of a commit works with. */
export interface Commit {
  trx: Db;
  send: Send;
  instance: InstanceRow;
  plan: Plan;
  state: ProcessState;
  now: Date;
  requestId: string | undefined;
  /** People, with the pools that these effects draw from locked. */
  staff(effects?: Effect[]): Promise<Staff>;
}

/** Settling may ask again (nobody found, so somebody is told), but not for ever. */
const MOST_ROUNDS = 10;

/**
 * Writes one wake-up of a process: every row that its effects mean, people and instants found under lock, the state and
 * its projection, all in one transaction. Done once for each (workflowId, runId, seq): again gives the same answer.
 */
export async function commit(db: Db, input: CommitInput): Promise<CommitResult> {
  return db.transaction((trx) => pipelined(trx, (send) => write(trx, send, input)));
}

async function write(trx: Db, send: Send, input: CommitInput): Promise<CommitResult> {
  const [instance, done] = await Promise.all([
    lockInstance(trx, input.workflowId),
    alreadyApplied(trx, input),
  ]);
  if (!instance) throw new Error(`There is no instance ${input.workflowId}`);
  if (done) return done;
  const plan = await planOf(trx, instance, input);
  const { state, effects } = outcomeOf(plan, instance, input);
  const work = createCommit({ trx, send, instance, plan, state }, input);
  const settlements = await apply(work, effects);
  const result = { settlements: 'events' in input ? inShort(settlements, effects) : settlements };
  auditCommands(work, input, effects);
  send(
    trx('applied_commit')
      .where({ workflow_id: input.workflowId, run_id: input.runId, seq: input.seq })
      .update({ result: JSON.stringify(result) }),
  );
  return result;
}

async function planOf(trx: Db, instance: InstanceRow, input: CommitInput): Promise<Plan> {
  const version = ('effects' in input && versionOf(input.effects)) || instance.definitionVersion;
  const plan = await loadPlan(trx, { key: instance.definitionKey, version }, input.now);
  if (!plan) throw new Error(`${instance.definitionKey} version ${version} is not published`);
  return plan;
}

/** From the stored state the events lead to what the workflow means, to the letter, or nothing is written. */
function outcomeOf(plan: Plan, { state }: InstanceRow, input: CommitInput): Outcome {
  mustKnow(semanticsOf(state, input));
  if ('effects' in input) return input;
  // A commit stored it.
  const outcome = derive(plan, state as ProcessState | null, input, input.now);
  if (outcome) return outcome;
  const message = 'The events lead to something else here; the workflow hands the wake-up over whole';
  throw ApplicationFailure.create({ type: NOT_DERIVED, message, nonRetryable: true });
}

function semanticsOf(stored: JsonObject | null, input: CommitInput): number | undefined {
  if ('effects' in input) return input.state.semantics;
  // A commit stored it.
  if (stored) return (stored as unknown as ProcessState).semantics;
  return input.events.find((event) => event.type === 'start')?.semantics;
}

/** Of the first round the workflow is known to have the same effects; what is told as its events reads the short form. */
function inShort(settlements: Settlement[], effects: Effect[]): CommitResult['settlements'] {
  return settlements.map((settlement, round) => (round === 0 ? shorten(settlement, effects) : settlement));
}

/** A case that is moved to another version in this wake-up goes by that one already. */
function versionOf(effects: Effect[]): number | undefined {
  return effects.flatMap((effect) => (effect.type === 'migrated' ? [effect.to] : [])).at(-1);
}

async function apply(work: Commit, first: Effect[]): Promise<Settlement[]> {
  const settlements: Settlement[] = [];
  let isQuiet = true;
  if (work.instance.status === 'starting') listenForEvents(work);
  for (let effects = first, round = 0; effects.length > 0 && round < MOST_ROUNDS; round++) {
    const found = new Map<string, Found>();
    if (effects.some((effect) => effect.type === 'runAction')) isQuiet = false;
    const settlement = await settleWithPeople(work, effects, found);
    await applyEffects(work, effects, settlement, found);
    if (isEmpty(settlement)) break;
    settlements.push(settlement);
    const next = transition(work.plan, work.state, { type: 'settled', settlement }, work.now.getTime());
    work.state = next.state;
    effects = next.effects;
  }
  project(work);
  if (isQuiet) announce(work);
  return settlements;
}

/** People are loaded only when somebody is to be found, and only the pools that they may come from are locked. */
async function settleWithPeople(
  work: Commit,
  effects: Effect[],
  found: Map<string, Found>,
): Promise<Settlement> {
  const { plan, state } = work;
  const asking = effects.filter((effect) => effect.type === 'openTask' || effect.type === 'reassignTask');
  const staff = asking.length > 0 ? await work.staff() : null;
  if (staff)
    await lockWorkload(
      work,
      staff,
      asking.flatMap((effect) => effect.seekers),
    );
  const nobody = {
    directory: { people: [], byId: new Map(), team: () => [] },
    workload: { open: {}, cursors: {}, last: {} },
  };
  const tell = (effectId: string, one: Found) => void found.set(effectId, one);
  const settlement = settle({ plan, state, effects, now: work.now.getTime(), tell, ...(staff ?? nobody) });
  if (staff) await savePools(work.trx, staff);
  const targets = await watchedRecords(work, effects);
  return targets ? { ...settlement, targets } : settlement;
}

function project({ trx, send, instance, plan, state, now }: Commit): void {
  const over = state.status === 'ended' || state.status === 'cancelled';
  const next = over ? null : nextDeadline(state);
  send(
    saveInstance(trx, instance.id, {
      status: state.status,
      stage: state.stage,
      outcome: state.outcome,
      // The state is JSON by contract.
      state: state as unknown as JsonObject,
      stateVersion: state.seq,
      nextAt: next ? new Date(next.at) : null,
      endedAt: over ? new Date() : null,
    }),
    saveClocks(trx, instance.id, clocksOfCase(plan, state, now.getTime())),
  );
}

async function alreadyApplied(
  trx: Db,
  { workflowId, runId, seq }: CommitInput,
): Promise<CommitResult | null> {
  const key = { workflow_id: workflowId, run_id: runId, seq };
  const fresh = await trx('applied_commit')
    .insert(key)
    .onConflict(['workflow_id', 'run_id', 'seq'])
    .ignore()
    .returning('seq');
  if (fresh.length > 0) return null;
  return only(await trx('applied_commit').select<{ result: CommitResult }[]>('result').where(key)).result;
}

type Begun = Pick<Commit, 'trx' | 'send' | 'instance' | 'plan' | 'state'>;

function createCommit(begun: Begun, { now, requestId }: CommitInput): Commit {
  let staff: Promise<Staff> | undefined;
  return {
    ...begun,
    now: new Date(now),
    requestId,
    staff: () => (staff ??= loadStaff(begun.trx)),
  };
}
