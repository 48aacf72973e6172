import { renameClocks, subjectOfClock } from './clock';
import type { Draft } from './draft';
import { stageName, stepName, type MigrationRules } from './migrationRules';
import { stageOf, stepOf } from './plan';
import { HOLD } from './release';
import { callAnew, runName } from './runName';
import type { Plan, ProcessState, StageState } from './types';

/** What stages and `stage/step` are called by another version. */
type Names = Map<string, string>;

/**
 * Of a stage that was visited, and of its steps, whatever has a successor goes on under its name. What the new version
 * does not know is kept as it was: nothing looks at it, and moving back finds it done.
 */
export function renameStages({ state }: Draft, to: Plan, rules: MigrationRules): void {
  const names = namesOf(state, to, rules);
  if (state.semantics >= 5) keepNames(state, names);
  const stages: ProcessState['stages'] = {};
  for (const [id, stage] of Object.entries(state.stages)) {
    const target = names.get(id) ?? id;
    const steps: StageState['steps'] = {};
    for (const [step, run] of Object.entries(stage.steps)) {
      const [, name = step] = names.get(`${id}/${step}`)?.split('/') ?? [];
      // Where two have one name, what is open counts, else the one that was there first.
      if (!steps[name] || run.status === 'open') steps[name] = run;
    }
    const other = Object.hasOwn(stages, target) ? stages[target] : undefined;
    if (!other) stages[target] = { ...stage, steps };
    else if (state.semantics >= 5) stages[target] = merged(other, { ...stage, steps }, id === state.stage);
  }
  state.stages = stages;
  if (state.stage !== null) state.stage = stageName(state.stage, rules);
  for (const { id } of to.definition.clocks ?? []) names.set(subjectOfClock(id), subjectOfClock(id));
  names.set(HOLD, HOLD);
  renameEach(Object.values(state.tasks), names);
  renameEach(state.earlier ?? [], names);
  renameDeadlines(state, names);
  renameEach(Object.values(state.incidents), names);
}

/** Of what was visited; a step that has no successor, or one in another stage than its stage's, has none of these. */
function namesOf(state: ProcessState, to: Plan, rules: MigrationRules): Names {
  const names: Names = new Map();
  for (const [id, { steps }] of Object.entries(state.stages)) {
    const target = stageOf(to, stageName(id, rules))?.id ?? id;
    for (const step of Object.keys(steps)) {
      const found = stepOf(to, stepName(`${id}/${step}`, rules));
      if (found) names.set(`${id}/${step}`, `${target}/${found.stage.id === target ? found.step.id : step}`);
    }
    names.set(id, target);
  }
  return names;
}

/**
 * Runs keep the names that they have, and what is called like one of them from now on gets others: no task and no action
 * is taken for another.
 */
function keepNames(state: ProcessState, names: Names): void {
  const moved = [...names].filter(([before, after]) => before !== after);
  if (moved.length === 0) return;
  for (const [id, { visit, steps }] of Object.entries(state.stages))
    for (const [step, run] of Object.entries(steps))
      if (run.run > 0) run.key = runName(state, [id, step], visit, run);
  for (const run of state.earlier ?? []) run.key = runName(state, [run.stage, run.step], run.visit, run);
  for (const place of new Set(moved.flat()))
    if (place.includes('/') && names.has(place)) callAnew(state, place);
}

/** Two stages that a version makes one: what goes on there counts, of the other what was done in steps of its own. */
function merged(one: StageState, other: StageState, isOtherActive: boolean): StageState {
  const [main, rest] = isOtherActive ? [other, one] : [one, other];
  const passed = (main.passed ?? 0) + (rest.passed ?? 0);
  return {
    ...main,
    visit: main.visit + rest.visit,
    ...(passed > 0 && { passed }),
    steps: { ...rest.steps, ...main.steps },
  };
}

function renameEach(
  items: { stage: string | null; step: string | null }[],
  names: Map<string, string>,
): void {
  for (const item of items) {
    const [stage, step] = (names.get(`${item.stage}/${item.step}`) ?? '').split('/');
    if (stage && step) Object.assign(item, { stage, step });
  }
}

/** Instants of what is gone are forgotten; the others keep theirs under the new name. */
function renameDeadlines(state: ProcessState, names: Map<string, string>): void {
  const deadlines: ProcessState['deadlines'] = {};
  for (const [key, deadline] of Object.entries(state.deadlines)) {
    const isTask = state.tasks[deadline.subject] !== undefined;
    const subject = isTask ? deadline.subject : names.get(deadline.subject);
    if (subject === undefined) continue;
    const id = key.replace(deadline.subject, subject);
    deadlines[id] = { ...deadline, id, subject };
  }
  state.deadlines = deadlines;
  renameClocks(state, names);
}
