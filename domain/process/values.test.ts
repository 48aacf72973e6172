import type { ProcessDefinition } from '../generated/process';
import type { Scenario } from '../generated/scenario';
import { simulateProcess } from './simulate/simulate';

const title = { 'zh-CN': '示例', en: 'Example' };

describe('computed values', () => {
  it('stand anywhere within a value, and as the result of a rule', () => {
    const definition: ProcessDefinition = {
      kind: 'process',
      key: 'test.values',
      version: 1,
      category: 'general',
      title,
      vars: {
        type: 'object',
        properties: { amount: { type: 'number', default: 3 }, plan: { type: 'object' } },
      },
      stages: [
        {
          id: 'only',
          title,
          steps: [
            {
              id: 'double',
              kind: 'decision',
              rules: [{ when: 'vars.amount < 0', then: 0 }, { then: { cel: 'vars.amount * 2' } }],
            },
            {
              id: 'plan',
              kind: 'milestone',
              needs: ['double'],
              set: { '/vars/plan': { parts: [{ cel: 'steps.double.out.result' }, 1], name: 'x' } },
            },
          ],
        },
      ],
    };
    const scenario: Scenario = {
      name: 'values',
      start: '2026-03-02T09:00:00+08:00',
      given: { vars: { amount: 3 } },
      steps: [{ expect: { status: 'ended', vars: { plan: { parts: [6, 1], name: 'x' } } } }],
    };
    const report = simulateProcess(definition, scenario, [], () => []);
    expect(report.checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(report.ok).toBe(true);
  });
});
