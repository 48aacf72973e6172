import type { ProcessDefinition } from '../generated/process';
import { createPlan } from './plan';
import { human, play } from './simulate/play.testkit';
import { transition } from './transition';

// What the random processes of definitions/random brought to light, one small case each.
const title = { 'zh-CN': '示例', en: 'Example' };

describe('found by random processes', () => {
  it('a transition does not change the event that it is given', () => {
    const definition: ProcessDefinition = {
      kind: 'process',
      key: 'test.pure',
      version: 1,
      category: 'general',
      title,
      stages: [
        { id: 'only', title, steps: [{ id: 'm', kind: 'milestone', set: { '/entity/plan/size': 2 } }] },
      ],
    };
    const input = { entityId: 'o', entity: { plan: { size: 1 } } };
    const plan = createPlan(definition, null, '', [[0, 480]]);
    const { state } = transition(plan, null, { type: 'start', input, actor: null }, 0);
    expect(state.entity).toEqual({ plan: { size: 2 } });
    expect(input.entity.plan.size).toBe(1);
  });

  it('a person’s step that a timeout completes sets nothing, because there are no answers', () => {
    const form = { type: 'object', required: ['n'], properties: { n: { type: 'number' } } };
    const ask = human('ask', {
      form,
      set: { '/vars/n': { cel: 'form.n' } },
      timeout: { after: 'P1D', then: 'complete' },
    });
    expect(
      play({ s: { steps: [ask, human('b', { needs: ['ask'] })] } }, [
        { advance: 'P1D' },
        { expect: { incidents: [], open: ['s/b'] } },
      ]),
    ).toEqual([]);
  });
});
