import { openCase } from './case.testkit';
import { guardText, type Wording } from './wording';

const text = (name: string) => ({ 'zh-CN': `${name}名`, en: `the ${name}` });
const wording: Wording = {
  field: (_entity, name) => (name === 'mode' ? { title: text('mode'), options: { oem: text('oem') } } : null),
  formField: (form, name) => ({ title: text(`${form} ${name}`) }),
  group: () => null,
  template: () => null,
  process: () => null,
};
const steps = [{ id: 'call', kind: 'human', title: text('call'), assign: 'owner', form: 'visit' }];
const { plan } = openCase({ entity: 'opportunity', stages: { a: { steps } } });
const said = (when: string, values: Record<string, string | boolean | null>) =>
  guardText(plan, { when, value: true, values }, wording);

test('a condition is told by what it read, in words', () => {
  expect(
    said('x', { 'entity.mode': 'oem', 'steps.call.out.ok': true, 'steps.call.status': 'skipped' }),
  ).toEqual([
    '（mode名 = oem名，“call名”的visit ok名 = 是，“call名” = 已跳过）',
    ' (the mode = the oem, the visit ok of “the call” = yes, “the call” = skipped)',
  ]);
});

test('what nothing names stands as it is, with the condition', () => {
  expect(said("vars.level == 'a'", { 'vars.level': null })[1]).toBe(
    " (vars.level == 'a'; then vars.level = empty)",
  );
  expect(said('true', {})[1]).toBe(' (true)');
});
