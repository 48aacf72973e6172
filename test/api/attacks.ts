/** What a hostile author sends: each a text that must be refused with a code wherever a definition is read. */
export interface Attack {
  name: string;
  files: { file: string; text: string }[];
  /** Codes of problems that may name it. */
  codes: string[];
}

type Loose = Record<string, unknown>;
const label = (text: string) => ({ 'zh-CN': text, en: text });
const attack = (name: string, codes: string[], ...texts: (string | object)[]): Attack => ({
  name,
  codes,
  files: texts.map((text, n) => ({
    file: `${n}.json`,
    text: typeof text === 'string' ? text : JSON.stringify(text),
  })),
});

/** A process of one step, on opportunities. */
export function process(more: Loose = {}, step: Loose = {}): Loose {
  const only = { id: 'do', kind: 'human', title: label('做'), assign: 'owner', ...step };
  return {
    kind: 'process',
    key: 'hostile.one',
    version: 1,
    category: 'general',
    title: label('敌意'),
    entity: 'opportunity',
    roles: { owner: { by: 'field', path: '/entity/ownerId' } },
    stages: [{ id: 'work', title: label('做'), steps: [only] }],
    ...more,
  };
}

const form = (schema: Loose): Loose => ({
  kind: 'form',
  key: 'hostile.form',
  version: 1,
  title: label('表单'),
  schema: { type: 'object', properties: { a: schema } },
});
const report = (more: Loose): Loose => ({
  kind: 'report',
  key: 'hostile.report',
  version: 1,
  title: label('报表'),
  entity: 'customer',
  by: [{ id: 'owner', field: 'ownerId' }],
  measures: [{ id: 'n', title: label('数'), count: true }],
  ...more,
});
const template = (body: string): Loose => ({
  kind: 'template',
  key: 'hostile.template',
  version: 1,
  title: label('模板'),
  channel: 'email',
  params: {
    type: 'object',
    properties: { customer: { type: 'object', properties: { name: { type: 'string' } } } },
  },
  body: label(body),
});
const ring = (n: number): Loose =>
  process(
    { key: `hostile.ring${n}` },
    { kind: 'process', process: `hostile.ring${(n % 5) + 1}`, assign: undefined, title: undefined },
  );

const EXPRESSIONS: [string, string[]][] = [
  [
    `entity.constructor.constructor('return process')() == 1`,
    ['expression-unknown-field', 'expression-syntax'],
  ],
  [`entity.__proto__ != null`, ['expression-unknown-field', 'expression-syntax']],
  [`entity['__proto__'] != null`, ['expression-unknown-field', 'expression-type', 'expression-syntax']],
  [`process.exit(1)`, ['expression-unknown-name', 'expression-unknown-function']],
  [`require('fs') == 1`, ['expression-unknown-name', 'expression-unknown-function']],
  [`globalThis == 1`, ['expression-unknown-name']],
  [`'aaaaaaaaaaaaaaaaaaaaaaaaaaaa!'.matches('^(a+)+$')`, ['expression-matches']],
  [`${'['.repeat(300)}1${']'.repeat(300)} == 1`, ['expression-too-large', 'expression-syntax']],
  [`${'('.repeat(1_500)}true${')'.repeat(1_500)}`, ['expression-too-large', 'expression-syntax']],
  [Array(900).fill('true').join(' && '), ['out-of-range']],
];

/** A condition that would take a million million steps; it is stopped when it is evaluated, as an incident. */
export const ENDLESS = nested('[1,2,3,4,5,6,7,8,9,10]', 12);

function nested(list: string, depth: number): string {
  return depth === 0 ? 'true' : `${list}.all(x${depth}, ${nested(list, depth - 1)})`;
}

export const ATTACKS: Attack[] = [
  attack(
    'ten thousand deep',
    ['json-too-deep'],
    `{"kind":"process","x":${'['.repeat(10_000)}${']'.repeat(10_000)}}`,
  ),
  attack('deep objects', ['json-too-deep'], `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`),
  attack('__proto__', ['json-forbidden-key'], `{"kind":"process","__proto__":{"isAdmin":true}}`),
  attack('constructor', ['json-forbidden-key'], `{"kind":"form","constructor":{"prototype":{"x":1}}}`),
  attack('escaped __proto__', ['json-forbidden-key'], `{"kind":"form","\\u005f_proto__":{"x":1}}`),
  attack('doubled keys', ['json-duplicate-key'], `{"kind":"form","kind":"process"}`),
  attack('a number that is none', ['json-bad-number', 'json-syntax'], `{"kind":"process","version":1e999}`),
  attack('very many values', ['json-too-large'], `{"kind":"process","x":[${'1,'.repeat(200_000)}1]}`),
  attack(
    'very many wrong members',
    ['unknown-property', 'json-too-large'],
    JSON.stringify({
      ...process(),
      ...Object.fromEntries(Array.from({ length: 15_000 }, (_, n) => [`x${n}`, n])),
    }),
  ),
  attack(
    'very many broken brackets',
    ['json-syntax', 'json-too-deep', 'json-too-large'],
    '}]'.repeat(200_000),
  ),
  attack('one endless string', ['json-syntax'], `{"kind":"${'\\'.repeat(400_001)}`),
  ...EXPRESSIONS.map(([expression, codes]) =>
    attack(`the expression ${expression.slice(0, 40)}`, codes, process({}, { if: expression })),
  ),
  ...['^(a+)+$', '^(a|a)*$', '^(.*)*x$', '^a{1,100000}$', '(?=a)a*', '^(a*)*\\1$'].map((pattern) =>
    attack(
      `the pattern ${pattern}`,
      ['pattern-too-costly', 'schema-invalid'],
      form({ type: 'string', pattern }),
    ),
  ),
  attack('a schema that follows an address', ['schema-invalid'], form({ $ref: 'http://127.0.0.1:9/x.json' })),
  ...['{{ process.env }}', '{{ customer.constructor.constructor }}', '{% include "/etc/passwd" %}'].map(
    (body) => attack(`the template ${body}`, ['unknown-parameter', 'template-syntax'], template(body)),
  ),
  ...(
    [
      ['a report of another table', ['bad-format'], { by: [{ id: 'a', field: 'id; drop table customer' }] }],
      ['a report of what every object has', ['unknown-field'], { by: [{ id: 'a', field: 'constructor' }] }],
      [
        'a report with SQL',
        ['expression-syntax', 'filter-unsupported'],
        { when: "entity.name == 'a' or 1=1 --" },
      ],
      [
        'a report with a long condition',
        ['filter-unsupported'],
        { when: Array(150).fill('true').join(' && ') },
      ],
    ] as const
  ).map(([name, codes, more]) => attack(name, [...codes], report(more))),
  attack(
    'a scenario of very many misspelt words',
    ['unknown-property', 'json-too-large'],
    process({
      tests: [
        {
          name: 'x',
          start: '2026-03-02T09:00:00+08:00',
          steps: Array.from({ length: 4_000 }, (_, n) => ({ [`complete${n}`]: 'xyz' })),
        },
      ],
    }),
  ),
  attack('five processes that start each other', ['self-start'], ...[1, 2, 3, 4, 5].map(ring)),
];

/** More than any body may have. */
export const TEN_MEGABYTES = `{"kind":"process","x":"${'x'.repeat(10 * 1024 * 1024)}"}`;

/** A body of nearly the size that is read, with as many mistakes as fit. */
export const WIDE = [
  `{"files":[${'1,'.repeat(500_000)}1]}`,
  `{"files":[${'{},'.repeat(300_000)}{}]}`,
  `{"files":[${Array.from({ length: 20_000 }, (_, n) => `{"file":"${n}","text":"{","x":1}`).join(',')}]}`,
  `{${Array.from({ length: 80_000 }, (_, n) => `"x${n}":1`).join(',')}}`,
];
