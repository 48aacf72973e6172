import { randomUUID } from 'node:crypto';
import { checkAnswers } from '../../definitions/forms';
import { until } from '../../cli/up/until';
import { findInstanceByWorkflow, type InstanceRow } from '../../db/instances';
import { newest } from '../../db/definitions';
import { startInstance } from '../../db/startInstance';
import { addDuration } from '../../domain/calendar/business';
import { matches } from '../../domain/dunning/compare';
import { DomainError } from '../../domain/errors';
import type { ProcessDefinition } from '../../domain/generated/process';
import type { Scenario } from '../../domain/generated/scenario';
import type { Command } from '../../domain/process/commands';
import { childrenOf } from '../../domain/process/simulate/expectations';
import { simulateProcess } from '../../domain/process/simulate/simulate';
import { openTasks } from '../../domain/process/tasks';
import type { JsonObject, ProcessState } from '../../domain/process/types';
import type { Stage } from './stage';

export interface Played {
  workflowId: string;
  /** Where the running system and the simulator disagree. */
  differences: unknown[];
}

type Step = Scenario['steps'][number];
/** Everybody who does tasks here is this one; whatever else is done by the administrator. */
const CLERK = 'li';
const LEADER = 'admin';

/** Plays a scenario on a real instance and compares each step with what the simulator says. */
export async function playForReal(
  stage: Stage,
  definition: ProcessDefinition,
  scenario: Scenario,
  documents: readonly unknown[],
  sleep: (milliseconds: number) => Promise<void>,
): Promise<Played> {
  const instance = await startCase(stage, definition.key, scenario);
  const differences: unknown[] = [];
  for (const [n, step] of scenario.steps.entries()) {
    const refused = await takeStep(stage, instance, step, sleep);
    if (refused !== (step.refused ?? null)) differences.push({ n, refused, expected: step.refused ?? null });
    const { final } = simulateProcess(
      definition,
      { ...scenario, steps: scenario.steps.slice(0, n + 1) },
      documents,
      checkAnswers,
    );
    const { status, outcome } = final;
    // The snapshot in the database does not keep the order of opening.
    const open = [...final.open].sort();
    const expected = { status, stage: final.stage, outcome, open, tasks: open, ...kidsIn(step) };
    const actual = await settledAt(stage, instance, expected, step);
    if (!matches(expected, actual)) differences.push({ n, step, actual, expected });
    if (differences.length > 0) break;
  }
  return { workflowId: instance.workflowId, differences };
}

async function startCase(stage: Stage, key: string, scenario: Scenario): Promise<InstanceRow> {
  const { db } = stage.company;
  const definition = await newest(db, 'process', key);
  if (!definition) throw new Error(`${key} is not published`);
  // A scenario's variables are JSON.
  const vars = (scenario.given?.vars ?? {}) as JsonObject;
  const started = await startInstance(db, { definition, title: scenario.name, input: vars });
  return running(stage, started.workflowId);
}

function running(stage: Stage, workflowId: string): Promise<InstanceRow> {
  return stage.eventually(async () => {
    const row = await findInstanceByWorkflow(stage.company.db, workflowId);
    return row && row.status !== 'starting' && row;
  }, workflowId);
}

/** The code of the refusal, or null. */
async function takeStep(
  stage: Stage,
  instance: InstanceRow,
  step: Step,
  sleep: (milliseconds: number) => Promise<void>,
): Promise<string | null> {
  if (typeof step.event === 'string') {
    await stage.temporal.signal(instance.workflowId, 'event', {
      name: step.event,
      data: {},
      ...dataIn(step),
    });
    return null;
  }
  if (typeof step.advance === 'string') {
    await sleep(addDuration(null, 'UTC', 0, step.advance, 'calendar'));
    return null;
  }
  if (typeof step.effectDone === 'string') {
    await finishChild(stage, instance, step.effectDone, step.child);
    return null;
  }
  const command = commandOf(step);
  return command ? act(stage, instance, command) : null;
}

async function act(stage: Stage, instance: InstanceRow, command: Command): Promise<string | null> {
  try {
    await stage.act(instance, command.op === 'complete' ? CLERK : LEADER, command, randomUUID());
    return null;
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}

function commandOf(step: Step): Command | null {
  const reason = typeof step.reason === 'string' ? step.reason : 'scenario';
  if (typeof step.complete === 'string')
    return { op: 'complete', step: step.complete, with: (step.with ?? {}) as JsonObject }; // JSON in the file
  if (typeof step.skip === 'string') return { op: 'skip', step: step.skip, reason };
  if (typeof step.close === 'string') return { op: 'close', step: step.close, reason };
  if (typeof step.open === 'string') return { op: 'open', step: step.open };
  if (step.cancel === true) return { op: 'cancel', reason };
  if (Object.keys(step).every((key) => key === 'expect')) return null;
  throw new Error(`The player knows no ${Object.keys(step).join(', ')}`);
}

/** Does all that there is to do in the process that a step started. */
async function finishChild(stage: Stage, parent: InstanceRow, step: string, index: unknown): Promise<void> {
  const { db } = stage.company;
  const children = Object.entries((await runOf(stage, parent, step))?.children ?? {});
  const [effect = ''] =
    children.find(([, child]) => !child.done && child.index === (index ?? child.index)) ?? [];
  const row = await stage.eventually(
    () =>
      db('process_instance')
        .first<{ workflow_id: string } | undefined>('workflow_id')
        .where({ parent_id: parent.id, parent_effect: effect }),
    `the process of ${step}`,
  );
  const child = await running(stage, row.workflow_id);
  for (let open = openTasks((await stateOf(stage, child)).tasks); open[0];) {
    const refused = await act(stage, child, { op: 'complete', task: open[0].id, with: {} });
    if (refused) throw new Error(refused);
    open = openTasks((await stateOf(stage, child)).tasks);
  }
  const heard = async () => {
    const run = await runOf(stage, parent, step);
    // A step that is done listens no more.
    return run?.status !== 'open' || run.children?.[effect]?.done;
  };
  await stage.eventually(heard, 'the news of the end');
}

async function runOf(stage: Stage, parent: InstanceRow, step: string) {
  const { stages } = await stateOf(stage, parent);
  return Object.values(stages).find(({ steps }) => steps[step])?.steps[step];
}

/** Waits until the case stands as expected, or gives where it stands instead. */
async function settledAt(stage: Stage, instance: InstanceRow, expected: object, step: Step): Promise<object> {
  let seen: object = {};
  const look = async () => matches(expected, (seen = await standing(stage, instance, step)));
  await until(look, { timeout: 10_000, every: 50 });
  return seen;
}

async function standing(stage: Stage, instance: InstanceRow, step: Step): Promise<object> {
  const { db } = stage.company;
  const row = await findInstanceByWorkflow(db, instance.workflowId);
  const state = await stateOf(stage, instance);
  const tasks = await db('task')
    .where({ instance_id: instance.id })
    .whereNotIn('status', ['complete', 'close'])
    .select<{ stage: string; step: string }[]>('stage', 'step');
  const references = (items: { stage: string; step: string }[]) =>
    [...new Set(items.map((item) => `${item.stage}/${item.step}`))].sort();
  return {
    status: row?.status,
    stage: row?.stage,
    outcome: row?.outcome,
    open: references(openTasks(state.tasks)),
    tasks: references(tasks),
    children: childrenOf({ state }, kidsIn(step).children),
  };
}

function kidsIn({ expect }: Step): { children?: unknown } {
  const isGiven = typeof expect === 'object' && expect !== null && 'children' in expect;
  return isGiven ? { children: expect.children } : {};
}

function dataIn({ data }: Step): { data?: JsonObject } {
  return data === undefined ? {} : { data: data as JsonObject }; // JSON in the file
}

async function stateOf(stage: Stage, { workflowId }: InstanceRow): Promise<ProcessState> {
  const row = await findInstanceByWorkflow(stage.company.db, workflowId);
  return row?.state as unknown as ProcessState; // the snapshot is a state
}
