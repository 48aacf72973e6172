import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import { loadPlan } from '../../db/plan';
import type { Plan } from '../../domain/process/types';
import { publishProcess } from './process';
import { openSkipping, type Skipping } from './skipping';

const HOUR = 3_600_000;
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

let skipping: Skipping;
beforeAll(async () => {
  skipping = await openSkipping();
}, 60_000);
afterAll(() => skipping.close());

const STAGES = {
  reach: { steps: [human('call')] },
  work: { steps: [{ ...human('do'), sla: OF_TASK }] },
  hand: { steps: [human('accept')] },
  after: { steps: [human('ask')] },
};
const open = () => skipping.open(`test.clocks.${randomUUID()}`, STAGES, { clocks: CLOCKS }, 2);
const clocksOf = async (id: string) => {
  const rows = await skipping.company.db('clock_time').where({ instance_id: id }).orderBy('clock');
  return Object.fromEntries(rows.map(({ clock, ...row }) => [clock, row]));
};

it('two clocks run over the stages and a hold, and each is kept or missed by itself', async () => {
  const { company, environment, rungsOf } = skipping;
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
  const { company, environment, rungsOf, start } = skipping;
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

it('a clock stays, goes, comes and is counted again by other versions', async () => {
  const { company, environment, rungsOf } = skipping;
  const key = `test.clocks.${randomUUID()}`;
  const [response, resolution] = CLOCKS as [(typeof CLOCKS)[0], (typeof CLOCKS)[1]];
  const quick = { ...resolution, sla: { ...resolution.sla, due: 'PT12H' } };
  const visit = { ...resolution, id: 'visit', sla: { due: { cel: "vars.urgent ? 'PT6H' : 'PT48H'" } } };
  const vars = { type: 'object', properties: { urgent: { type: 'boolean', default: false } } };
  const stages = { ...STAGES, reach: { steps: [{ ...human('call'), set: { '/vars/urgent': true } }] } };
  const { id, began, act, input } = await skipping.open(key, stages, {
    vars,
    clocks: [response, resolution],
  });
  const migrate = async (version: number, clocks: unknown[], timers: 'keep' | 'recompute') => {
    await publishProcess({ company }, key, stages, { vars, clocks, version });
    const plan = (await loadPlan(company.db, { key, version }, began)) as Plan; // it was published a moment ago
    await act({ op: 'migrate', plan, rules: { map: {}, timers, ifActive: {} }, semantics: input.semantics });
  };
  const hours = async (clock: string) =>
    Math.round((Number((await clocksOf(id))[clock].due_at) - began) / HOUR);
  await environment.sleep('1 hour');
  await migrate(2, [quick, visit], 'keep');
  expect(await clocksOf(id)).toMatchObject({
    response: { status: 'withdrawn', sla: null },
    resolution: { status: 'running' },
    visit: { status: 'running' },
  });
  expect([await hours('resolution'), await hours('visit')]).toEqual([24, 48]);
  await act({ op: 'complete', step: 'call' });
  expect(await hours('visit')).toBe(6);
  await migrate(3, [quick, visit], 'recompute');
  expect([await hours('resolution'), await hours('visit')]).toEqual([12, 6]);
  await environment.sleep('30 hours');
  const rungs = await rungsOf(id);
  expect(rungs).toMatchObject([
    { task_key: 'clock:resolution', rung: '-PT1H', late: false },
    { task_key: 'clock:resolution', rung: 'PT0S', late: false },
    { task_key: 'work.do.1.1', rung: 'PT0S', late: false },
  ]);
  expect(Number(rungs[1].at)).toBeGreaterThanOrEqual(began + 12 * HOUR);
}, 60_000);
