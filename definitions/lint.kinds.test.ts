import { problems, shipped, title } from './lintExample';

// Rules for the kinds of definition besides processes.
const common = { key: 'x', version: 1, title };
const form = (schema: object, more: object = {}) => ({ kind: 'form', ...common, schema, ...more });
const fields = (properties: object, more: object = {}) => form({ type: 'object', properties, ...more });
const calendar = (more: object) => ({
  kind: 'calendar',
  ...common,
  timezone: 'Asia/Shanghai',
  week: { mon: [['09:00', '18:00']] },
  ...more,
});
const policy = (more: object) => ({ kind: 'dunning', ...common, per: 'customer', levels: [], ...more });
const levels = (...some: object[]) =>
  policy({ levels: some.map((one, n) => ({ id: `L${n}`, do: [], ...one })) });
const many = <T>(count: number, make: (n: number) => T) => Array.from({ length: count }, (_, n) => make(n));
const list = (items: object[]) => ({ kind: 'list', ...common, use: 'type', items });

const widget = (ui: object) =>
  form({ type: 'object', properties: { a: { enum: ['x'] } } }, { ui: { a: ui } });

const REFUSED: Record<string, [object, string]> = {
  'a word that JSON Schema has not': [
    fields({ a: { typ: 'string' } }),
    'unknown-property /schema/properties/a/typ',
  ],
  'a form of a list': [form({ type: 'array' }), 'not-allowed-value /schema/type'],
  'a format that nobody checks': [
    fields({ a: { type: 'string', format: 'dat' } }),
    'not-allowed-value /schema/properties/a/format',
  ],
  'a default of another type': [
    fields({ a: { type: 'number', default: 'x' } }),
    'schema-invalid /schema/properties/a/default',
  ],
  'a default without what it must have': [
    fields({ a: { type: 'object', properties: { b: {} }, required: ['b'], default: {} } }),
    'schema-invalid /schema/properties/a/default',
  ],
  'a number between two that leave none': [
    fields({ a: { anyOf: [{ type: 'number', exclusiveMinimum: 5, maximum: 5 }] } }),
    'schema-invalid /schema/properties/a/anyOf/0/maximum',
  ],
  'a choice of another type': [
    fields({ a: { type: ['string', 'null'], enum: ['x', null, 1] } }),
    'wrong-type /schema/properties/a/enum/2',
  ],
  'a condition for an answer that there is not': [
    {
      ...form({ type: 'object', properties: { a: { type: 'string', enum: ['x'] } } }),
      ui: { a: { title, showWhen: "form.a == 'y'" } },
    },
    'never-equal /ui/a/showWhen',
  ],
  'an answer that no field gives': [
    fields({ a: {} }, { required: ['b'] }),
    'unknown-field /schema/required/0',
  ],
  'a field that no expression can name': [fields({ 'a b': {} }), 'bad-format /schema/properties/a b'],
  'a $ref to itself by way of others': [
    fields(
      { a: { $ref: '#/$defs/b' } },
      {
        $defs: {
          b: { anyOf: [{ $ref: '#/$defs/c' }] },
          c: { allOf: [{ $ref: '#/$defs/d' }] },
          d: { not: { $ref: '#/$defs/e' } },
          e: { if: { $ref: '#/$defs/b' } },
        },
      },
    ),
    'schema-invalid /schema',
  ],
  'a tree of answers': [
    fields(
      { a: { $ref: '#/$defs/b' } },
      { $defs: { b: { type: 'object', properties: { c: { $ref: '#/$defs/b' } } } } },
    ),
    'schema-invalid /schema',
  ],
  'a $ref that doubles forty times': [
    fields(
      { a: { $ref: '#/$defs/d0' } },
      {
        $defs: Object.fromEntries(
          many(41, (n) => {
            const next = { $ref: `#/$defs/d${n + 1}` };
            return [`d${n}`, n === 40 ? { type: 'string' } : { allOf: [next, next] }];
          }),
        ),
      },
    ),
    'schema-invalid /schema',
  ],
  'a schema of another document': [fields({ a: { $ref: 'file:///etc/passwd' } }), 'schema-invalid /schema'],
  'a choice from no list': [widget({ widget: 'list' }), 'missing-property /ui/a'],
  'a reference to nothing': [widget({ widget: 'ref' }), 'missing-property /ui/a'],
  'words for a choice that there is not': [
    widget({ options: { y: title } }),
    'not-allowed-value /ui/a/options/y',
  ],
  'a list of a field that an entity has not': [
    {
      ...shipped.find(({ kind, key }) => kind === 'entity' && key === 'order'),
      key: 'x',
      statusField: 'statsu',
    },
    'unknown-field /statusField',
  ],
  'more than 128 KB': [list(many(3_000, (n) => ({ code: `c${n}`, title }))), 'over-limit '],
  'more than 200 states': [
    policy({ state: many(201, (n) => ({ id: `s${n}`, when: 'total > 1' })) }),
    'over-limit ',
  ],
  'a day that there is not': [calendar({ closed: ['2026-02-30'] }), 'bad-format /closed/0'],
  'a range that ends before it begins': [
    calendar({ closed: [{ from: '2026-05-05', to: '2026-05-01' }] }),
    'windows-overlap /closed/0',
  ],
  'windows of a make-up day': [
    calendar({
      open: [
        {
          date: '2026-05-05',
          windows: [
            ['09:00', '12:00'],
            ['11:00', '13:00'],
          ],
        },
      ],
    }),
    'windows-overlap /open/0/windows/1',
  ],
  'a day with hours of two kinds': [
    calendar({ open: ['2026-05-05', { date: '2026-05-05', windows: [['09:00', '12:00']] }] }),
    'windows-overlap /open/1',
  ],
  'make-up days without any hours': [
    calendar({ week: {}, open: ['2026-05-05'] }),
    'calendar-without-hours /week',
  ],
  'an offset instead of a zone': [calendar({ timezone: '+08:00' }), 'unknown-timezone /timezone'],
  'a level by the month that is over before': [
    levels({ from: 'endOfMonth', after: 'P60D' }, { from: 'dueDate', after: 'P3D' }),
    'levels-unordered /levels/1/after',
  ],
  'a level that lies before what follows the one before': [
    levels(
      { from: 'dueDate', after: 'P3D' },
      { from: 'previousLevel', after: 'P10D' },
      { from: 'dueDate', after: 'P5D' },
    ),
    'levels-unordered /levels/2/after',
  ],
  'a letter after some hours': [levels({ from: 'dueDate', after: 'PT3H' }), 'bad-format /levels/0/after'],
  'the state that there is anyway': [
    policy({ state: [{ id: 'clear', when: 'total > 3' }] }),
    'reserved-name /state/0/id',
  ],
  'a hold until an amount': [
    policy({ holds: [{ id: 'p', until: { cel: 'invoice.balance' } }] }),
    'wrong-value /holds/0/until/cel',
  ],
  'a field of the customer that may be empty': [
    policy({ includes: "customer.category.startsWith('a')" }),
    'possibly-missing /includes',
  ],
  'a field that the account has not': [
    policy({ includes: "customer.region == 'x'" }),
    'expression-unknown-field /includes',
  ],
};

const FINE: Record<string, object> = {
  'a field called like a language': fields({ en: { type: 'string' } }, {}),
  'a code called like a language': form(
    { type: 'object', properties: { lang: { enum: ['en'] } } },
    { ui: { lang: { options: { en: title } } } },
  ),
  'windows that touch, until midnight': calendar({
    week: {
      mon: [
        ['09:00', '12:00'],
        ['12:00', '24:00'],
      ],
    },
  }),
  'a day that is open and closed': calendar({ open: ['2026-05-05'], closed: ['2026-05-05'] }),
  'levels by the month after levels by the day': levels(
    { from: 'dueDate', after: 'P3D' },
    { from: 'previousLevel', after: 'P10D' },
    { from: 'endOfMonth', after: 'P30D' },
  ),
  'a hold until a day that may not be set': policy({
    holds: [{ id: 'p', until: { cel: 'invoice.promisedOn' } }],
  }),
};

describe('refused', () => {
  it.each(Object.entries(REFUSED))('%s', (_, [document, expected]) => {
    expect(problems(document)).toEqual([expected]);
  });
});

describe('fine', () => {
  it.each(Object.entries(FINE))('%s', (_, document) => {
    expect(problems(document)).toEqual([]);
  });
});
