import type { ProcessDefinition, Stage, Step } from '../generated/process';
import { explainStage } from './explain';
import { createPlan } from './plan';
import { transition } from './transition';
import type { Plan, ProcessState } from './types';

const NOW = Date.parse('2026-03-02T09:00:00+08:00');
const text = (name: string) => ({ 'zh-CN': name, en: name });

function begin(steps: object[], exit?: object[]): { plan: Plan; state: ProcessState } {
  const definition: ProcessDefinition = {
    kind: 'process',
    key: 'test',
    version: 1,
    category: 'general',
    title: text('test'),
    entity: 'opportunity',
    roles: { owner: { by: 'field', path: '/entity/ownerId' } },
    // the tests write what the schema allows
    stages: [
      { id: 's', title: text('s'), steps: steps as Step[], ...(exit && { exit: exit as Stage['exit'] }) },
    ],
  };
  const plan = createPlan(definition, null, '', []);
  const entity = { ownerId: 'rep', amount: 10 };
  const start = { type: 'start' as const, input: { entityId: 'o1', entity }, actor: null };
  return { plan, state: transition(plan, null, start, NOW).state };
}

describe('why a stage is not done', () => {
  it('names required steps, what they need, and what a wait waits for', () => {
    const { plan, state } = begin([
      { id: 'a', kind: 'human', assign: 'owner' },
      { id: 'b', kind: 'human', assign: 'owner', needs: ['a'] },
      { id: 'extra', kind: 'human', assign: 'owner', required: false },
      { id: 'reply', kind: 'wait', for: { event: 'customer.replied' } },
      { id: 'big', kind: 'wait', for: { when: 'entity.amount > 99' } },
    ]);
    expect(explainStage(plan, state, NOW)).toMatchObject({
      stage: 's',
      held: false,
      missing: [
        { step: 'a', status: 'open', needs: [], since: '2026-03-02T01:00:00.000Z', waitsFor: null },
        { step: 'b', status: 'pending', needs: ['a'] },
        { step: 'reply', waitsFor: { event: 'customer.replied' } },
        {
          step: 'big',
          waitsFor: {
            guard: { when: 'entity.amount > 99', value: false, values: { 'entity.amount': 10 } },
          },
        },
      ],
      exits: [],
      incidents: [],
    });
  });

  it('shows the conditions of the exit list that do not hold, with what they read', () => {
    const { plan, state } = begin(
      [{ id: 'm', kind: 'milestone' }],
      [
        { when: 'entity.amount >= 1000', end: 'big', title: { 'zh-CN': '大单', en: 'A big one' } },
        { when: 'entity.missing == 1', end: 'x' },
        { stay: 'too small' },
      ],
    );
    expect(explainStage(plan, state, NOW)).toMatchObject({
      missing: [],
      exits: [
        {
          to: 'end:big',
          title: { en: 'A big one' },
          when: 'entity.amount >= 1000',
          value: false,
          values: { 'entity.amount': 10 },
        },
        { to: 'end:x', value: null, values: { 'entity.missing': null } },
      ],
    });
  });

  it('tells why a stage stays, as the definition words it', () => {
    const title = { 'zh-CN': '金额太小', en: 'It is too small' };
    const { plan, state } = begin(
      [{ id: 'm', kind: 'milestone' }],
      [
        { when: 'entity.amount >= 1000', to: 'next' },
        { stay: 'small', title },
      ],
    );
    expect(explainStage(plan, state, NOW)).toMatchObject({ stay: 'small', stayTitle: title });
  });

  it('is silent when the case is over', () => {
    const { plan, state } = begin([{ id: 'm', kind: 'milestone' }]);
    expect(state.status).toBe('ended');
    expect(explainStage(plan, { ...state, stage: null }, NOW)).toBeNull();
  });
});
