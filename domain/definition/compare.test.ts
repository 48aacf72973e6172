import fc from 'fast-check';
import type { JsonObject } from '../process/types';
import { compareDefinitions } from './compare';

const title = (zh: string, en: string) => ({ 'zh-CN': zh, en });
const step = (id: string, more: JsonObject = {}): JsonObject => ({
  id,
  kind: 'human',
  title: title(`做${id}`, `Do ${id}`),
  assign: 'owner',
  ...more,
});
const stage = (id: string, steps: JsonObject[], more: JsonObject = {}): JsonObject => ({
  id,
  title: title(`阶段${id}`, `Stage ${id}`),
  steps,
  ...more,
});
const process = (version: number, ...stages: JsonObject[]): JsonObject => ({
  kind: 'process',
  key: 'x',
  version,
  stages,
});
const told = (left: JsonObject, right: JsonObject) =>
  compareDefinitions(left, right).map(({ what, label }) => [what, label.en]);

test('a changed due time is one sentence in both languages, at its place', () => {
  const quote = (due: string) =>
    process(1, stage('a', [step('price')]), {
      id: 'quote',
      title: title('报价', 'Quotation'),
      steps: [step('approve', { sla: { due, clock: 'business' } })],
    });
  expect(compareDefinitions(quote('P1D'), quote('P2D'))).toEqual([
    {
      pointer: '/stages/1/steps/0/sla/due',
      what: 'changed',
      before: 'P1D',
      after: 'P2D',
      label: {
        'zh-CN': '步骤 报价/approve：“时限 › 期限”由 P1D 改为 P2D',
        en: 'Step Quotation/approve: SLA › due changed from P1D to P2D',
      },
    },
  ]);
});

test('a step that goes to another stage has moved, and what else changed of it is told', () => {
  expect(
    told(
      process(1, stage('a', [step('one'), step('two')]), stage('b', [step('three')])),
      process(2, stage('a', [step('one')]), stage('b', [step('three'), step('two', { assign: 'boss' })])),
    ),
  ).toEqual([
    ['moved', 'Step Stage b/two moved from a/two to b/two'],
    ['changed', 'Step Stage b/two: assignee changed from owner to boss'],
  ]);
});

test('a renamed stage is no other stage, and what names it has not changed', () => {
  const back = { exit: [{ to: 'first' }] };
  const left = process(1, stage('first', [step('one')]), stage('b', [step('two')], back));
  const renamed = { ...stage('first', [step('one')]), id: 'opening' };
  const right = process(2, renamed, stage('b', [step('two')], { exit: [{ to: 'opening' }] }));
  expect(told(left, right)).toEqual([
    ['changed', 'Stage Stage first (opening): id changed from first to opening'],
  ]);
});

test('stages in another order have moved; added and removed ones are told whole', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((id) => stage(id, [step(`${id}1`)]));
  expect(told(process(1, a ?? {}, b ?? {}, c ?? {}), process(2, c ?? {}, a ?? {}, b ?? {}))).toEqual([
    ['moved', 'Stage Stage c (c) moved from place 3 to 1'],
  ]);
  expect(told(process(1, a ?? {}), process(2, a ?? {}, b ?? {}))).toEqual([
    ['added', 'Stage Stage b (b) added'],
  ]);
  expect(told(process(1, a ?? {}, b ?? {}), process(2, a ?? {}))).toEqual([
    ['removed', 'Stage Stage b (b) removed'],
  ]);
});

test('the order of members, the version and the schema address mean nothing', () => {
  expect(
    compareDefinitions({ $schema: 'x', version: 1, a: 1, b: { c: 1, d: 2 } }, { b: { d: 2, c: 1 }, a: 1 }),
  ).toEqual([]);
});

test('an empty list that comes or goes is a difference too', () => {
  expect(compareDefinitions({}, { exits: [] })).toMatchObject([{ what: 'added', pointer: '/exits' }]);
  expect(compareDefinitions({ exits: [] }, {})).toMatchObject([{ what: 'removed', pointer: '/exits' }]);
});

test('lists of statuses are compared by their codes', () => {
  const item = (code: string, active: boolean) => ({ code, title: title(code, code), active });
  const list = (...items: JsonObject[]): JsonObject => ({ kind: 'list', key: 'l', version: 1, items });
  expect(told(list(item('a', true), item('b', true)), list(item('a', true), item('b', false)))).toEqual([
    ['changed', 'Items › b › active changed from yes to no'],
  ]);
});

test('whatever the documents: it ends, is silent about equal ones, and never about different ones', () => {
  const json = fc.jsonValue({ maxDepth: 5 });
  const document = fc
    .dictionary(fc.string(), json)
    .map((value) => JSON.parse(JSON.stringify(value)) as JsonObject);
  fc.assert(
    fc.property(document, document, (left, right) => {
      expect(compareDefinitions(left, left)).toEqual([]);
      const { version: _, $schema: __, ...a } = left;
      const { version: ___, $schema: ____, ...b } = right;
      if (compareDefinitions(left, right).length === 0) expect(a).toEqual(b);
    }),
    { numRuns: 200 },
  );
});
