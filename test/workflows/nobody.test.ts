import type { InstanceRow } from '../../db/instances';
import { begin, human, publishProcess, type Published } from './process';
import { openStage, type Stage } from './stage';

// A task that nobody may get: queue, one notice, an incident that closes itself, a retry that looks again.
jest.setTimeout(60_000);

let stage: Stage;
let definition: Published;
beforeAll(async () => {
  stage = await openStage();
  definition = await publishProcess(
    stage,
    'test.nobody',
    { s: { steps: [human('a', { assign: 'desk' })] } },
    {
      roles: { owner: { by: 'field', path: '/vars/owner' }, desk: { by: 'pool', group: 'night-desk' } },
      assignment: { ifNone: { queue: 'front', notify: ['owner'] } },
    },
  );
}, 60_000);
afterAll(() => stage.close());

const serve = (login: string, groups: string[]) =>
  stage.company.db('employee').where({ login }).update({ groups });
const open = ({ id }: InstanceRow) =>
  stage.company.db('incident').where({ instance_id: id }).whereNull('resolved_at');
const noticesOf = ({ id }: InstanceRow) => stage.company.db('notification').where({ instance_id: id });
const taskOf = ({ id }: InstanceRow) => stage.company.db('task').first().where({ instance_id: id });

async function lost(): Promise<InstanceRow> {
  await serve('zhou', []);
  const instance = await begin(stage, definition);
  expect(await taskOf(instance)).toMatchObject({ assignee_id: null, queue: 'front', status: 'prepare' });
  expect(await open(instance)).toMatchObject([
    { code: 'NOBODY_ELIGIBLE', retry: 'assignment', stage: 's', step: 'a' },
  ]);
  // the notice says which task of which case
  expect(await noticesOf(instance)).toMatchObject([
    { employee_id: stage.company.idOf('li'), body: { 'zh-CN': 'a · test.nobody', en: 'a · test.nobody' } },
  ]);
  return instance;
}

it('a retry in vain leaves one incident and one notice; with somebody there it gives them the task', async () => {
  const instance = await lost();
  await stage.act(instance, 'qian', { op: 'retry' });
  expect(await open(instance)).toHaveLength(1);
  expect(await noticesOf(instance)).toHaveLength(1);
  await serve('zhou', ['night-desk']);
  await stage.act(instance, 'qian', { op: 'retry' });
  expect(await taskOf(instance)).toMatchObject({ assignee_id: stage.company.idOf('zhou') });
  expect(await open(instance)).toEqual([]);
  await stage.act(instance, 'zhou', { op: 'decline', step: 'a', reason: 'x' });
  expect(await open(instance)).toHaveLength(1);
  expect(await noticesOf(instance)).toHaveLength(2);
});

it.each([
  ['is claimed', 'wu', { op: 'claim', step: 'a' } as const],
  ['is given to somebody', 'wu', null],
])('the incident closes itself when the task %s', async (_, login, command) => {
  const instance = await lost();
  await serve('wu', ['front']);
  const to = stage.company.idOf(login);
  if (command) await stage.act(instance, login, command);
  else await stage.act(instance, 'qian', { op: 'reassign', step: 'a', to });
  expect(await taskOf(instance)).toMatchObject({ assignee_id: to });
  expect(await open(instance)).toEqual([]);
  expect(
    await stage.company.db('process_instance').first('incident_count').where({ id: instance.id }),
  ).toMatchObject({ incident_count: 0 });
});
