import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { catalogueOf } from '../domain/definition/catalogue';
import { MESSAGES } from '../domain/definition/messages';
import { PLACES } from './invalid.places';
import { loadShipped, parseDefinition } from './load';

const folder = join(__dirname, 'invalid');
const catalogue = catalogueOf(loadShipped());
const files = readdirSync(folder).filter((file) => file.endsWith('.json'));

/** Codes for texts that are too long to keep as an example, and for what is known only with a company's people. */
const WITHOUT_EXAMPLE = [
  'json-too-deep',
  'json-too-large',
  'expression-too-large',
  'group-without-people',
  'unknown-employee',
];

describe('broken definitions', () => {
  it.each(files)('%s is found, and only that', (file) => {
    const text = readFileSync(join(folder, file), 'utf8');
    const { problems } = parseDefinition(text, file, catalogue);
    const code = file.replace('.json', '');
    expect([...new Set(problems.map((problem) => problem.code))]).toEqual([code]);
    const [first] = problems;
    const [pointers, start] = PLACES[code] ?? [];
    expect(problems.map((problem) => problem.pointer)).toEqual(pointers);
    expect(text.split('\n')[(first?.line ?? 0) - 1]?.slice((first?.column ?? 0) - 1)).toBe(start);
    for (const { message } of problems) {
      expect(
        [message['zh-CN'], message.en].every((sentence) => sentence.length > 2 && !/\{\w+\}/.test(sentence)),
      ).toBe(true);
    }
  });

  it('have an example for every code', () => {
    const examples = files.map((file) => file.replace('.json', ''));
    expect(
      Object.keys(MESSAGES).filter((code) => !examples.includes(code) && !WITHOUT_EXAMPLE.includes(code)),
    ).toEqual([]);
  });

  it('point to the characters of an expression', () => {
    const file = 'expression-unknown-field.json';
    const [problem] = parseDefinition(readFileSync(join(folder, file), 'utf8'), file, catalogue).problems;
    expect(problem).toMatchObject({
      pointer: '/stages/1/steps/0/if',
      range: { start: 7, end: 12 },
      hint: 'amount?',
    });
  });

  it('from a hostile author are refused at once', () => {
    const codes = (text: string) =>
      parseDefinition(text, 'x.json', catalogue).problems.map(({ code }) => code);
    expect(codes('['.repeat(10_000))).toEqual(['json-too-deep']);
    expect(codes(`"${'x'.repeat(10_000_000)}"`)).toEqual(['json-too-large']);
    expect(codes('{"kind": "form", "\\u005f_proto__": {}}')).toEqual(['json-forbidden-key']);
    expect(codes('')).toEqual(['json-syntax']);
    expect(codes('null')).toEqual(['unknown-kind']);
    const big = readFileSync(join(folder, 'expression-syntax.json'), 'utf8').replace(
      'steps.call.out.interest == ',
      `1${' + 1'.repeat(700)} > 2`,
    );
    expect(codes(big)).toEqual(['expression-too-large']);
  });

  it('may begin with the mark of a byte order, and every place stays where it is', () => {
    const text = `\uFEFF${readFileSync(join(folder, 'unknown-kind.json'), 'utf8')}`;
    expect(parseDefinition(text, 'x.json', catalogue).problems).toMatchObject([
      { code: 'unknown-kind', pointer: '/kind', line: 3 },
    ]);
  });

  it('of a template that nobody could read are a syntax error', () => {
    const body = { 'zh-CN': '{% if a %}'.repeat(6_000), en: 'x' };
    const template = { kind: 'template', key: 'x', version: 1, title: body, channel: 'email', body };
    const { problems } = parseDefinition(JSON.stringify(template), 'x.json', catalogue);
    expect(problems.map(({ code }) => code)).toEqual(['template-syntax']);
  });
});
