import type { Plan } from '../domain/process/types';
import type { Wording } from '../domain/process/wording';
import { incidentText, incidentView } from './incidents';

const text = (name: string) => ({ 'zh-CN': name, en: name });
// only what the words are found by
const plan = { definition: { entity: 'order' }, stages: [], steps: {} } as unknown as Plan;
const wording: Wording = {
  field: (_entity, name) => ({ title: text(`the ${name}`), options: { a: text('first') } }),
  formField: () => null,
  group: () => null,
  template: () => null,
  process: () => null,
};
const incident = {
  key: 'x',
  code: 'EXPRESSION_FAILED',
  stage: null,
  step: null,
  message: 'no such overload (TYPE): entity.kind > entity.cost',
  pointer: null,
  values: { entity: { kind: 'a', cost: 7, name: 'n' } },
  retry: 'expression',
  openedAt: new Date(0),
  resolvedAt: null,
};

test('an incident shows what its expression read, and nothing that the reader may not see', () => {
  const view = incidentView(incident, plan, wording, (path) => path === 'entity.cost');
  expect(view.reads).toEqual([{ title: text('the kind'), value: text('first'), isRaw: false }]);
  expect(view.values).toEqual({ entity: { kind: 'a', name: 'n' } });
});

test('the refusal of an action is said in words, anything else is not guessed', () => {
  expect(incidentText('invoice.issue: ORDER_EMPTY: {"orderId":"1"}')?.en).toBe(
    'There is no amount to invoice',
  );
  expect(incidentText('Nobody is eligible for this task')).toBeNull();
  expect(incidentText('x: NO_SUCH_CODE: y')).toBeNull();
});
