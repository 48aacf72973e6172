import type { ProcessDefinition } from '../domain/generated/process';
import type { Scenario } from '../domain/generated/scenario';
import { human, processOf, shipped, stage } from './lintExample';
import { playScenario } from './scenarios';

it.each([
  ['no duration', "entity.name + '!'", ['EXPRESSION_FAILED']],
  ['a month of working time', "'P' + '1M'", ['EXPRESSION_FAILED']],
  ['an age', "'P9' + '999Y'", ['EXPRESSION_FAILED']],
  ['a duration', "'P' + '2D'", []],
  ['an instant', "'2026-03-0' + '9'", []],
])('a due that comes out as %s', (_, cel, incidents) => {
  const task = human('a', { form: undefined, sla: { due: { cel }, clock: 'business' } });
  // Built as the schema says.
  const definition = processOf([stage('one', [task])]) as unknown as ProcessDefinition;
  const scenario: Scenario = {
    name: 'due',
    start: '2026-03-02T09:00:00+08:00',
    given: { entity: { name: 'x', ownerId: 'rep' }, people: [{ id: 'rep' }] },
    steps: [{ expect: { incidents } }],
  };
  expect(playScenario(definition, scenario, shipped)).toMatchObject({ ok: true });
});
