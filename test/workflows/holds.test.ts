import { randomUUID } from 'node:crypto';
import { human } from './process';
import { openSkipping, type Skipping } from './skipping';

const HOUR = 3_600_000;
const sla = { due: 'PT12H', pauseWhile: ['onHold'], ladder: [{ at: 'PT0S', do: [{ notify: 'owner' }] }] };
const wait = { id: 'rest', kind: 'wait', for: { after: 'PT6H' }, timeout: { after: 'P9D' } };

let skipping: Skipping;
beforeAll(async () => {
  skipping = await openSkipping();
}, 60_000);
afterAll(() => skipping.close());

it('a hold until an instant ends by itself, and neither a delay nor an SLA runs on in it', async () => {
  const { company, environment, rungsOf } = skipping;
  const stages = { s: { steps: [human('do', { sla }), wait, human('then', { needs: ['rest'] })] } };
  const { id, began, act } = await skipping.open(`test.holds.${randomUUID()}`, stages);
  const instance = () => company.db('process_instance').first().where({ id });
  const tasks = async () => (await company.db('task').where({ instance_id: id })).map(({ step }) => step);
  await environment.sleep('1 hour');
  const until = (await environment.currentTimeMs()) + 72 * HOUR;
  await act({ op: 'hold', reason: '客户放假', until });
  expect(await instance()).toMatchObject({ status: 'held' });
  expect(Number((await instance()).next_at)).toBe(until);
  await environment.sleep('71 hours');
  expect(await tasks()).toEqual(['do']);
  expect(await rungsOf(id)).toEqual([]);

  await environment.sleep('2 hours');
  expect(await instance()).toMatchObject({ status: 'active', state: { held: null } });
  const line = await company.db('process_event').first().where({ instance_id: id, event: 'resumed' });
  expect(line).toMatchObject({ actor_id: null });
  expect(Number(line.at)).toBeGreaterThanOrEqual(until);
  const { due_at: due } = await company.db('task').first().where({ instance_id: id, step: 'do' });
  expect(Number(due)).toBeGreaterThanOrEqual(began + 84 * HOUR - 1_000);

  await environment.sleep('5 hours');
  expect(await tasks()).toEqual(['do', 'then']);
  await environment.sleep('7 hours');
  expect(await rungsOf(id)).toMatchObject([{ task_key: 's.do.1.1', rung: 'PT0S', late: false }]);
}, 60_000);

it('a task that waits until an instant wakes by itself, and the target of its stage fires on time', async () => {
  const { company, environment, rungsOf } = skipping;
  const target = { due: 'P3D', ladder: [{ at: 'PT0S', do: [{ raisePriority: true }] }] };
  const stages = { s: { target, steps: [human('do', { sla })] } };
  const { id, began, act } = await skipping.open(`test.holds.${randomUUID()}`, stages);
  const task = () => company.db('task').first().where({ instance_id: id });
  await environment.sleep('1 hour');
  await act({ op: 'wait', step: 'do', until: began + 30 * HOUR });
  await environment.sleep('28 hours');
  expect(await task()).toMatchObject({ status: 'wait', priority: 'normal' });

  await environment.sleep('2 hours');
  expect(await task()).toMatchObject({ status: 'execute' });
  await environment.sleep('60 hours');
  expect(await task()).toMatchObject({ priority: 'high' });
  expect((await rungsOf(id)).map(({ late }) => late)).toEqual([false, false]);
}, 60_000);
