import type { CaseClock, Label } from '../generated/process';
import { clockRunOf, subjectOfClock } from './clock';
import { effectText } from './effectText';
import { slaOf, stageOf, stepOf } from './plan';
import { instantOfDue } from './settle';
import { openTasks } from './tasks';
import { standsStill } from './transition';
import type { Deadline, Instant, Plan, ProcessState } from './types';
import type { Wording } from './wording';

/** Something that happens by itself at an instant, unless somebody is quicker. */
export interface Coming {
  at: string;
  /** due: a task, the target of a stage or a clock of the case is up; rung: before or after that; timeout and wait of a step; a task that waits; a held case that goes on. */
  kind: 'due' | 'rung' | 'timeout' | 'wait' | 'taskWait' | 'retry' | 'resume';
  stage: string;
  step: string | null;
  task: string | null;
  /** The clock of the case that it is about. */
  clock: string | null;
  title: Label;
  /** What it does, in order. */
  does: Label[];
  /** Its clock stands still: the instant moves by the time that it stands. */
  paused: boolean;
}

/** The instants that a process waits for, earliest first; those that stand still come last. */
export function comingOf(plan: Plan, state: ProcessState, wording?: Wording): Coming[] {
  if (state.status === 'ended' || state.status === 'cancelled') return [];
  const pending = Object.values(state.deadlines).flatMap(
    (deadline) => fromDeadline(plan, state, deadline, wording) ?? [],
  );
  const dues = [...taskDues(plan, state), ...targetDues(plan, state), ...clockDues(plan, state)].filter(
    (due) => !pending.some((other) => other.kind === 'due' && other.at === due.at && isAbout(other, due)),
  );
  return [...pending, ...dues].sort(
    (a, b) => Number(a.paused) - Number(b.paused) || a.at.localeCompare(b.at) || a.kind.localeCompare(b.kind),
  );
}

function fromDeadline(
  plan: Plan,
  state: ProcessState,
  deadline: Deadline,
  wording: Wording | undefined,
): Coming | null {
  const { kind, subject, rung = '' } = deadline;
  if (kind === 'more') return null;
  if (kind === 'clock') return rungOfClock(plan, state, deadline, wording);
  if (kind === 'resume') return comingOfCase(plan, state, deadline);
  const task = state.tasks[subject];
  const found = stepOf(plan, task ? `${task.stage}/${task.step}` : subject);
  const stage = found?.stage ?? stageOf(plan, subject);
  if (!stage) return null;
  const place = placeOf(plan, stage.id, found?.step.id ?? null, task?.id ?? null);
  const common = { ...place, at: iso(deadline.at), paused: standsStill(state, deadline) };
  if (kind === 'rung' || kind === 'target') {
    const step = found?.step;
    const sla = step ? ('sla' in step ? step.sla : undefined) : stage.target;
    const effects = slaOf(plan, sla)?.ladder.find(({ at }) => at === rung)?.do ?? [];
    const isDue = deadline.at === dueOf(plan, state, subject);
    return {
      ...common,
      kind: isDue ? 'due' : 'rung',
      does: effects.map((effect) => effectText(plan, effect, wording)),
    };
  }
  if (kind === 'timeout') return { ...common, kind, does: timeoutDoes(plan, found?.step.timeout, wording) };
  return { ...common, kind, does: [] };
}

function timeoutDoes(
  plan: Plan,
  timeout: NonNullable<ReturnType<typeof stepOf>>['step']['timeout'],
  wording: Wording | undefined,
): Label[] {
  const then = timeout?.then;
  const end: Label[] =
    then === 'skip'
      ? [{ 'zh-CN': '跳过该步骤', en: 'The step is skipped' }]
      : then === 'complete'
        ? [{ 'zh-CN': '视为完成', en: 'The step counts as done' }]
        : [];
  return [...(timeout?.do ?? []).map((effect) => effectText(plan, effect, wording)), ...end];
}

function taskDues(plan: Plan, state: ProcessState): Coming[] {
  return openTasks(state.tasks).flatMap((task) => {
    if (task.due === null) return [];
    const pause = state.clocks?.[task.id]?.request.pause;
    const clock = { pause, subject: task.id };
    return [
      {
        ...placeOf(plan, task.stage, task.step, task.id),
        at: iso(task.due),
        kind: 'due' as const,
        does: [],
        paused: standsStill(state, clock),
      },
    ];
  });
}

function targetDues(plan: Plan, state: ProcessState): Coming[] {
  const stage = state.stage === null ? undefined : stageOf(plan, state.stage);
  const running = stage && state.clocks?.[stage.id];
  const due = stage && dueOf(plan, state, stage.id);
  if (!stage || !running || due == null) return [];
  const paused = standsStill(state, { pause: running.request.pause, subject: stage.id });
  return [{ ...placeOf(plan, stage.id, null, null), at: iso(due), kind: 'due', does: [], paused }];
}

function clockDues(plan: Plan, state: ProcessState): Coming[] {
  return (plan.definition.clocks ?? []).flatMap((clock) => {
    const run = state.caseClocks?.[clock.id];
    if (run?.status !== 'running' || run.due === null) return [];
    return [comingOfClock(state, clock, run.due)];
  });
}

/** The case as a whole, by the name of its process. */
function comingOfCase(plan: Plan, state: ProcessState, { at }: Deadline): Coming {
  const place = {
    stage: state.stage ?? '',
    step: null,
    task: null,
    clock: null,
    title: plan.definition.title,
  };
  return { ...place, at: iso(at), kind: 'resume', does: [], paused: false };
}

function rungOfClock(
  plan: Plan,
  state: ProcessState,
  { subject, at, rung }: Deadline,
  wording: Wording | undefined,
): Coming | null {
  const clock = plan.definition.clocks?.find(({ id }) => subjectOfClock(id) === subject);
  if (!clock) return null;
  const effects = slaOf(plan, clock.sla)?.ladder.find((item) => item.at === rung)?.do ?? [];
  const kind = at === clockRunOf(state, subject)?.due ? 'due' : 'rung';
  return {
    ...comingOfClock(state, clock, at),
    kind,
    does: effects.map((effect) => effectText(plan, effect, wording)),
  };
}

function comingOfClock(state: ProcessState, { id, title }: CaseClock, at: Instant): Coming {
  const paused = standsStill(state, { subject: subjectOfClock(id) });
  const place = { stage: state.stage ?? '', step: null, task: null, clock: id, title };
  return { ...place, at: iso(at), kind: 'due', does: [], paused };
}

function dueOf(plan: Plan, state: ProcessState, subject: string): Instant | null {
  const task = state.tasks[subject];
  if (task) return task.due;
  const running = state.clocks?.[subject];
  return running ? instantOfDue(plan, running) : null;
}

function placeOf(plan: Plan, stageId: string, stepId: string | null, task: string | null) {
  const stage = stageOf(plan, stageId)?.title;
  const step = stepId === null ? undefined : stepOf(plan, `${stageId}/${stepId}`)?.step.title;
  // A computed title is known only to its task.
  const own = step && !('cel' in step) ? step : stepId === null ? undefined : { en: stepId };
  return { stage: stageId, step: stepId, task, clock: null, title: own ?? stage ?? { en: stageId } };
}

function isAbout(a: Coming, b: Coming): boolean {
  return a.stage === b.stage && a.step === b.step && a.task === b.task && a.clock === b.clock;
}

function iso(at: Instant): string {
  return new Date(at).toISOString();
}
