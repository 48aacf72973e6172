import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadShipped, parseDefinition } from '../../../../definitions/load';
import { catalogueOf } from '../../../../domain/definition/catalogue';
import { newDocument } from '../newDocument';
import { createCompleter } from './complete';
import { fixesOf } from './fixes';
import { placed } from './problems';
import type { Schema } from './schemaWalk';

const shipped = loadShipped();
const catalogue = catalogueOf(shipped);
const schemaOf = (kind: string) =>
  JSON.parse(
    readFileSync(join(__dirname, `../../../../definitions/schemas/${kind}.schema.json`), 'utf8'),
  ) as Schema;
const process = schemaOf('process');
const complete = createCompleter(process, schemaOf('scenario'), {
  definitions: shipped.map(({ kind, key }) => ({ kind, key, title: null })),
  entities: shipped.filter(({ kind }) => kind === 'entity') as never[],
});
const blank = newDocument('process', 'test.one', { 'zh-CN': '一', en: 'One' });

/** What is offered where `|` stands. */
function offered(text: string) {
  const found = complete(text.replace('|', ''), text.indexOf('|'));
  return found?.options.map(({ label }) => label) ?? [];
}

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
    ['"calendar": "cn-office"', '"calendar": "|"', 'cn-office'],
    ['"start":', '"|": 1, "start":', 'definition'],
  ])('%s → %s offers %s', (before, after, name) => {
    expect(blank).toContain(before);
    expect(offered(blank.replace(before, after))).toContain(name);
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
    const [fix] = problem ? fixesOf(problem, process) : [];
    expect(fix && problemsOf(fix.apply(broken)).filter((one) => one.code === code)).toEqual([]);
  });

  test('a stage that is jumped back to gets its repeat.max', () => {
    const back = blank.replace(
      '"id": "work",',
      '"id": "work", "exit": [{ "when": "entity.name == \'x\'", "to": "work" }, { "to": "next" }],',
    );
    const problem = problemsOf(back).find(({ code }) => code === 'back-jump-without-repeat');
    const [fix] = problem ? fixesOf(problem, process) : [];
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
    const [fix] = problem ? fixesOf(problem) : [];
    expect(fix && ofRepeat(fix.apply(text))).toEqual([]);
    expect(fix?.apply(text)).toContain('"repeat"');
  });
});

test('problems stand at what they are about', () => {
  const text = blank.replace('"assign": "owner"', '"assign": "ownr", "if": "entity.nam == \'x\'"');
  const [role, field] = placed(text, problemsOf(text)).map(({ from, to }) => text.slice(from, to));
  expect(role).toBe('"ownr"');
  expect(field).toContain('nam');
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
      fixesOf(problem, schemaFor(text)).map((fix) => {
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
