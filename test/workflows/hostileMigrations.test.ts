import { migration } from '../../api/bulkCommand';
import { retire } from '../../db/definitions';
import { getInstance, type InstanceRow } from '../../db/instances';
import { DomainError } from '../../domain/errors';
import type { Command } from '../../domain/process/commands';
import { inParallel } from './deployments';
import { begin, human, publishProcess } from './process';
import { openStage, type Stage } from './stage';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
}, 60_000);
afterAll(() => stage.close());

const KEY = 'test.moving';
const HOUR = 3_600_000;
const sla = (due: string) => ({ sla: { due, ladder: [{ at: 'PT0S', do: [{ raisePriority: true }] }] } });
const approval = { id: 'agree', kind: 'approval', approvers: ['first', 'second'], order: 'parallel' };
const roles = {
  owner: { by: 'field', path: '/vars/owner' },
  first: { by: 'employee', code: 'qian' },
  second: { by: 'employee', code: 'sun' },
};
const children = { id: 'kids', kind: 'process', process: 'test.kid', forEach: { cel: '[1, 2]' }, as: 'n' };
const version = (number: number, steps: object[], more: object = {}) =>
  publishProcess(stage, KEY, { s: { steps, ...more } }, { version: number, roles });

/** As the API and a bulk job make it. */
const to = async (instance: InstanceRow, number: number, more: object = {}, definitionKey = KEY) =>
  migration(stage.company.db, { version: number, ...more }, '改版', { id: instance.id, definitionKey });
const move = async (instance: InstanceRow, number: number, more: object = {}) =>
  stage.act(instance, 'admin', await to(instance, number, more));
const now = async ({ id }: InstanceRow) => (await getInstance(stage.company.db, id)) as InstanceRow; // it was started
const openTasks = ({ id }: InstanceRow) =>
  stage.company.db('task').where({ instance_id: id }).whereNull('closed_at').orderBy(['step', 'key']);
const refusal = (doing: Promise<unknown>) =>
  doing.then(
    () => null,
    (error: unknown) => (error instanceof DomainError ? [error.code, error.details] : error),
  );

describe('versions that a case cannot go to', () => {
  it('are refused with a code each, and the case stays as it is', async () => {
    const { db } = stage.company;
    const first = await version(1, [human('a')]);
    await version(2, [human('a'), human('late', { needs: ['a'] })]);
    const third = await version(3, [human('renamed')]);
    const other = await publishProcess(stage, 'test.other', { s: { steps: [human('a')] } }, { version: 3 });
    const instance = await begin(stage, first);
    const gone = { code: 'STEP_GONE', at: 's/a' };

    await retire(db, 'process', KEY, 2);
    const refused = (reason: string, more: object = {}) => ['MIGRATION_REFUSED', { reason, ...more }];
    expect(await refusal(move(instance, 2))).toEqual(refused('VERSION_RETIRED', { version: 2 }));
    expect(await refusal(move(instance, 9))).toEqual(refused('NO_SUCH_VERSION', { version: 9 }));
    const foreign = stage.act(instance, 'admin', await to(instance, 3, {}, other.key));
    expect(await refusal(foreign)).toEqual(refused('OTHER_PROCESS'));
    expect(await refusal(move(instance, 1))).toEqual(['ALREADY_ON_VERSION', { version: 1 }]);
    // from 1 to 3 without rules for it: names stay, and this one is not there
    expect(await refusal(move(instance, 3))).toMatchObject(['MIGRATION_REFUSED', { reasons: [gone] }]);
    const wrong = { map: { 's/a': 's/nowhere' } };
    expect(await refusal(move(instance, 3, wrong))).toMatchObject([
      'MIGRATION_REFUSED',
      { reasons: [{ code: 'TARGET_UNKNOWN', at: 's/a' }] },
    ]);
    expect(await now(instance)).toMatchObject({ definitionVersion: 1, stateVersion: instance.stateVersion });
    expect(await openTasks(instance)).toMatchObject([{ step: 'a' }]);

    await move(instance, 3, { map: { 's/a': 's/renamed' } });
    expect(await now(instance)).toMatchObject({ definitionVersion: 3 });
    expect(await openTasks(instance)).toMatchObject([{ step: 'renamed' }]);

    // back where it came from, retired or not; who never was there does not go there
    await retire(db, 'process', KEY, 1);
    const stranger = await begin(stage, third);
    const undo = { map: { 's/renamed': 's/a' } };
    expect(await refusal(move(stranger, 1, undo))).toEqual(refused('VERSION_RETIRED', { version: 1 }));
    await move(instance, 1, undo);
    expect(await now(instance)).toMatchObject({ definitionVersion: 1 });
    expect(await openTasks(instance)).toMatchObject([{ step: 'a' }]);
  });
});

describe('a case in every awkward state', () => {
  it('keeps what it is: held, with an incident, children under way, an approval half decided', async () => {
    await publishProcess(
      stage,
      'test.kid',
      { k: { steps: [human('k')] } },
      { roles: { owner: { by: 'employee', code: 'li' } } },
    );
    const bad = { id: 'bad', kind: 'human', assign: 'owner', if: 'vars.missing.thing' };
    const steps = [children, approval, human('a', sla('PT8H'))];
    const first = await version(11, [...steps, bad]);
    await version(12, [...steps, { ...bad, if: 'true' }, human('new')]);
    const { db } = stage.company;
    const instance = await begin(stage, first);
    const kids = await stage.eventually(async () => {
      const rows = await db('process_instance').where({ parent_id: instance.id, status: 'active' });
      return rows.length === 2 && rows;
    }, 'two children');
    await stage.act(instance, 'qian', { op: 'approve', step: 'agree' });
    await stage.act(instance, 'qian', { op: 'hold', reason: '等' });

    await move(instance, 12);
    expect(await now(instance)).toMatchObject({ status: 'held', definitionVersion: 12 });
    await stage.act(instance, 'qian', { op: 'resume' });
    expect(await db('incident').where({ instance_id: instance.id }).whereNull('resolved_at')).toEqual([]);
    const steps12 = (await openTasks(instance)).map(({ step }) => step);
    expect(steps12).toEqual(['a', 'agree', 'bad', 'new']);

    // who has answered is not asked again; the children are those of before
    expect(await refusal(stage.act(instance, 'qian', { op: 'approve', step: 'agree' }))).not.toBeNull();
    await stage.act(instance, 'sun', { op: 'approve', step: 'agree' });
    for (const kid of kids) {
      const child = await now(kid as InstanceRow);
      await stage.act(child, 'li', { op: 'complete', step: 'k', with: {} });
    }
    for (const step of ['a', 'bad', 'new'])
      await stage.act(instance, 'li', { op: 'complete', step, with: {} });
    await stage.eventually(async () => (await now(instance)).status === 'ended', 'the end');
    expect(await db('process_instance').where({ parent_id: instance.id })).toHaveLength(2);
  });

  it('goes there and back with its instants kept, or counted again', async () => {
    const first = await version(21, [human('a', sla('PT8H'))]);
    await version(22, [human('a', sla('PT20H'))]);
    const instance = await begin(stage, first);
    const due = async () => Number((await openTasks(instance))[0]?.due_at);
    const promised = await due();
    for (const [number, timers, hours] of [
      [22, 'keep', 0],
      [21, 'keep', 0],
      [22, 'recompute', 12],
      [21, 'keep', 12],
      [22, 'keep', 12],
      [21, 'recompute', 0],
    ] as const) {
      await move(instance, number, { timers });
      expect([number, timers, (await due()) - promised]).toEqual([number, timers, hours * HOUR]);
      expect((await now(instance)).nextAt?.getTime()).toBe(await due());
    }
  });
});

describe('a version whose stages have each other’s names', () => {
  it('keeps visits and tasks apart, also where two become one', async () => {
    const { db } = stage.company;
    const stages = (...ids: string[]) => Object.fromEntries(ids.map((id) => [id, { steps: [human('a')] }]));
    const publish = (number: number, ...ids: string[]) =>
      publishProcess(stage, 'test.swap', stages(...ids), { version: number });
    const moveTo = async (number: number, map: object) =>
      stage.act(instance, 'admin', await to(instance, number, { map }, 'test.swap'));
    const done = () => stage.act(instance, 'li', { op: 'complete', step: 'a', with: {} });
    const visits = () =>
      db('stage_visit')
        .where({ instance_id: instance.id })
        .orderBy(['entered_at', 'visit'])
        .select('stage', 'visit');
    const first = await publish(1, 's', 't');
    await publish(2, 't', 's', 'z');
    await publish(3, 'u', 'z');
    const instance = await begin(stage, first);
    await done();
    await moveTo(2, { s: 't', t: 's' });
    expect(await visits()).toEqual([
      { stage: 't', visit: 1 },
      { stage: 's', visit: 1 },
    ]);
    await stage.act(instance, 'admin', { op: 'jump', stage: 't', reason: '再来' });
    expect(await openTasks(instance)).toMatchObject([{ stage: 't', step: 'a' }]);
    await moveTo(3, { s: 'u', t: 'u' });
    expect(await visits()).toEqual([1, 2, 3].map((visit) => ({ stage: 'u', visit })));
    await done();
    expect(await openTasks(instance)).toMatchObject([{ stage: 'z', step: 'a' }]);
    await done();
    await stage.eventually(async () => (await now(instance)).status === 'ended', 'the end');
  });
});

describe('twenty cases that move while people work on them', () => {
  it('each moves once; each command is done once or refused with a code', async () => {
    const { db } = stage.company;
    const first = await version(31, [human('a'), approval, human('b', { needs: ['a'] })]);
    await version(32, [human('a'), approval, human('b', { needs: ['a'] }), human('c', { needs: ['a'] })]);
    const cases: InstanceRow[] = [];
    await inParallel(20, async () => void cases.push(await begin(stage, first)));
    const commandsOf = async (instance: InstanceRow): Promise<[string, Command][]> => [
      ['li', { op: 'complete', step: 'a', with: {} }],
      ['qian', { op: 'approve', step: 'agree' }],
      ['sun', { op: 'hold', reason: '同时' }],
      ['admin', await to(instance, 32)],
    ];
    const all = await Promise.all(
      cases.map(async (instance) => ({ instance, commands: await commandsOf(instance) })),
    );
    const results = await Promise.all(
      all.flatMap(({ instance, commands }) =>
        commands.map(async ([login, command]) => {
          const why = await refusal(stage.act(instance, login, command, `${instance.id}-${command.op}`));
          return { id: instance.id, op: command.op, code: Array.isArray(why) ? String(why[0]) : why };
        }),
      ),
    );
    const odd = results.filter(({ code }) => code !== null && code !== 'PROCESS_HELD');
    expect(odd).toEqual([]);
    for (const { id } of cases) {
      const done = (op: string) => results.some((one) => one.id === id && one.op === op && one.code === null);
      const row = (await getInstance(db, id)) as InstanceRow;
      expect(row).toMatchObject({ definitionVersion: 32, status: 'held' });
      await stage.act(row, 'sun', { op: 'resume' });
      const count = async (where: object) =>
        Number(
          (
            await db('task')
              .where({ instance_id: id, ...where })
              .count()
          )[0]?.count,
        );
      expect(await count({ step: 'a', status: 'complete' })).toBe(done('complete') ? 1 : 0);
      expect(await count({ step: 'agree', status: 'complete' })).toBe(done('approve') ? 1 : 0);
      expect(await count({ step: 'b' })).toBe(done('complete') ? 1 : 0);
      expect(await count({ step: 'c' })).toBe(done('complete') ? 1 : 0);
      const moves = await db('process_event').where({ instance_id: id, event: 'migrated' });
      expect(moves).toHaveLength(1);
    }
  });
});
