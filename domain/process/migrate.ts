import type { Label, Stage, Step } from '../generated/process';
import { migrateClocks } from './caseClocks';
import { emit, newStep, type Draft } from './draft';
import { stageName, stepName, type MigrationRules } from './migrationRules';
import { retry } from './operations/instance';
import { stageOf, stepOf, variableDefaults } from './plan';
import { recountByNew } from './recountByNew';
import { renameStages } from './rename';
import { resetStep } from './runs';
import { askedOf, openTasks } from './tasks';
import type { JsonObject, Plan, ProcessState, TaskState } from './types';

export interface Obstacle {
  code:
    | 'STAGE_GONE'
    | 'STEP_GONE'
    | 'STEP_TAKEN'
    | 'STEP_KIND_CHANGED'
    | 'APPROVERS_CHANGED'
    | 'STEP_STILL_ACTIVE'
    | 'TARGET_UNKNOWN';
  /** `stage` or `stage/step` of the version that the instance is on. */
  at: string;
  message: { 'zh-CN': string; en: string };
}

/** What moved: renamed stages by their old names, and the open tasks under their new ones. */
export interface Migrated {
  from: number;
  to: number;
  sha256: string;
  stages: Record<string, string>;
  tasks: MigratedTask[];
  by: string | null;
  reason?: string;
}

/** A task that goes on, as the new version names and asks it. */
interface MigratedTask {
  id: string;
  stage: string;
  step: string;
  title: Label;
  form: string | JsonObject | null;
  outcomes: { id: string; title?: Label }[];
}

/** Everything that keeps an instance on its version; empty = it can be moved. Pure, changes nothing. */
export function obstacles(from: Plan, to: Plan, state: ProcessState, rules: MigrationRules): Obstacle[] {
  // Also where it is about something that is not open: a mistyped name would lose what was done.
  const unknown = Object.entries(rules.map ?? {})
    .filter(([, name]) => !(name.includes('/') ? stepOf(to, name) : stageOf(to, name)))
    .map(([at, name]) => obstacle('TARGET_UNKNOWN', at, { 'zh-CN': name, en: name }));
  if (unknown.length > 0) return unknown;
  const stage = state.stage === null ? undefined : stageOf(from, state.stage);
  if (!stage) return [];
  const target = stageOf(to, stageName(stage.id, rules));
  if (!target) return [obstacle('STAGE_GONE', stage.id, stage.title)];
  const open = stage.steps.filter((step) => state.stages[stage.id]?.steps[step.id]?.status === 'open');
  const names = open.map((step) => stepName(`${stage.id}/${step.id}`, rules));
  return open.flatMap((step, n) =>
    names.indexOf(names[n] ?? '') < n
      ? [obstacle('STEP_TAKEN', `${stage.id}/${step.id}`, titleText(step, stage))]
      : stepObstacle(stage, step, to, target, rules),
  );
}

/**
 * Moves the instance to another version: stages, steps, tasks and instants get the names of the new one, what is open
 * stays open with whoever has it, and what the version no longer knows is withdrawn. `draft.plan` is the new plan
 * afterwards. Call it only where `obstacles` found none.
 */
export function migrate(draft: Draft, to: Plan, rules: MigrationRules, reason: string | undefined): void {
  const from = draft.plan;
  abortActive(draft, to, rules);
  renameStages(draft, to, rules);
  draft.plan = to;
  fillActiveStage(draft);
  migrateClocks(draft);
  draft.state.vars = { ...variableDefaults(to), ...draft.state.vars };
  const tasks = openTasks(draft.state.tasks).map((task) => taskOf(draft, task));
  emit(draft, {
    type: 'migrated',
    from: from.definition.version,
    to: to.definition.version,
    sha256: to.sha256,
    stages: renamed(from, rules),
    tasks,
    by: draft.actor?.id ?? null,
    ...(reason ? { reason } : {}),
  });
  if (rules.timers === 'recompute') recountByNew(draft);
  // The version may be the cure: what could not be evaluated is evaluated anew.
  for (const { id, retry: kind } of Object.values(draft.state.incidents))
    if (kind === 'expression' || kind === 'loop') retry(draft, { op: 'retry', incident: id });
}

function renamed(from: Plan, rules: MigrationRules): Record<string, string> {
  const names = from.definition.stages.map(({ id }): [string, string] => [id, stageName(id, rules)]);
  return Object.fromEntries(names.filter(([before, after]) => before !== after));
}

function stepObstacle(stage: Stage, step: Step, to: Plan, target: Stage, rules: MigrationRules): Obstacle[] {
  const at = `${stage.id}/${step.id}`;
  if (rules.ifActive?.[at] === 'abort') return [];
  if (rules.ifActive?.[at] === 'finish') return [obstacle('STEP_STILL_ACTIVE', at, titleText(step, stage))];
  const found = stepOf(to, stepName(at, rules));
  // A step cannot move into a stage that is not the active one.
  if (!found || found.stage.id !== target.id) return [obstacle('STEP_GONE', at, titleText(step, stage))];
  if (found.step.kind !== step.kind) return [obstacle('STEP_KIND_CHANGED', at, titleText(step, stage))];
  if (step.kind === 'approval' && found.step.kind === 'approval' && !sameApprovers(step, found.step))
    return [obstacle('APPROVERS_CHANGED', at, titleText(step, stage))];
  return [];
}

function sameApprovers(
  a: Extract<Step, { kind: 'approval' }>,
  b: Extract<Step, { kind: 'approval' }>,
): boolean {
  return a.order === b.order && JSON.stringify(a.approvers) === JSON.stringify(b.approvers);
}

const MESSAGES: Record<Obstacle['code'], [string, string]> = {
  STAGE_GONE: [
    '新版本没有当前阶段“{name}”，请在 map 中指定',
    'The new version has no stage "{name}", which is active; name its successor in `map`',
  ],
  STEP_GONE: [
    '新版本的当前阶段没有进行中的步骤“{name}”',
    'The new version has no step "{name}" in the active stage, and it is open',
  ],
  STEP_TAKEN: ['两个进行中的步骤不能合并为一个：“{name}”', 'Two open steps cannot become one: "{name}"'],
  STEP_KIND_CHANGED: [
    '进行中的步骤“{name}”在新版本中类型不同',
    'The step "{name}" is open and of another kind in the new version',
  ],
  APPROVERS_CHANGED: [
    '正在审批的步骤“{name}”在新版本中审批人不同',
    'The approval "{name}" is under way and has other approvers in the new version',
  ],
  STEP_STILL_ACTIVE: [
    '步骤“{name}”须先完成（ifActive: finish）',
    'The step "{name}" has to be finished first (ifActive: finish)',
  ],
  TARGET_UNKNOWN: ['新版本没有 map 中所写的“{name}”', 'The new version has no "{name}", which `map` names'],
};

function obstacle(code: Obstacle['code'], at: string, title: Label): Obstacle {
  const [zh, en] = MESSAGES[code];
  return {
    code,
    at,
    message: {
      'zh-CN': zh.replace('{name}', title['zh-CN'] ?? at),
      en: en.replace('{name}', title.en ?? at),
    },
  };
}

function titleText(step: Step, stage: Stage): Label {
  return step.title && !('cel' in step.title)
    ? step.title
    : { 'zh-CN': `${stage.title['zh-CN'] ?? stage.id}/${step.id}`, en: step.id };
}

/** What is to be aborted begins anew where the new version has it, and so does a wait for something else than before. */
function abortActive(draft: Draft, to: Plan, rules: MigrationRules): void {
  const active = draft.state.stage === null ? undefined : stageOf(draft.plan, draft.state.stage);
  for (const step of active?.steps ?? []) {
    const at = `${active?.id}/${step.id}`;
    if (!active || draft.state.stages[active.id]?.steps[step.id]?.status !== 'open') continue;
    const after = stepOf(to, stepName(at, rules))?.step;
    const waitsAnew =
      step.kind === 'wait' &&
      after?.kind === 'wait' &&
      JSON.stringify(step.for) !== JSON.stringify(after.for);
    if (waitsAnew || rules.ifActive?.[at] === 'abort') resetStep(draft, active, step, 'migrated');
  }
}

/** Steps that the active stage did not have begin as pending; `advance` opens those whose turn it is. */
function fillActiveStage(draft: Draft): void {
  const { state, plan } = draft;
  const stage = state.stage === null ? undefined : stageOf(plan, state.stage);
  const visit = stage && state.stages[stage.id];
  if (!stage || !visit) return;
  for (const step of stage.steps) visit.steps[step.id] ??= { ...newStep(), run: lastRun(state, stage, step) };
}

/** Tasks of an earlier version may bear this step's name; its runs are counted on, so that no task id comes twice. */
function lastRun(state: ProcessState, stage: Stage, step: Step): number {
  const visit = state.stages[stage.id]?.visit ?? 1;
  const prefix = `${stage.id}.${step.id}.${visit}.`;
  const runs = Object.keys(state.tasks).flatMap((id) =>
    id.startsWith(prefix) ? [Number(id.slice(prefix.length).split('.')[0])] : [],
  );
  return Math.max(0, ...runs);
}

/** What the new version says of a task that goes on. */
function taskOf(draft: Draft, { id, stage, step }: TaskState): MigratedTask {
  const found = stepOf(draft.plan, `${stage}/${step}`);
  const asked =
    found?.step.kind === 'human' || found?.step.kind === 'approval'
      ? askedOf(draft, found.stage, found.step)
      : { title: {}, form: null, outcomes: [] };
  return { id, stage, step, ...asked };
}
