import { at, openCase } from './case.testkit';
import { createPlan } from './plan';
import { human } from './simulate/play.testkit';
import type { Command } from './commands';
import type { MigrationRules } from './migrationRules';
import type { Plan } from './types';

type Stages = Parameters<typeof openCase>[0]['stages'];

const check = (more: object = {}) => ({ id: 'check', kind: 'auto', action: 'credit.check', ...more });
const reserve = (id: string) =>
  check({ id, compensate: { action: 'record.update', with: { id: { cel: `steps.${id}.out.id` } } } });

/** A case on its first version, and what moves it to the next with these stages. */
function moving(first: Stages, semantics?: number) {
  const test = openCase({ stages: first }, { semantics });
  let version = test.plan.definition.version;
  let minute = 0;
  const feed = (event: Parameters<typeof test.feed>[0]) => test.feed(event, at('10:00') + 60_000 * minute++);
  const say = (command: Command) => feed({ type: 'command', command, actor: null });
  return {
    test,
    say,
    migrate(stages: Stages, map: MigrationRules['map'], newest = 5) {
      version += 1;
      const { definition } = openCase({ stages, version }).plan;
      const plan: Plan = createPlan(definition, test.plan.calendar, String(version), [[0, 480]]);
      const effects = say({ op: 'migrate', plan, semantics: newest, rules: { map } });
      test.plan = plan;
      return effects;
    },
    actions: () => test.effects.flatMap((effect) => (effect.type === 'runAction' ? [effect] : [])),
    answer(n: number, id: string) {
      return feed({ type: 'effectDone', effect: this.actions()[n]?.id ?? '', result: { id } });
    },
    fail(n: number, undo: boolean) {
      const { id = '', stage = '', step = '', key } = this.actions()[n] ?? {};
      const failed = { type: 'effectFailed' as const, effect: id, error: 'down', retryable: false };
      return feed(undo ? { ...failed, undo: { stage, step, key } } : failed);
    },
    opened: () => test.effects.flatMap((effect) => (effect.type === 'openTask' ? [effect.task.id] : [])),
  };
}

const before = { s: { steps: [reserve('hold'), human('h')] } };
const after = { t: { steps: [reserve('keep'), human('h')] } };
const map = { s: 't', 's/hold': 't/keep' };

describe('what could not be undone, after a migration that renames its step', () => {
  it('is undone by a retry, under the key of the first time', () => {
    const one = moving(before);
    one.answer(0, 'x');
    one.say({ op: 'cancel', reason: 'x' });
    one.fail(1, true);
    one.say({ op: 'reopen', reason: 'back' });
    one.migrate(after, map);
    const [incident] = Object.values(one.test.state.incidents);
    expect(incident).toMatchObject({ stage: 't', step: 'keep', values: { undo: true } });
    one.say({ op: 'retry', incident: incident?.id });
    const undone = one.actions().filter(({ compensation }) => compensation);
    expect(undone).toMatchObject([{ stage: 's' }, { stage: 't', step: 'keep', params: { id: 'x' } }]);
    expect(undone[1]?.key).toBe(undone[0]?.key);
    expect(one.test.state.incidents).toEqual({});
  });

  it('has its incident also where the failure came after the migration', () => {
    const one = moving(before);
    one.answer(0, 'x');
    one.say({ op: 'cancel', reason: 'x' });
    one.say({ op: 'reopen', reason: 'back' });
    one.migrate(after, map);
    one.fail(1, true);
    const [incident] = Object.values(one.test.state.incidents);
    expect(incident).toMatchObject({ stage: 't', step: 'keep' });
    const retried = one.say({ op: 'retry', incident: incident?.id });
    expect(retried).toMatchObject([{ type: 'incidentResolved' }, { type: 'runAction', params: { id: 'x' } }]);
  });

  it('is undone by a retry also in a case from before semantics 4, whose incidents name no run', () => {
    const one = moving(before, 3);
    one.answer(0, 'x');
    one.say({ op: 'cancel', reason: 'x' });
    one.fail(1, true);
    one.test.state = { ...one.test.state, status: 'active' };
    one.migrate(before, {});
    const retried = one.say({ op: 'retry', incident: 'compensate:s/hold' });
    expect(retried).toMatchObject([{ type: 'incidentResolved' }, { type: 'runAction', params: { id: 'x' } }]);
  });

  it('was done once more instead in a case that moved under semantics 4', () => {
    const one = moving(before, 4);
    one.answer(0, 'x');
    one.say({ op: 'cancel', reason: 'x' });
    one.fail(1, true);
    one.say({ op: 'reopen', reason: 'back' });
    one.migrate(after, map, 4);
    const retried = one.say({ op: 'retry', incident: 'compensate:s/hold/1.1' });
    expect(retried).toMatchObject([
      { type: 'incidentResolved' },
      { type: 'runAction', action: 'credit.check', key: 't.keep.2.1' },
    ]);
  });
});

describe('a step that has the name that another one had', () => {
  const stages = { s: { steps: [human('a'), check()] } };
  const renamed = { t: { steps: [human('a'), check()] }, s: { steps: [human('a'), check()] } };

  it('has tasks and keys of its own', () => {
    const one = moving(stages);
    one.answer(0, 'first');
    one.migrate(renamed, { s: 't' });
    one.say({ op: 'complete', step: 'a', with: {} });
    expect(one.test.state.stage).toBe('s');
    expect(one.opened()).toEqual(['s.a.1.1', 's.a.1~1.1']);
    expect(one.actions().map(({ key }) => key)).toEqual(['s.check.1.1', 's.check.1~1.1']);
    expect(one.test.state.tasks['s.a.1.1']).toMatchObject({ stage: 't', status: 'complete' });
    one.say({ op: 'complete', step: 'a', with: {} });
    one.answer(1, 'second');
    expect(one.test.state.status).toBe('ended');
  });

  it('had the task of the other in a case that moved under semantics 4', () => {
    const one = moving(stages, 4);
    one.answer(0, 'first');
    one.migrate(renamed, { s: 't' }, 4);
    one.say({ op: 'complete', step: 'a', with: {} });
    expect(one.opened()).toEqual(['s.a.1.1', 's.a.1.1']);
  });

  it('keeps the key of an action that is tried again under the new name', () => {
    const one = moving(stages);
    one.fail(0, false);
    one.migrate(renamed, { s: 't' });
    one.say({ op: 'retry' });
    const [first, again] = one.actions();
    expect(again).toMatchObject({ stage: 't', key: first?.key });
  });
});

describe('two stages that become one', () => {
  const two = { s: { steps: [human('a')] }, t: { steps: [human('b')] } };
  const one = { u: { repeat: { max: 3 }, steps: [human('a'), human('b')] } };
  const joined = { s: 'u', t: 'u' };

  it('go on where the case is, with what was done in the other', () => {
    const test = moving(two);
    test.say({ op: 'complete', step: 'a', with: {} });
    test.migrate(one, joined);
    expect(test.test.state.stages.u).toMatchObject({
      status: 'active',
      visit: 2,
      steps: { a: { status: 'completed' }, b: { status: 'open' } },
    });
    test.say({ op: 'jump', stage: 'u', reason: 'again' });
    expect(test.opened()).toEqual(['s.a.1.1', 't.b.1.1', 'u.a.3.1', 'u.b.3.1']);
    test.say({ op: 'complete', step: 'a', with: {} });
    test.say({ op: 'complete', step: 'b', with: {} });
    expect(test.test.state).toMatchObject({ status: 'ended', outcome: 'completed' });
  });

  it('were the first of them in a case that moved under semantics 4, whatever was under way', () => {
    const test = moving(two, 4);
    test.say({ op: 'complete', step: 'a', with: {} });
    test.migrate(one, joined, 4);
    expect(test.test.state.stages.u).toMatchObject({ status: 'completed', visit: 1 });
  });
});
