import { at, openCase } from './case.testkit';
import { carriedOnWith, missedFact, underWay } from './repair';
import { human } from './simulate/play.testkit';
import { nextDeadline } from './transition';

const check = { id: 'check', kind: 'auto', action: 'credit.check' };

describe('a case that is carried on without its workflow', () => {
  it('tries an action that was under way again at once, under the same key', () => {
    const test = openCase({ stages: { s: { steps: [check, human('a')] } } });
    expect(underWay(test.state)).toEqual(['s/check']);
    const [first] = test.effects.filter((effect) => effect.type === 'runAction');

    test.state = carriedOnWith(test.state, at('10:00'));
    expect(nextDeadline(test.state)).toMatchObject({ kind: 'retry', at: at('10:00') });
    const again = test.feed({ type: 'due', deadline: nextDeadline(test.state)?.id ?? '' }, at('10:00'));
    expect(again).toMatchObject([{ type: 'runAction', attempt: 2, key: first?.key }]);
    test.feed({ type: 'effectDone', effect: again[0]?.id ?? '', result: { ok: true } }, at('10:01'));
    expect(test.state.stages.s?.steps.check?.status).toBe('completed');
    expect(underWay(test.state)).toEqual([]);
  });

  it('hears of its record what is another one, and of nothing else', () => {
    const { state } = openCase(
      { entity: 'ticket', stages: { s: { steps: [human('a')] } } },
      { input: { entityId: 't', entity: { priority: 'low', tags: ['x'] } } },
    );
    const record = { priority: 'high', tags: ['x'] };
    expect(missedFact(state, 'ticket', record)).toEqual({
      type: 'fact',
      entity: 'ticket',
      id: 't',
      set: { priority: 'high' },
    });
    expect(missedFact(state, 'ticket', state.entity)).toBeNull();
    expect(missedFact(state, null, null)).toBeNull();
  });
});
