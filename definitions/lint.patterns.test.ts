import { isRisky } from '../domain/definition/patterns';
import { human, problems, processOf, stage } from './lintExample';

// What the workflow patterns added to the language is checked like everything else.
const visits = (more: object) => ({
  id: 'visits',
  kind: 'process',
  process: 'general.task',
  forEach: { cel: "['a', 'b']" },
  ...more,
});
const wait = (target: object, more: object = {}) => ({ id: 'w', kind: 'wait', for: target, ...more });
const found = (steps: object[]) => problems(processOf([stage('one', [human('price'), ...steps])]));

it.each<[string, object, string[]]>([
  [
    'cancel of a step that is not there',
    human('b', { cancel: { when: "steps.prise.status == 'completed'" } }),
    ['expression-unknown-field /stages/0/steps/1/cancel/when'],
  ],
  [
    'cancel that is no condition',
    human('b', { cancel: { when: 'vars.rounds' } }),
    ['expression-not-boolean /stages/0/steps/1/cancel/when'],
  ],
  [
    'cancel on a step that is done at once',
    { id: 'm', kind: 'milestone', cancel: { when: 'true' } },
    ['unknown-property /stages/0/steps/1/cancel'],
  ],
  [
    'a condition of the case that reads an answer too early',
    wait({ when: 'steps.price.out.discount > 0.1' }),
    ['step-may-not-have-run /stages/0/steps/1/for/when'],
  ],
  [
    'a count that the processes of a step do not have',
    visits({ join: { when: 'children.finished > 1' } }),
    ['expression-unknown-field /stages/0/steps/1/join/when'],
  ],
  [
    'another word for an early event',
    wait({ event: 'x', early: 'drop' }, { timeout: { after: 'P1D' } }),
    ['not-allowed-value /stages/0/steps/1/for/early'],
  ],
  ['a wait for the case needs no timeout', wait({ when: "steps.price.status == 'completed'" }), []],
  ['enough of the processes', visits({ join: { when: 'children.done * 2 > children.total' } }), []],
])('%s', (_, step, expected) => {
  expect(found([step])).toEqual(expected);
});

it.each([
  ['^(a?b?c?)*$', true],
  ['^(?:a?){50}$', true],
  [`^${'a?'.repeat(20)}${'a'.repeat(20)}$`, true],
  ['^a{0,900}a{0,900}a{0,900}b$', true],
  ['^(\\+?86)?1\\d{10}$', false],
  ['^\\d{1,3}(\\.\\d{1,2})?$', false],
  ['^[A-Z]{2}-\\d{4,20}$', false],
])('a pattern %s may take long: %s', (pattern, expected) => {
  expect(isRisky(pattern)).toBe(expected);
});

it('the output of a step that may be cancelled may not be there', () => {
  const steps = [
    human('a', { cancel: { when: 'vars.rounds > 9' } }),
    human('b', { needs: ['a'], if: 'steps.a.out.discount > 0.1' }),
  ];
  expect(found(steps)).toEqual(['step-may-not-have-run /stages/0/steps/2/if']);
});
