import { at, openCase, type TestCase } from './case.testkit';
import type { Command } from './commands';
import { human } from './simulate/play.testkit';
import type { Effect } from './effectTypes';

type Action = Extract<Effect, { type: 'runAction' }>;

const reserve = (more: object = {}) => ({
  id: 'reserve',
  kind: 'auto',
  action: 'credit.check',
  compensate: { action: 'record.update', with: { id: { cel: 'steps.reserve.out.id' } } },
  ...more,
});

/** A case whose actions are under way until `answer` says how one ended; at every step a minute goes by. */
function watch(stages: Parameters<typeof openCase>[0]['stages'], semantics?: number) {
  const roles = { owner: { by: 'employee', code: 'rep' }, manager: { by: 'employee', code: 'boss' } };
  const test: TestCase = openCase({ stages, roles }, { semantics });
  let minute = 0;
  const feed = (event: Parameters<TestCase['feed']>[0]) =>
    test
      .feed(event, at('10:00') + 60_000 * minute++)
      .filter((effect): effect is Action => effect.type === 'runAction');
  const actions = () => test.effects.filter((effect): effect is Action => effect.type === 'runAction');
  return {
    test,
    actions,
    answer: (n: number, id: string) =>
      feed({ type: 'effectDone', effect: actions()[n]?.id ?? '', result: { id } }),
    fail: (n: number) =>
      feed({ type: 'effectFailed', effect: actions()[n]?.id ?? '', error: 'no', retryable: false }),
    undoFails: ({ id, stage, step, key }: Action) =>
      feed({ type: 'effectFailed', effect: id, error: 'down', undo: { stage, step, key } }),
    say: (command: Command) => feed({ type: 'command', command, actor: null }),
  };
}

const undone = (actions: Action[]) =>
  actions.filter((one) => one.compensation).map(({ params }) => params.id);
const jump = (stage: string): Command => ({ op: 'jump', stage, reason: 'again' });
const cancel: Command = { op: 'cancel', reason: 'x' };
const twice = { s: { repeat: { max: 3 }, steps: [reserve(), human('h')] }, z: { steps: [human('x')] } };

describe('what is undone when a case is cancelled', () => {
  it('is every action of a stage that was gone through more than once, the latest first', () => {
    const { answer, say } = watch(twice);
    answer(0, 'first');
    say(jump('s'));
    answer(1, 'second');
    say(jump('s'));
    answer(2, 'third');
    expect(undone(say(cancel))).toEqual(['third', 'second', 'first']);
  });

  it('was in cases from before semantics 4 only what was done last', () => {
    const { answer, say } = watch(twice, 3);
    answer(0, 'first');
    say(jump('s'));
    answer(1, 'second');
    expect(undone(say(cancel))).toEqual(['second']);
  });

  it('is every run of a step that a rejection did again, by what was true when it ran', () => {
    const ok = { id: 'ok', kind: 'approval', approvers: ['manager'], needs: ['reserve'] };
    const priced = { with: { id: { cel: "steps.reserve.out.id + ':' + steps.ask.out.price" } } };
    const steps = [
      human('ask', { repeat: { max: 3 } }),
      reserve({ needs: ['ask'], compensate: { action: 'record.update', ...priced } }),
      { ...ok, onReject: { reopen: ['ask'] } },
    ];
    const { answer, say } = watch({ s: { steps } });
    say({ op: 'complete', step: 'ask', with: { price: '10' } });
    answer(0, 'first');
    say({ op: 'reject', step: 'ok', reason: 'no' });
    say({ op: 'complete', step: 'ask', with: { price: '20' } });
    answer(1, 'second');
    say({ op: 'reject', step: 'ok', reason: 'no' });
    expect(undone(say(cancel))).toEqual(['second:20', 'first:10']);
  });

  it('is not undone again when the case was opened again and is cancelled once more', () => {
    const { answer, say } = watch(twice);
    answer(0, 'first');
    expect(undone(say(cancel))).toEqual(['first']);
    say({ op: 'reopen', stage: 's', reason: 'back' });
    answer(2, 'second');
    expect(undone(say(cancel))).toEqual(['second']);
  });

  it('is also what was under way when the case ended, once it is known to be done', () => {
    const { answer, say } = watch(twice);
    expect(undone(say(cancel))).toEqual([]);
    expect(undone(answer(0, 'late'))).toEqual(['late']);
    const failing = watch(twice);
    failing.say(cancel);
    expect(undone(failing.fail(0))).toEqual([]);
  });

  it('is also what was under way when its stage was left', () => {
    const { answer, say } = watch(twice);
    say(jump('z'));
    expect(undone(answer(0, 'late'))).toEqual([]);
    expect(undone(say(cancel))).toEqual(['late']);
  });

  it('is not what a timeout passed over before it was done', () => {
    const timeout = { after: 'PT1M', then: 'complete' };
    const { test, say, answer } = watch({ s: { steps: [reserve({ timeout }), human('h')] } });
    const [deadline] = Object.keys(test.state.deadlines);
    test.feed({ type: 'due', deadline: deadline ?? '' }, at('09:01'));
    expect(test.state.stages['s']?.steps['reserve']?.status).toBe('completed');
    expect(undone(say(cancel))).toEqual([]);
    expect(undone(answer(0, 'late'))).toEqual(['late']);
  });
});

describe('an earlier run that cannot be undone', () => {
  it('has an incident of its own, and a retry undoes that run once more', () => {
    const { test, answer, say, undoFails } = watch(twice);
    answer(0, 'first');
    say(jump('s'));
    answer(1, 'second');
    for (const undo of say(cancel)) undoFails(undo);
    const incidents = Object.values(test.state.incidents);
    expect(incidents).toMatchObject([{ code: 'ACTION_FAILED' }, { code: 'ACTION_FAILED' }]);
    const retry = (n: number) => say({ op: 'retry', incident: incidents[n]?.id });
    expect(undone(retry(1))).toEqual(['first']);
    expect(undone(retry(0))).toEqual(['second']);
    expect(test.state.incidents).toEqual({});
  });

  it('has its incident also when the case was opened again meanwhile', () => {
    const watched = [undefined, 4].map((semantics) => {
      const { test, answer, say, undoFails } = watch(twice, semantics);
      answer(0, 'first');
      const [undo] = say(cancel);
      say({ op: 'reopen', stage: 's', reason: 'back' });
      if (undo) undoFails(undo);
      const [incident] = Object.values(test.state.incidents);
      return undone(say({ op: 'retry', incident: incident?.id }));
    });
    // before semantics 5 the retry did nothing
    expect(watched).toEqual([['first'], []]);
  });

  it('is undone with the rest when the case is opened again and cancelled once more', () => {
    const { answer, say, undoFails } = watch(twice);
    answer(0, 'first');
    for (const undo of say(cancel)) undoFails(undo);
    say({ op: 'reopen', stage: 's', reason: 'back' });
    answer(2, 'second');
    expect(undone(say(cancel))).toEqual(['second', 'first']);
  });
});
