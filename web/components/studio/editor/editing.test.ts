import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDefinition } from '../../../../definitions/load';
import { catalogueOf } from '../../../../domain/definition/catalogue';
import { SCHEMA_WORDS } from '../../../i18n/schemaWords';
import { newDocument } from '../newDocument';
import { parse } from 'jsonc-parser';
import { FUNCTIONS, METHODS } from '../../../../domain/expression/vocabulary';
import { CALLABLES } from './callables';
import { complete, offered, schemaOf, shipped } from '../../../../test/support/completion';
import { fixesOf } from './fixes';
import { placed } from './problems';
import type { Schema } from './schemaWalk';

const catalogue = catalogueOf(shipped);
const process = schemaOf('process');
const blank = newDocument('process', 'test.one', { 'zh-CN': '一', en: 'One' });

function problemsOf(text: string) {
  return parseDefinition(text, 'draft.json', catalogue).problems;
}

describe('completion', () => {
  test('keys that the schema allows and that are not there yet', () => {
    const found = offered(blank.replace('"entity":', '"|": 1, "entity":'));
    expect(found).toEqual(expect.arrayContaining(['vars', 'slas', 'exits']));
    expect(found).not.toContain('entity');
  });

  test('keys of the kind of step that is written', () => {
    const found = offered(blank.replace('"assign": "owner"', '"|"'));
    expect(found).toEqual(expect.arrayContaining(['assign', 'form', 'sla']));
    expect(found).not.toContain('approvers');
  });

  test('a new key brings its value with it, and the comma that is needed', () => {
    const text = blank.replace('"entity":', '"va" "entity":');
    const found = complete(text, text.indexOf('"va"') + 3);
    expect(found?.options.find(({ label }) => label === 'vars')?.insert).toBe('vars": { ${} },');
    expect(text.slice(found?.from, found?.to)).toBe('va"');
  });

  test.each([
    ['"kind": "human"', '"kind": "|"', 'milestone'],
    ['"category": "service"', '"category": "|"', 'sales'],
    ['"assign": "owner"', '"assign": "|"', 'owner'],
    ['"assign": "owner"', '"assign": "owner", "form": "|"', 'intention'],
    ['"steps":', '"exit": [{ "to": "|" }], "steps":', 'work'],
    ['"complete": "do"', '"complete": "|"', 'do'],
    ['"assign": "owner"', '"assign": "owner", "if": "entity.|"', 'ownerId'],
    ['"assign": "owner"', '"assign": "owner", "if": "size(ent|"', 'entity'],
    ['"assign": "owner"', '"assign": "owner", "if": "steps.|"', 'do'],
    ['"assign": "owner"', '"assign": "owner", "if": "entity.name.re|"', 'replace'],
    ['"assign": "owner"', `"assign": "owner", "if": "'%s'.|"`, 'format'],
    ['"assign": "owner"', '"assign": "owner", "if": "entity.tags.|"', 'exists'],
    ['"assign": "owner"', '"assign": "owner", "if": "entity.?name.|"', 'orValue'],
    ['"assign": "owner"', '"assign": "owner", "if": "entity.name.trim().|"', 'replace'],
    ['"calendar": "cn-office"', '"calendar": "|"', 'cn-office'],
    ['"start":', '"|": 1, "start":', 'definition'],
  ])('%s → %s offers %s', (before, after, name) => {
    expect(blank).toContain(before);
    expect(offered(blank.replace(before, after))).toContain(name);
  });
});

describe('completion of what can be called', () => {
  const inIf = (expression: string) =>
    blank.replace('"assign": "owner"', `"assign": "owner", "if": "${expression}"`);

  test('is told with what goes into the brackets, and all that the checker accepts is there', () => {
    const text = inIf('entity.name.|');
    const found = complete(text.replace('|', ''), text.indexOf('|'))?.options ?? [];
    expect(found.find(({ label }) => label === 'replace')).toEqual({
      label: 'replace',
      insert: 'replace(${})',
      detail: '(old, new, times?)',
      info: 'the text with the new in place of the old',
    });
    expect(Object.keys(CALLABLES).sort()).toEqual([...new Set([...FUNCTIONS, ...METHODS])].sort());
  });

  test('in a scenario its actions, the steps that they are done to, and what may be expected', () => {
    const stages = '"stages":[{"id":"one","steps":[{"id":"price","kind":"human"}]}]';
    const inStep = (text: string) => offered(`{"kind":"process",${stages},"tests":[{"steps":[${text}]}]}`);
    expect(inStep('{"|"}')).toEqual(expect.arrayContaining(['complete', 'advance', 'expect']));
    expect(inStep('{"complete":"|"}')).toEqual(['price']);
    expect(inStep('{"jump":"|"}')).toEqual(['one']);
    expect(inStep('{"expect":{"|"}}')).toEqual(expect.arrayContaining(['open', 'assigned', 'fired']));
    expect(inStep('{"expect":{"open":["|"]}}')).toEqual(['one/price']);
  });

  test('what a schema says of its properties is said in Chinese too', () => {
    const kinds = ['calendar', 'dunning', 'form', 'list', 'process', 'report', 'scenario', 'template'];
    const said = kinds.flatMap((kind) => [
      ...JSON.stringify(schemaOf(kind)).matchAll(/"description":("(?:[^"\\]|\\.)*")/g),
    ]);
    const texts = said.map(([, text = '']) => JSON.parse(text) as string); // a JSON text
    expect(texts.filter((text) => !(text in SCHEMA_WORDS))).toEqual([]);
  });

  test('offers a number nothing that a text can do', () => {
    expect(offered(inIf('entity.creditLimit.|'))).toEqual([]);
    expect(offered(inIf('entity.tags.|'))).not.toContain('trim');
  });
});

describe('one-key fixes', () => {
  test.each([
    ['missing-locale', ', "en": "Do the work"', ''],
    ['unknown-role', '"assign": "owner"', '"assign": "ownr"'],
    ['unknown-property', '"assign": "owner"', '"asign": "owner"'],
    ['unknown-calendar', '"cn-office"', '"cn-ofice"'],
    ['missing-property', '"category": "service",', ''],
    ['expression-unknown-field', '"assign": "owner"', '"assign": "owner", "if": "entity.ownerI == \'x\'"'],
    ['exit-without-default', '"id": "work",', '"id": "work", "exit": [{ "when": "true", "to": "next" }],'],
  ])('%s', (code, before, after) => {
    expect(blank).toContain(before);
    const broken = blank.replace(before, after);
    const problem = problemsOf(broken).find((one) => one.code === code);
    const [fix] = problem ? fixesOf(problem, parse(broken), process) : [];
    expect(fix && problemsOf(fix.apply(broken)).filter((one) => one.code === code)).toEqual([]);
  });

  test('a property is not renamed to one that is there: neither value is lost without a word', () => {
    const both = blank.replace('"assign": "owner"', '"asign": "boss", "assign": "owner"');
    const problem = problemsOf(both).find(({ code }) => code === 'unknown-property');
    const fixes = problem ? fixesOf(problem, parse(both), process) : [];
    expect(fixes.map(({ name }) => name)).toEqual(['remove']);
    const alone = blank.replace('"assign": "owner"', '"asign": "boss"');
    const [rename] = problem ? fixesOf({ ...problem, hint: 'assign?' }, parse(alone), process) : [];
    expect(rename?.apply(both)).toBe(both);
  });

  test('a stage that is jumped back to gets its repeat.max', () => {
    const back = blank.replace(
      '"id": "work",',
      '"id": "work", "exit": [{ "when": "entity.name == \'x\'", "to": "work" }, { "to": "next" }],',
    );
    const problem = problemsOf(back).find(({ code }) => code === 'back-jump-without-repeat');
    const [fix] = problem ? fixesOf(problem, parse(back), process) : [];
    expect(fix && problemsOf(fix.apply(back))).toEqual([]);
  });

  test('a step that a rejection reopens gets its repeat.max', () => {
    const approval =
      '{"id": "ok", "kind": "approval", "approvers": ["owner"], "onReject": {"reopen": ["do"]}}';
    const process = JSON.parse(blank) as { stages: { steps: unknown[] }[] }; // as it is just above
    process.stages[0]?.steps.push(JSON.parse(approval));
    const text = JSON.stringify(process, null, 2);
    const ofRepeat = (one: string) => problemsOf(one).filter(({ code }) => code === 'reopen-without-repeat');
    const [problem] = ofRepeat(text);
    const [fix] = problem ? fixesOf(problem, parse(text)) : [];
    expect(fix && ofRepeat(fix.apply(text))).toEqual([]);
    expect(fix?.apply(text)).toContain('"repeat"');
  });
});

test('problems stand at what they are about', () => {
  const text = blank.replace('"assign": "owner"', '"assign": "ownr", "if": "entity.nam == \'x\'"');
  const [role, field] = placed(text, problemsOf(text)).map(({ from, to }) => text.slice(from, to));
  expect(role).toBe('"ownr"');
  expect(field).toContain('nam');
  const letter = newDocument('template', 'test.letter', { 'zh-CN': '一', en: 'One' });
  const written = JSON.parse(letter) as { body: { en: string } }; // as it is just above
  const marked = (body: string) => {
    const faulty = JSON.stringify({ ...written, body: { ...written.body, en: body } });
    return placed(faulty, problemsOf(faulty)).map(({ from, to }) => faulty.slice(from, to));
  };
  expect(marked('Dear "you",\n{{ custmer.name }}\t{{ custmer.name }}')).toEqual(['custmer.name']);
  expect(marked('Dear "you",\n{% if now %}')).toEqual(['{% if now %}']);
  const broken = '{"a": 1,,}';
  expect(placed(broken, problemsOf(broken))[0]?.from).toBeGreaterThan(0);
});

const invalid = join(__dirname, '../../../../definitions/invalid');
const broken = readdirSync(invalid).filter((file) => file.endsWith('.json'));

test('every fix that is offered for a broken example ends its problem and makes no other', () => {
  const offers = broken.flatMap((file) => {
    const text = readFileSync(join(invalid, file), 'utf8');
    const problems = parseDefinition(text, file, catalogue).problems;
    return problems.flatMap((problem) =>
      fixesOf(problem, parse(text), schemaFor(text)).map((fix) => {
        const after = parseDefinition(fix.apply(text), file, catalogue).problems;
        const isThere = after.some(
          ({ code, pointer }) => code === problem.code && pointer === problem.pointer,
        );
        const isForm = after.some(({ code }) => code.startsWith('json-') || code === 'bad-format');
        const isBetter = !isThere && !isForm && after.length <= problems.length;
        return { fix: `${file} ${fix.name} ${fix.value ?? ''}`, isBetter };
      }),
    );
  });
  expect(offers.length).toBeGreaterThan(15);
  expect(offers.filter(({ isBetter }) => !isBetter)).toEqual([]);
});

/** The schema of the kind that the document says it is of. */
function schemaFor(text: string): Schema {
  const kind = /"kind": "(\w+)"/.exec(text)?.[1] ?? 'process';
  return schemaOf(
    ['process', 'form', 'calendar', 'template', 'list', 'dunning'].includes(kind) ? kind : 'process',
  );
}
