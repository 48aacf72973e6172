import type { ProcessDefinition } from '../generated/process';
import { createPlan } from './plan';
import { fine, human, play } from './simulate/play.testkit';
import { transition } from './transition';
import type { Effect } from './effectTypes';
import type { ProcessState } from './types';

const title = { 'zh-CN': '示例', en: 'Example' };

describe('compensation', () => {
  const auto = (id: string, more: object = {}) => ({
    id,
    kind: 'auto' as const,
    title,
    action: 'credit.check',
    compensate: { action: 'record.update', with: { id } },
    ...more,
  });
  const definition = {
    kind: 'process',
    key: 'test.undo',
    version: 1,
    category: 'general',
    title,
    roles: { owner: { by: 'employee', code: 'rep' } },
    stages: [
      { id: 'one', title, steps: [auto('a'), auto('b', { needs: ['a'] }), auto('c', { if: 'false' })] },
      { id: 'two', title, steps: [human('wait')] },
    ],
    exits: [
      { id: 'off', when: "has(entity.status) && entity.status == 'off'", end: 'off', compensate: true },
    ],
  } as unknown as ProcessDefinition; // as an author writes it

  it('undoes what was done, the latest first, and only that', () => {
    const plan = createPlan(definition, null, '', [[0, 480]]);
    let state: ProcessState | null = null;
    let effects: Effect[] = [];
    const feed = (event: Parameters<typeof transition>[2], now: number) => {
      ({ state, effects } = transition(plan, state, event, now));
      return effects.flatMap((effect) => (effect.type === 'runAction' ? [effect] : []));
    };
    const [a] = feed({ type: 'start', input: { entity: {} }, actor: null }, 0);
    const [b] = feed({ type: 'effectDone', effect: a?.id ?? '', result: {} }, 1_000);
    feed({ type: 'effectDone', effect: b?.id ?? '', result: {} }, 2_000);
    const undone = feed({ type: 'fact', entity: '', id: '', set: { status: 'off' } }, 3_000);
    expect(undone).toEqual([]); // a fact of another record changes nothing
    const cancelled = feed({ type: 'command', command: { op: 'cancel', reason: 'x' }, actor: null }, 4_000);
    expect(cancelled.map(({ params, compensation }) => [params.id, compensation])).toEqual([
      ['b', true],
      ['a', true],
    ]);
  });
});

describe('a wait', () => {
  it('for an instant that is none is an incident, and not over at once', () => {
    const wait = { id: 'w', kind: 'wait', for: { until: { cel: 'vars.day' } } };
    expect(
      play({ s: { steps: [wait] } }, [{ expect: { status: 'active', incidents: ['EXPRESSION_FAILED'] } }], {
        given: { entity: { ownerId: 'rep' }, vars: { day: 'tomorrow' } },
      }),
    ).toEqual(fine);
  });

  it('of several ends with the first, and the others are withdrawn with their stage', () => {
    const wait = (id: string, event: string) => ({ id, kind: 'wait', required: false, for: { event } });
    const exit = [
      { when: "steps.a.status == 'completed' || steps.b.status == 'completed'", to: 'next' },
      { stay: 'waiting' },
    ];
    expect(
      play({ s: { steps: [wait('a', 'one'), wait('b', 'two')], exit }, z: { steps: [human('h')] } }, [
        { event: 'two', data: {} },
        { expect: { stage: 'z', open: ['z/h'] } },
        { event: 'one', data: {} },
        { expect: { stage: 'z' } },
      ]),
    ).toEqual(fine);
  });
});
