import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { createWorker } from '../../activities/worker';
import { loadPlan } from '../../db/plan';
import { startInstance } from '../../db/startInstance';
import type { Command } from '../../domain/process/commands';
import type { Plan } from '../../domain/process/types';
import {
  COMMAND_UPDATE,
  PROCESS_WORKFLOW,
  SEARCH_ATTRIBUTES,
  type CommandInput,
  type ProcessInput,
} from '../../workflows/messages';
import { openCompany, type Company } from '../db/company';
import { timeSkippingPath } from '../support/servers';
import { publishProcess } from './process';

const TASK_QUEUE = 'case-clocks-test';
const HOUR = 3_600_000;
/** temporal.api.enums.v1.IndexedValueType */
const KEYWORD = 2;
const text = (name: string) => ({ 'zh-CN': name, en: name });
const human = (id: string) => ({ id, kind: 'human', title: text(id), assign: 'owner' });
const ladder = [
  { at: '-PT1H', do: [{ notify: 'assignee' }] },
  { at: 'PT0S', do: [{ notify: ['assignee', 'owner'] }, { raisePriority: 'high' }] },
];
/** Due while the case is held, unless that time does not count. */
const OF_TASK = { due: 'PT12H', pauseWhile: ['onHold'], ladder: [{ at: 'PT0S', do: [{ notify: 'owner' }] }] };
const CLOCKS = [
  {
    id: 'response',
    title: text('Response'),
    sla: { due: 'PT4H' },
    until: { when: "steps.call.status == 'completed'" },
  },
  {
    id: 'resolution',
    title: text('Resolution'),
    sla: { due: 'PT24H', pauseWhile: ['onHold'], ladder },
    until: { when: "steps.accept.status == 'completed'" },
  },
];

let company: Company;
let environment: TestWorkflowEnvironment;
let stopWorker: () => Promise<void>;
beforeAll(async () => {
  const executable = { type: 'existing-path' as const, path: timeSkippingPath() };
  environment = await TestWorkflowEnvironment.createTimeSkipping({ server: { executable } });
  await environment.connection.operatorService.addSearchAttributes({
    namespace: 'default',
    searchAttributes: Object.fromEntries(Object.keys(SEARCH_ATTRIBUTES).map((name) => [name, KEYWORD])),
  });
  company = await openCompany();
  const { nativeConnection: connection } = environment;
  const worker = await createWorker({
    connection,
    db: company.db,
    namespace: 'default',
    taskQueue: TASK_QUEUE,
  });
  const running = worker.run();
  stopWorker = async () => {
    worker.shutdown();
    await running;
  };
}, 60_000);
afterAll(async () => {
  await stopWorker();
  await environment.teardown();
  await company.close();
});

async function open() {
  const { db, idOf } = company;
  const stages = {
    reach: { steps: [human('call')] },
    work: { steps: [{ ...human('do'), sla: OF_TASK }] },
    hand: { steps: [human('accept')] },
    after: { steps: [human('ask')] },
  };
  const definition = await publishProcess({ company }, `test.clocks.${randomUUID()}`, stages, {
    clocks: CLOCKS,
  });
  const vars = { owner: idOf('li') };
  const { id, workflowId } = await startInstance(db, { definition, title: 'x', input: vars });
  const began = await environment.currentTimeMs();
  const plan = (await loadPlan(db, definition, began)) as Plan; // it was published a moment ago
  const input: ProcessInput = {
    instanceId: id,
    plan,
    about: { customerId: null, ownerId: null },
    start: { entityId: id, entity: {}, vars },
    actor: null,
    semantics: 2,
  };
  const handle = await start(workflowId, input);
  const act = (command: Command) =>
    handle.executeUpdate<unknown, [CommandInput]>(COMMAND_UPDATE, {
      args: [{ commandId: randomUUID(), command, actor: { id: company.idOf('li'), holds: ['admin'] } }],
    });
  return { id, workflowId, input, began, act, handle };
}

const start = (workflowId: string, input: ProcessInput) =>
  environment.client.workflow.start(PROCESS_WORKFLOW, { workflowId, taskQueue: TASK_QUEUE, args: [input] });
const rungsOf = (id: string) =>
  company.db('rung_fired').select('task_key', 'rung', 'at', 'late').where({ instance_id: id }).orderBy('at');
const clocksOf = async (id: string) => {
  const rows = await company.db('clock_time').where({ instance_id: id }).orderBy('clock');
  return Object.fromEntries(rows.map(({ clock, ...row }) => [clock, row]));
};

it('two clocks run over the stages and a hold, and each is kept or missed by itself', async () => {
  const { id, began, act, handle } = await open();
  await environment.sleep('3 hours');
  await act({ op: 'complete', step: 'call' });
  expect(await clocksOf(id)).toMatchObject({
    response: { status: 'met', sla: 'kept' },
    resolution: { status: 'running', sla: null },
  });
  await environment.sleep('10 hours');
  await act({ op: 'hold', reason: 'x' });
  await environment.sleep('3 days');
  expect(await rungsOf(id)).toEqual([]);
  await act({ op: 'resume' });
  await environment.sleep('1 hour');
  await act({ op: 'complete', step: 'do' });
  const { resolution } = await clocksOf(id);
  const due = Number(resolution.due_at);
  // Held for three days and whatever the commands took; never less.
  expect(due).toBeGreaterThanOrEqual(began + 96 * HOUR);

  await environment.sleep('12 hours');
  expect(await rungsOf(id)).toMatchObject([
    { task_key: 'clock:resolution', rung: '-PT1H', late: false },
    { task_key: 'clock:resolution', rung: 'PT0S', late: false },
  ]);
  const [warned, fired] = await rungsOf(id);
  expect(Number(warned.at)).toBeGreaterThanOrEqual(due - HOUR);
  expect(Number(fired.at)).toBeGreaterThanOrEqual(due);
  const task = await company.db('task').first().where({ instance_id: id, step: 'accept' });
  expect(task).toMatchObject({ priority: 'high', status: 'prepare' });
  // The owner has the task: whoever is meant twice is told once.
  const notices = await company.db('notification').where({ instance_id: id });
  expect(notices.map((row) => row.employee_id)).toEqual([company.idOf('li'), company.idOf('li')]);

  await act({ op: 'complete', step: 'accept' });
  const after = await clocksOf(id);
  expect(after.resolution).toMatchObject({ status: 'missed', sla: 'missed' });
  expect(Number(after.resolution.seconds_left)).toBeLessThan(0);
  await act({ op: 'complete', step: 'ask' });
  await handle.result();
  const lines = await company.db('process_event').where({ instance_id: id }).orderBy('id');
  expect(lines.flatMap(({ event, data }) => (event === 'clockStopped' ? [data.result] : []))).toEqual([
    'met',
    'missed',
  ]);
  if (process.env['GUANXI_RECORD'])
    writeFileSync(
      join(__dirname, '../replay/histories/clocks.missed.json'),
      historyToJSON(await handle.fetchHistory()),
    );
}, 60_000);

it('a clock goes on in a run that continued as new, and its rungs are on time', async () => {
  const { id, workflowId, input, began, handle } = await open();
  await environment.sleep('1 hour');
  await handle.terminate();
  const { state } = await company.db('process_instance').first('state').where({ id });
  await start(workflowId, { ...input, start: undefined, state });
  await environment.sleep('30 hours');
  const rungs = await rungsOf(id);
  expect(rungs).toMatchObject([
    { task_key: 'clock:resolution', rung: '-PT1H', late: false },
    { task_key: 'clock:resolution', rung: 'PT0S', late: false },
  ]);
  expect(Number(rungs[1].at)).toBeGreaterThanOrEqual(began + 24 * HOUR);
}, 60_000);
