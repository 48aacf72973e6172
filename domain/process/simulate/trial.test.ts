import type { ProcessDefinition } from '../../generated/process';
import { createPlan } from '../plan';
import type { ProcessState } from '../types';
import { human } from './play.testkit';
import { tryOut, type LiveCase } from './trial';
import { createWorld, startCase } from './world';

type Loose = Record<string, unknown>;
const text = (name: string) => ({ 'zh-CN': name, en: name });
const NOON = Date.parse('2026-03-02T12:00:00+08:00');

function processOf(stages: Record<string, Loose[]>, more: Loose = {}): ProcessDefinition {
  return {
    kind: 'process',
    key: 'test.process',
    version: 1,
    category: 'general',
    title: text('test'),
    entity: 'opportunity',
    roles: { owner: { by: 'field', path: '/entity/ownerId' } },
    stages: Object.entries(stages).map(([id, steps]) => ({ id, title: text(id), steps })),
    ...more,
    // the tests write nothing else
  } as unknown as ProcessDefinition;
}

/** A case that began at nine, and is looked at at noon. */
function live(definition: ProcessDefinition): LiveCase {
  const start = Date.parse('2026-03-02T09:00:00+08:00');
  const given = { entity: { id: 'o1', ownerId: 'zhang' }, people: [{ id: 'zhang' }, { id: 'li' }] };
  const world = createWorld(definition, { name: 'live', start: '', given, steps: [] }, start);
  startCase(world, { given });
  const { state, directory, workload } = world;
  return {
    plan: createPlan(definition, null, '', world.plan.zone),
    state,
    people: directory.people,
    workload,
    now: NOON,
  };
}

const trial = (case_: LiveCase, draft: ProcessDefinition, steps: Loose[] = []) =>
  tryOut(draft, case_, { name: 'trial', steps }, [], () => []);
const OLD = processOf({ s: [human('a'), human('b')], t: [human('c')] });

test('a copy of a case goes on in the draft, and the case stays as it is', () => {
  const case_ = live(OLD);
  const before = JSON.stringify(case_.state);
  const draft = processOf({ s: [human('a'), human('b'), human('extra')] }, { version: 2 });
  const report = trial(case_, draft, [
    { complete: 'a' },
    { complete: 'b' },
    { expect: { open: ['s/extra'], assigned: { 's/a': 'zhang' } } },
    { complete: 'extra' },
  ]);
  expect(report).toMatchObject({ ok: true, final: { status: 'ended' } });
  expect(report.adopted).toEqual({
    moved: [
      { from: 's', to: 's' },
      { from: 's/a', to: 's/a' },
      { from: 's/b', to: 's/b' },
    ],
    problems: [],
  });
  expect(report.timeline[0]).toMatchObject({ at: '2026-03-02T04:00:00.000Z', event: 'migrate' });
  expect(JSON.stringify(case_.state)).toBe(before);
});

test('what has no place in the draft is named and withdrawn, and the rest goes on', () => {
  const report = trial(live(OLD), processOf({ s: [human('a')] }, { version: 2 }));
  expect(report.adopted).toMatchObject({
    moved: [{ from: 's' }, { from: 's/a' }],
    problems: [{ code: 'STEP_GONE', at: 's/b' }],
  });
  expect(report.final).toMatchObject({ stage: 's', open: ['s/a'] });
});

test('the declared map says where a stage went', () => {
  const draft = processOf(
    { visit: [human('talk'), human('b')] },
    { version: 2, migrations: [{ from: 1, map: { s: 'visit', 's/a': 'visit/talk' } }] },
  );
  const { adopted, final } = trial(live(OLD), draft);
  expect(adopted.moved).toEqual([
    { from: 's', to: 'visit' },
    { from: 's/a', to: 'visit/talk' },
    { from: 's/b', to: 'visit/b' },
  ]);
  expect(final).toMatchObject({ stage: 'visit', open: ['visit/talk', 'visit/b'] });
});

test('nothing is played where the stage is gone', () => {
  const report = trial(live(OLD), processOf({ t: [human('c')] }, { version: 2 }), [{ complete: 'c' }]);
  expect(report).toMatchObject({
    ok: false,
    timeline: [],
    adopted: { moved: [], problems: [{ code: 'STAGE_GONE', at: 's' }] },
  });
});

test('the version need not be raised yet', () => {
  expect(trial(live(OLD), OLD, [{ complete: 'a' }]).final).toMatchObject({ open: ['s/b'] });
});

test('another process, and a case that has ended, are refused', () => {
  expect(() => trial(live(OLD), processOf({ s: [human('a')] }, { key: 'test.other' }))).toThrow(
    expect.objectContaining({ code: 'MIGRATION_REFUSED' }),
  );
  const ended: ProcessState = { ...live(OLD).state, status: 'ended', stage: null };
  expect(() => trial({ ...live(OLD), state: ended }, OLD)).toThrow(
    expect.objectContaining({ code: 'PROCESS_ENDED' }),
  );
});
