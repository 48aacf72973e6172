import type { ProcessDefinition, Stage } from '../generated/process';
import { at, openCase } from './case.testkit';
import { createPlan } from './plan';
import { human } from './simulate/play.testkit';
import { transition } from './transition';

const text = (name: string) => ({ 'zh-CN': name, en: name });
function stage(id: string): Stage {
  return {
    id,
    title: text(id),
    steps: [{ id: 'work', kind: 'human', title: text('work'), assign: 'owner' }],
  };
}

const DEFINITION: ProcessDefinition = {
  kind: 'process',
  key: 'test',
  version: 1,
  category: 'general',
  title: text('test'),
  roles: { owner: { by: 'field', path: '/entity/ownerId' } },
  stages: [stage('one'), stage('two'), stage('three')],
};

function begin(at?: string) {
  const plan = createPlan(DEFINITION, null, '', []);
  return transition(plan, null, { type: 'start', input: {}, actor: null, stage: at }, 0);
}

describe('where a new instance begins', () => {
  it('is its first stage', () => {
    expect(begin().state.stage).toBe('one');
  });

  it('is the stage where the case stands already, and nothing is done about those before it', () => {
    const { state, effects } = begin('two');
    expect(state).toMatchObject({ stage: 'two', status: 'active' });
    expect(Object.values(state.tasks).map(({ stage }) => stage)).toEqual(['two']);
    expect(effects.filter(({ type }) => type === 'enterStage')).toHaveLength(1);
  });

  it('is the first one when the definition has no such stage', () => {
    expect(begin('four').state.stage).toBe('one');
  });
});

test('the clocks of a case that began elsewhere count from when it began', () => {
  const clocks = [
    { id: 'solved', title: text('Solved'), sla: { due: 'P3D', clock: 'business' }, until: { when: 'false' } },
  ];
  const { plan } = openCase({ clocks, stages: { one: { steps: [human('a')] } } });
  const start = { type: 'start' as const, input: {}, actor: null, began: at('10:00', 1) };
  const { state } = transition(plan, null, start, at('09:00', 6));
  expect(state.caseClocks?.solved).toMatchObject({ status: 'running', from: at('10:00', 1) });
  expect(state.startedAt).toBe(at('09:00', 6));
});
