import type { ProcessDefinition, Stage } from '../generated/process';
import { createPlan } from './plan';
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
