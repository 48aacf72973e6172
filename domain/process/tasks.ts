import { isCountable } from '../calendar/duration';
import { dropDeadlines, emit, raise, type Draft } from './draft';
import type { Cause } from './cause';
import { computed, valueOf, type Place } from './context';
import { stepOf, type ResolvedSla } from './plan';
import type { Label, Stage, Step, HumanStep, ApprovalStep, Priority } from '../generated/process';
import type { DeadlineRequest, Sought } from './requests';
import { runName } from './runName';
import type { Json, JsonObject, Plan, ProcessState, StepState, TaskState } from './types';

export interface TaskOrder {
  stage: Stage;
  step: HumanStep | ApprovalStep;
  visit: number;
  state: StepState;
  slot?: number;
  seekers: Sought[];
  exclude: string[];
  sla: ResolvedSla | null;
  cause: Cause;
}

const OPEN = new Set(['prepare', 'execute', 'wait']);

export function isOpen(task: TaskState): boolean {
  return OPEN.has(task.status);
}

export function openTasks(tasks: Record<string, TaskState>): TaskState[] {
  return Object.values(tasks).filter(isOpen);
}

export function openTask(draft: Draft, order: TaskOrder): void {
  const { stage, step } = order;
  const name = runName(draft.state, [stage.id, step.id], order.visit, order.state);
  const id = order.slot === undefined ? name : `${name}.${order.slot}`;
  const task: TaskState = {
    id,
    stage: stage.id,
    step: step.id,
    kind: step.kind,
    status: 'prepare',
    ...(order.slot === undefined ? {} : { slot: order.slot }),
    assignee: null,
    onBehalfOf: null,
    candidates: [],
    queue: null,
    priority: step.priority ?? 'normal',
    openedAt: draft.now,
    due: null,
    dueVersion: 1,
    fired: [],
    escalation: 0,
  };
  draft.state.tasks[id] = task;
  emit(draft, {
    type: 'openTask',
    task: { ...task },
    ...askedOf(draft, stage, step),
    activity: step.kind === 'human' ? activityOf(draft, stage, step) : null,
    cause: order.cause,
    seekers: order.seekers,
    exclude: order.exclude,
    deadlines: dueRequest(draft, task, order.sla),
  });
}

/** What a task says and asks, by the definition. */
export function askedOf(draft: Draft, stage: Stage, step: HumanStep | ApprovalStep) {
  return {
    title: titleOf(draft, stage, step),
    // A form is a key or a JSON Schema, both JSON.
    form: (step.form ?? null) as string | JsonObject | null,
    outcomes: step.kind === 'human' ? (step.outcomes ?? []) : [],
  };
}

/** Closes a task for good and forgets its deadlines. */
export function closeTask(
  draft: Draft,
  task: TaskState,
  status: 'complete' | 'close',
  out: Json,
  by: string | null,
  reason?: string,
): void {
  task.status = status;
  dropDeadlines(draft, (subject) => subject === task.id);
  emit(draft, {
    type: 'closeTask',
    taskId: task.id,
    status,
    out,
    by,
    onBehalfOf: by === task.onBehalfOf ? null : task.onBehalfOf,
    ...(reason ? { reason } : {}),
  });
}

/** The withdrawal of what is still open in a step, because its stage is left or its reason is gone. */
export function withdrawTasks(draft: Draft, stageId: string, stepId: string | null, reason: string): void {
  for (const task of openTasks(draft.state.tasks)) {
    if (task.stage === stageId && (stepId === null || task.step === stepId))
      closeTask(draft, task, 'close', null, null, reason);
  }
}

export function updateTask(
  draft: Draft,
  task: TaskState,
  set: Partial<Omit<TaskState, 'id'>>,
  event: string,
  reason?: string,
): void {
  Object.assign(task, set);
  emit(draft, {
    type: 'updateTask',
    taskId: task.id,
    set,
    by: draft.actor?.id ?? null,
    event,
    ...(reason ? { reason } : {}),
  });
}

/** Forgets what was to happen around the due of a task. */
export function dropRungs({ state }: Draft, taskId: string): void {
  for (const [id, deadline] of Object.entries(state.deadlines))
    if (deadline.kind === 'rung' && deadline.subject === taskId) delete state.deadlines[id];
}

export function raisePriority(draft: Draft, task: TaskState, to: Priority | true): void {
  const next: Record<Priority, Priority> = {
    low: 'normal',
    normal: 'high',
    high: 'urgent',
    urgent: 'urgent',
  };
  const priority = to === true ? next[task.priority] : to;
  if (priority !== task.priority) updateTask(draft, task, { priority }, 'priorityRaised');
}

/** The deadlines of a task's SLA, counted from now: due, and each rung from due. A due that a person set stays. */
export function dueRequest(draft: Draft, task: TaskState, sla: ResolvedSla | null): DeadlineRequest | null {
  const isAmended = task.dueSet != null;
  const place = { id: dueId(task.id), stage: task.stage, step: task.step, pointer: '/slas' };
  const due = isAmended
    ? { dueAt: new Date(task.dueSet ?? 0).toISOString() }
    : sla?.due
      ? dueOf(draft, sla.due, sla.clock, place)
      : null;
  if (!due) return null;
  return {
    subject: task.id,
    from: draft.now,
    clock: sla?.clock ?? 'calendar',
    ...(sla?.calendar !== undefined && { calendar: sla.calendar }),
    ...due,
    dueVersion: task.dueVersion,
    pause: sla?.pauseWhile ?? [],
    ...(isAmended && { isAmended }),
    items: (sla?.ladder ?? []).map((rung) => ({
      id: `rung:${task.id}:${task.dueVersion}:${rung.at}`,
      kind: 'rung',
      from: 'due',
      after: rung.at,
      rung: rung.at,
    })),
  };
}

/** Of the incident of a due that could not be computed. */
export function dueId(taskId: string): string {
  return `due:${taskId}`;
}

/** After which time, or at which instant, what an SLA measures is due; null after an incident. */
export function dueOf(
  draft: Draft,
  due: string | { cel: string },
  clock: DeadlineRequest['clock'],
  place: Place,
): { due: string } | { dueAt: string } | null {
  if (typeof due === 'string') return { due };
  const result = valueOf(draft, due, place);
  if (!result.ok) return null;
  const text = typeof result.value === 'string' ? result.value : JSON.stringify(result.value);
  if (isCountable(text, clock)) return { due: text };
  if (!Number.isNaN(Date.parse(text))) return { dueAt: text };
  raise(draft, {
    ...place,
    code: 'EXPRESSION_FAILED',
    message: `Neither a duration of this clock nor an instant: ${text.slice(0, 40)}`,
    retry: 'expression',
  });
  return null;
}

function titleOf(draft: Draft, stage: Stage, step: Step): Label {
  const { title } = step;
  // Without `cel` it is a label.
  if (title && computed(title) === null) return title as Label;
  if (!title) return stage.title;
  const place = { id: `title:${stage.id}/${step.id}`, stage: stage.id, step: step.id, pointer: '/title' };
  const result = valueOf(draft, title, place);
  const text = result.ok ? String(result.value).slice(0, 400) : step.id;
  return { 'zh-CN': text, en: text };
}

/** What is no text is none; a task is not held up by what only marks it. */
function activityOf(draft: Draft, stage: Stage, step: HumanStep): string | null {
  const { activity = null } = step;
  if (activity === null || typeof activity === 'string') return activity;
  const place = {
    id: `activity:${stage.id}/${step.id}`,
    stage: stage.id,
    step: step.id,
    pointer: '/activity',
  };
  const result = valueOf(draft, activity, place);
  return result.ok && typeof result.value === 'string' ? result.value : null;
}

/** The task that a command means: by its id, or by its step and, where several are open, the person's own. */
export function findTask(
  plan: Plan,
  state: ProcessState,
  command: { task?: string; step?: string },
  personId: string | undefined,
): TaskState | undefined {
  if (command.task !== undefined) return state.tasks[command.task];
  const found = stepOf(plan, `${state.stage}/${command.step}`) ?? stepOf(plan, command.step ?? '');
  if (!found) return undefined;
  const tasks = Object.values(state.tasks).filter(
    (t) => t.stage === found.stage.id && t.step === found.step.id,
  );
  const open = tasks.filter(isOpen);
  return open.find((task) => task.assignee === personId) ?? open[0] ?? tasks.at(-1);
}
