import {
  addEvents,
  endSubscriptions,
  enterStage,
  fireRung,
  leaveStage,
  openIncident,
  reachMilestone,
  resolveIncident,
  subscribeEvent,
  watchRecord,
} from '../../db/instanceLog';
import { openInstanceLike } from '../../db/instances';
import { closeTask, insertTask, patchTask, type TaskPatch } from '../../db/tasks';
import { businessMillis } from '../../domain/calendar/business';
import { subjectOfClock } from '../../domain/process/clock';
import type { Found } from '../../domain/process/finding';
import { instantOfDue } from '../../domain/process/settle';
import { delegationAfter } from '../../domain/process/settled';
import type { Settlement } from '../../domain/process/settlement';
import type { Effect } from '../../domain/process/effectTypes';
import type { ProcessState, TaskState } from '../../domain/process/types';
import { askedColumns } from './asked';
import { cancelChild, publishFromCase, startChild, tellParent } from './children';
import type { Commit } from './commit';
import { lineOf } from './lines';
import { listenForEvents } from './watch';
import { migrateInstance } from './migrated';
import { notifyPeople, sendMessages } from './notify';
import { patchRecord } from './record';

type Apply<E extends Effect = Effect> = (
  work: Commit,
  effect: E,
  settlement: Settlement,
) => Promise<void> | void;

/** The rows of each kind of effect; one that means no row of its own has only its line in the timeline. */
const APPLY: { [T in Effect['type']]: Apply<Extract<Effect, { type: T }>> | null } = {
  openTask: openTaskRow,
  updateTask: updateTaskRow,
  closeTask: (
    { trx, send, instance, now: at },
    { taskId, status, out, by, onBehalfOf: onBehalfOfId, reason },
  ) => send(closeTask(trx, instance.id, taskId, { status, at, out, by, onBehalfOfId, reason })),
  reassignTask: null,
  computeDeadlines: null,
  shiftDeadlines: null,
  enterStage: ({ trx, send, instance, now }, { stage, visit }) =>
    send(enterStage(trx, instance.id, stage, visit, now)),
  leaveStage: leaveStageRow,
  patchEntity: null,
  milestone: ({ trx, send, instance }, { step, at }) =>
    send(reachMilestone(trx, instance.id, step, new Date(at))),
  notify: notifyPeople,
  send: sendMessages,
  runAction: null,
  startProcess: startChild,
  cancelProcess: cancelChild,
  publish: publishFromCase,
  watch: null,
  incident: ({ trx, send, instance }, { incident }) => send(...openIncident(trx, instance.id, incident)),
  incidentResolved: ({ trx, send, instance, now }, { incidentId, by }) =>
    send(...resolveIncident(trx, instance.id, incidentId, by, now)),
  hold: null,
  reopen: reopenInstance,
  migrated: migrateInstance,
  end: endInstance,
  log: logRow,
};

export async function applyEffects(
  work: Commit,
  effects: Effect[],
  settlement: Settlement,
  found: ReadonlyMap<string, Found>,
): Promise<void> {
  for (const effect of effects) {
    // The table pairs each type with its own function.
    const apply = APPLY[effect.type] as Apply | null;
    await apply?.(work, effect, settlement);
  }
  applySettlement(work, effects, settlement);
  await patchRecord(work, effects, settlement);
  const lines = effects.flatMap(
    (effect) => lineOf(effect, work.now, { found: found.get(effect.id), due: targetDue(work, effect) }) ?? [],
  );
  work.send(addEvents(work.trx, work.instance.id, lines));
}

/** Until when the target of a stage wanted it left, which only the calendar can tell. */
function targetDue({ plan }: Commit, effect: Effect): Date | undefined {
  const due = effect.type === 'leaveStage' && effect.target ? instantOfDue(plan, effect.target) : null;
  return due === null ? undefined : new Date(due);
}

function openTaskRow(
  work: Commit,
  effect: Extract<Effect, { type: 'openTask' }>,
  settlement: Settlement,
): void {
  const { trx, instance, now } = work;
  const found = settlement.tasks[effect.task.id];
  const vars = work.state.vars;
  const task = insertTask(trx, {
    instanceId: instance.id,
    key: effect.task.id,
    stage: effect.task.stage,
    step: effect.task.step,
    kind: effect.task.kind,
    status: effect.task.status,
    // The inbox says it in a word; the timeline holds the rest.
    cause: { kind: effect.cause.kind, ref: effect.cause.ref },
    ...askedColumns(effect),
    activity: effect.activity,
    assigneeId: found?.assignee ?? null,
    onBehalfOfId: found?.onBehalfOf ?? null,
    candidates: found?.candidates ?? [],
    queue: found?.queue ?? null,
    priority: effect.task.priority,
    dueAt: found?.due ? new Date(found.due) : null,
    // A task made by hand may be about a record, which its variables name.
    entity: instance.entity ?? text(vars.entity),
    entityId: instance.entity ? instance.entityId : text(vars.entityId),
    customerId: instance.customerId ?? text(vars.customerId),
    openedAt: now,
  });
  work.send(task);
}

function updateTaskRow(
  { trx, send, instance }: Commit,
  effect: Extract<Effect, { type: 'updateTask' }>,
): void {
  const patch = patchOf(effect.set);
  if (Object.keys(patch).length > 0) send(patchTask(trx, instance.id, effect.taskId, patch));
  if (effect.set.waitEvent) send(subscribeEvent(trx, instance.id, effect.set.waitEvent));
}

/** People and instants for tasks that were open before; new ones were inserted with theirs. */
function applySettlement(
  { trx, send, instance, state }: Commit,
  effects: Effect[],
  settlement: Settlement,
): void {
  const opened = new Set(effects.flatMap((effect) => (effect.type === 'openTask' ? [effect.task.id] : [])));
  for (const [id, found] of Object.entries(settlement.tasks)) {
    if (!opened.has(id))
      send(patchTask(trx, instance.id, id, patchOf({ ...found, ...delegated(state, id, found) })));
  }
  for (const [id, due] of Object.entries(settlement.dues ?? {}))
    if (state.tasks[id]) send(patchTask(trx, instance.id, id, patchOf({ due })));
}

/** Only the state knows how long a task counts as delegated. */
function delegated(state: ProcessState, id: string, found: Settlement['tasks'][string]) {
  const task = state.tasks[id];
  return task && { delegatedBy: task.delegatedBy ?? null, ...delegationAfter(state, task, found) };
}

function leaveStageRow(work: Commit, effect: Extract<Effect, { type: 'leaveStage' }>): void {
  const { stage, visit, status, by, reason } = effect;
  const entered = work.state.stages[stage]?.enteredAt;
  const { calendar } = work.plan;
  const seconds =
    calendar && entered != null
      ? Math.round(businessMillis(calendar, entered, work.now.getTime()) / 1000)
      : null;
  const leaving = { stage, visit, status, at: work.now, businessSeconds: seconds, by, reason };
  work.send(leaveStage(work.trx, work.instance.id, leaving));
}

async function endInstance(work: Commit, effect: Extract<Effect, { type: 'end' }>): Promise<void> {
  work.send(...endSubscriptions(work.trx, work.instance.id));
  await tellParent(work, effect);
}

/** It hears of its record and of events again. Where another one has taken its trigger meanwhile, it goes on without. */
async function reopenInstance(work: Commit): Promise<void> {
  const { trx, send, instance } = work;
  if (instance.entity) send(watchRecord(trx, instance.id, instance.entity, instance.entityId, null, ''));
  listenForEvents(work);
  if (await openInstanceLike(trx, instance.id))
    send(trx('process_instance').where({ id: instance.id }).update({ trigger_key: null }));
}

async function logRow(
  { trx, instance, now }: Commit,
  effect: Extract<Effect, { type: 'log' }>,
): Promise<void> {
  const { rung, task, clock, dueVersion, late } = effect.data ?? {};
  if (effect.event !== 'rungFired' || typeof rung !== 'string') return;
  const about = typeof clock === 'string' ? subjectOfClock(clock) : (effect.stage ?? '');
  const taskKey = typeof task === 'string' ? task : about;
  await fireRung(trx, instance.id, {
    taskKey,
    dueVersion: Number(dueVersion ?? 1),
    rung,
    at: now,
    late: late === true,
  });
}

function patchOf(set: Partial<TaskState>): TaskPatch {
  const date = (at: number | null | undefined) =>
    at === undefined ? undefined : at === null ? null : new Date(at);
  const patch: TaskPatch = {
    status: set.status,
    assigneeId: set.assignee,
    onBehalfOfId: set.onBehalfOf,
    delegatedById: set.delegatedBy,
    candidates: set.candidates,
    queue: set.queue,
    priority: set.priority,
    dueAt: date(set.due),
    dueVersion: set.dueVersion,
    escalation: set.escalation,
    waitUntil: date(set.waitUntil),
    waitEvent: set.waitEvent,
  };
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
