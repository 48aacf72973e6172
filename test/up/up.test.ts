import { connect } from '../../db/connect';
import { until } from '../../cli/up/until';
import { send } from '../../cli/up/processes';
import { allGone, guanxi, processesOf, startSystem, type StartedSystem } from '../support/system';

jest.setTimeout(400_000);

describe('guanxi up', () => {
  let system: StartedSystem;

  beforeAll(async () => {
    system = await startSystem();
  });
  afterAll(async () => {
    await system.stop();
    system.remove();
  });

  it('has every part as a process of its own, and answers', async () => {
    expect(Object.keys(system.pids).sort()).toEqual([
      'api',
      'mail',
      'postgres',
      'supervisor',
      'temporal',
      'worker',
    ]);
    expect(new Set(Object.values(system.pids)).size).toBe(6);
    expect((await fetch(`${system.url}/readyz`)).status).toBe(200);
    expect(await (await fetch(system.url)).text()).toContain('<!doctype html>');
    expect(system.output()).toContain(system.url);
  });

  it.each(['api', 'worker', 'mail', 'temporal', 'postgres'])(
    'starts the %s again when it is killed',
    async (part) => {
      const before = system.now().pids;
      send(before[part] ?? 0, 'SIGKILL');
      const after = await until(() => newPid(part, before), { timeout: 60_000 });
      expect(after).not.toBeNull();
      expect(await until(async () => (await fetch(`${system.url}/readyz`)).ok, { timeout: 60_000 })).toBe(
        true,
      );
      const others = Object.keys(before).filter((name) => name !== part);
      for (const name of others) expect([name, system.now().pids[name]]).toEqual([name, before[name]]);
    },
  );

  it('refuses a second start on the same data with one sentence', async () => {
    const second = guanxi(['up', '--data', system.dataDir, '--port', '0']);
    expect(await second.exit).toBe(1);
    expect(second.output()).toMatch(/already runs on .* \(process \d+\)/);
    expect(second.output()).not.toMatch(/\n\s+at /);
  });

  it('makes API tokens for its people', async () => {
    const db = connect(system.databaseUrl, { max: 1 });
    const { login } = await db('employee').where({ active: true }).first<{ login: string }>('login');
    await db.destroy();
    const token = guanxi(['token', '--user', login, '--data', system.dataDir]);
    expect(await token.exit).toBe(0);
    const headers = { authorization: `Bearer ${token.output().trim().split('\n').at(-1)}` };
    const answer = await fetch(`${system.url}/api/session`, { headers });
    expect(await answer.json()).toMatchObject({ user: { login } });
    const nobody = guanxi(['token', '--user', 'nobody-here', '--data', system.dataDir]);
    expect(await nobody.exit).toBe(1);
    expect(nobody.output()).toContain('nobody-here');
  });

  it('prints the history of a case with every value, also with those that are compressed', async () => {
    const db = connect(system.databaseUrl, { max: 1 });
    const open = await db('process_instance')
      .where({ status: 'active' })
      .first<{ id: string; workflow_id: string; definition_key: string }>();
    await db.destroy();
    const history = guanxi(['history', open.workflow_id, '--data', system.dataDir]);
    expect(await history.exit).toBe(0);
    const { events } = JSON.parse(history.output()) as { events: object[] };
    expect(events[0]).toMatchObject({
      workflowExecutionStartedEventAttributes: {
        input: {
          payloads: [{ instanceId: open.id, plan: { definition: { key: open.definition_key } } }],
        },
      },
    });
    const nothing = guanxi(['history', 'nothing', '--data', system.dataDir]);
    expect(await nothing.exit).toBe(1);
    expect(nothing.output()).toContain('Temporal has no workflow nothing.');
  });

  it('stops everything on SIGTERM, and finds the same data at the next start', async () => {
    const customers = await count(system);
    const processes = processesOf(system.now());
    expect(await system.stop()).toBe(0);
    expect(await allGone(processes)).toBe(true);
    system = await restart(system);
    expect(await count(system)).toBe(customers);
  });

  it('leaves no process when the supervisor is killed, and starts again over what it left', async () => {
    const processes = processesOf(system.now());
    send(system.now().pids['supervisor'] ?? 0, 'SIGKILL');
    system = await restart(system);
    expect(await allGone(processes)).toBe(true);
    expect((await fetch(`${system.url}/readyz`)).status).toBe(200);
  });

  function newPid(part: string, before: Record<string, number>): number | null {
    const pid = system.now().pids[part];
    return pid && pid !== before[part] ? pid : null;
  }
});

async function restart(system: StartedSystem): Promise<StartedSystem> {
  const again = await startSystem({ data: system.dataDir });
  return { ...again, remove: system.remove };
}

async function count({ databaseUrl }: { databaseUrl: string }): Promise<number> {
  const db = connect(databaseUrl, { max: 1 });
  const [row] = await db('customer').count<{ count: number }[]>();
  await db.destroy();
  return row?.count ?? 0;
}
