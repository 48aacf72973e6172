import { clockRunOf, subjectOfClock } from './clock';
import { log, type Draft } from './draft';
import { runEffects, type Occasion } from './effects';
import { finish } from './events';
import { slaOf, stageOf, stepOf } from './plan';
import { skipStep, visitOf } from './runs';
import { attempt } from './steps/auto';
import { startNext } from './steps/process';
import { isOpen, openTasks } from './tasks';
import type { AutoStep, ProcessStep, Stage } from '../generated/process';
import type { Deadline, TaskState } from './types';
import type { StepVisit } from './steps/kind';
import { resume } from './operations/instance';
import { wake } from './operations/task';

const LATE = 60_000;

/** An instant that the process waited for has come. Unknown ids are old news and do nothing. */
export function onDue(draft: Draft, id: string): void {
  const deadline = draft.state.deadlines[id];
  if (!deadline) return;
  delete draft.state.deadlines[id];
  switch (deadline.kind) {
    case 'rung':
      return fireRung(draft, deadline);
    case 'target':
      return fireTarget(draft, deadline);
    case 'clock':
      return fireClock(draft, deadline);
    case 'taskWait':
      return wakeTask(draft, deadline);
    case 'resume':
      return draft.state.held ? resume(draft, 'dateReached', deadline.at) : undefined;
    case 'wait':
    case 'timeout':
    case 'retry':
    case 'more':
      return stepDue(draft, deadline);
  }
}

function fireRung(draft: Draft, deadline: Deadline): void {
  const task = draft.state.tasks[deadline.subject];
  const rung = deadline.rung ?? '';
  if (!task || !isOpen(task) || task.dueVersion !== deadline.dueVersion || task.fired.includes(rung)) return;
  task.fired.push(rung);
  const { stage, step } = task;
  log(
    draft,
    'rungFired',
    { stage, step },
    { rung, task: task.id, dueVersion: task.dueVersion, at: deadline.at, late: isLate(draft, deadline) },
  );
  const declared = stepOf(draft.plan, `${stage}/${step}`);
  if (!declared || (declared.step.kind !== 'human' && declared.step.kind !== 'approval')) return;
  const effects = slaOf(draft.plan, declared.step.sla)?.ladder.find((item) => item.at === rung)?.do;
  runEffects(draft, effects, {
    ...occasion(declared.stage, `rung:${rung}`, `rung:${task.id}:${rung}`, step),
    tasks: [task],
    counter: task,
  });
}

function fireTarget(draft: Draft, deadline: Deadline): void {
  const stage = stageOf(draft.plan, deadline.subject);
  if (!stage || draft.state.stage !== stage.id) return;
  const rung = deadline.rung ?? '';
  log(draft, 'rungFired', { stage: stage.id }, { rung, at: deadline.at, late: isLate(draft, deadline) });
  const effects = slaOf(draft.plan, stage.target)?.ladder.find((item) => item.at === rung)?.do;
  runEffects(draft, effects, {
    ...occasion(stage, `rung:${rung}`, `target:${stage.id}:${rung}`),
    tasks: tasksAt(draft, stage.id),
    isOfMany: true,
    counter: draft.state.stages[stage.id],
  });
}

/** What is open in a stage or a step; cases from before semantics 4 asked only the rungs of tasks and clocks. */
function tasksAt({ state }: Draft, stageId: string, stepId?: string): TaskState[] {
  if (state.semantics < 4) return [];
  return openTasks(state.tasks).filter(
    ({ stage, step }) => stage === stageId && (stepId === undefined || step === stepId),
  );
}

/** A rung of a clock of the case: what its effects say of the assignee is of whoever has open tasks. */
function fireClock(draft: Draft, deadline: Deadline): void {
  const { plan, state } = draft;
  const rung = deadline.rung ?? '';
  const clock = plan.definition.clocks?.find(({ id }) => subjectOfClock(id) === deadline.subject);
  const run = clockRunOf(state, deadline.subject);
  if (!clock || run?.status !== 'running' || run.run !== deadline.dueVersion || run.fired.includes(rung))
    return;
  run.fired.push(rung);
  const data = { rung, clock: clock.id, dueVersion: run.run, at: deadline.at, late: isLate(draft, deadline) };
  log(draft, 'rungFired', {}, data);
  const effects = slaOf(plan, clock.sla)?.ladder.find((item) => item.at === rung)?.do;
  runEffects(draft, effects, {
    stage: stageOf(plan, state.stage ?? '') ?? null,
    tasks: openTasks(state.tasks),
    isOfMany: true,
    counter: run,
    clock: clock.id,
    reason: `rung:${rung}`,
    place: { id: `${deadline.subject}/${rung}`, stage: null, step: null, pointer: '/do' },
  });
}

function wakeTask(draft: Draft, deadline: Deadline): void {
  const task = draft.state.tasks[deadline.subject];
  if (task?.status === 'wait') wake(draft, task, 'dateReached', deadline.at);
}

function stepDue(draft: Draft, deadline: Deadline): void {
  const found = stepOf(draft.plan, deadline.subject);
  if (!found) return;
  const at = visitOf(draft, found.stage, found.step);
  if (at.state.status !== 'open') return;
  if (deadline.kind === 'wait') return finish(draft, at, {});
  // Only auto steps ask for a retry.
  if (deadline.kind === 'retry') return attempt(draft, at as StepVisit<AutoStep>);
  // Only steps that start processes ask for more.
  if (deadline.kind === 'more') return startNext(draft, at as StepVisit<ProcessStep>);
  timeOut(draft, at);
}

function timeOut(draft: Draft, at: StepVisit): void {
  const { timeout } = at.step;
  log(draft, 'stepTimedOut', { stage: at.stage.id, step: at.step.id });
  runEffects(draft, timeout?.do, {
    ...occasion(at.stage, 'timeout', `timeout:${at.stage.id}/${at.step.id}`),
    tasks: tasksAt(draft, at.stage.id, at.step.id),
    isOfMany: at.step.kind !== 'human',
  });
  if (timeout?.then === 'skip') skipStep(draft, at.stage, at.step, 'timeout');
  if (timeout?.then === 'complete') {
    skipStep(draft, at.stage, at.step, 'timeout');
    if (at.step.kind === 'auto') at.state.timedOut = true;
    finish(draft, at, { timedOut: true });
  }
}

function occasion(stage: Stage, reason: string, id: string, step: string | null = null): Occasion {
  return { stage, reason, place: { id, stage: stage.id, step, pointer: '/do' } };
}

function isLate(draft: Draft, deadline: Deadline): boolean {
  return draft.now - deadline.at > LATE;
}
