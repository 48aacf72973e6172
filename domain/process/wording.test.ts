import { openCase } from './case.testkit';
import type { JsonObject } from './types';
import type { Called } from './valueText';
import { guardText, type Wording } from './wording';

const text = (name: string) => ({ 'zh-CN': `${name}名`, en: `the ${name}` });
const fields: Record<string, Called> = {
  mode: { title: text('mode'), options: { oem: text('oem') } },
  amount: { title: text('amount'), shows: 'money' },
  closeOn: { title: text('closeOn'), shows: 'date' },
  calledAt: { title: text('calledAt'), shows: 'datetime' },
  contactId: { title: text('contactId'), shows: 'ref' },
};
const wording: Wording = {
  field: (_entity, name) => fields[name] ?? null,
  formField: (form, name) => ({
    title: text(`${form} ${name}`),
    ...(name === 'off' && { shows: 'percent' }),
  }),
  group: () => null,
  template: () => null,
  process: () => null,
};
const call = { id: 'call', kind: 'human', title: text('call'), assign: 'owner', form: 'visit' };
const steps = [
  { ...call, set: { '/vars/off': { cel: 'form.off' } } },
  { id: 'credit', kind: 'auto', title: text('credit'), action: 'credit.check' },
];
const vars = {
  type: 'object',
  properties: { off: { type: 'number' }, rounds: { type: 'integer', title: 'Rounds' } },
};
const { plan } = openCase({ entity: 'opportunity', vars, stages: { a: { steps } } });
const said = (when: string, values: JsonObject) => guardText(plan, { when, value: true, values }, wording);

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

test('amounts, shares, days and instants are written as people of each language write them, and an id not at all', () => {
  const record = {
    amount: 1234567.5,
    closeOn: '2026-03-09',
    calledAt: '2026-03-09T08:05:00Z',
    contactId: 'x',
  };
  const values = Object.fromEntries(Object.entries(record).map(([name, value]) => [`entity.${name}`, value]));
  expect(said('x', values)).toEqual([
    '（amount名 = 1,234,567.50，closeOn名 = 2026/03/09，calledAt名 = 2026/03/09 16:05，contactId名 = 已填）',
    ' (the amount = 1,234,567.50, the closeOn = 09/03/2026, the calledAt = 09/03/2026, 16:05, the contactId = filled in)',
  ]);
});

test('a variable is called as the answer that it keeps or as it is declared, and a result as its action says', () => {
  expect(said('x', { 'vars.off': 0.25, 'vars.rounds': 2, 'steps.credit.out.exposure': 80000 })[1]).toBe(
    ' (the visit off = 25%, Rounds = 2, Credit in use of “the credit” = 80,000.00)',
  );
});
