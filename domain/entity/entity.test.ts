import Ajv from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DomainError } from '../errors';
import { can, entityFor, may } from '../permissions';
import { ROLES } from '../generated/roles';
import { allEntities, columnOf, entityOf, labelOf } from './catalogue';
import { formatNumber } from './number';
import { parseRecord } from './parse';
import { entitySchema } from './schema';
import { FIELD_TYPES, isCleanText } from './fieldTypes';

const folder = join(__dirname, '../../definitions');
const ajv = addFormats(new Ajv({ strict: false, allErrors: true }));
const everything = { mode: 'create' as const, system: false, today: '2026-03-01' };

const parses = (key: string, input: unknown) => {
  const entity = entityOf(key);
  try {
    parseRecord(entity, input, { ...everything, fields: entity.fields });
    return true;
  } catch (cause) {
    if (cause instanceof DomainError) return false;
    throw cause;
  }
};

it('keeps every definition to the schema, with both languages', () => {
  const validate = ajv.compile(JSON.parse(readFileSync(join(folder, 'schemas/entity.schema.json'), 'utf8')));
  for (const file of readdirSync(join(folder, 'entities'))) {
    const document = JSON.parse(readFileSync(join(folder, 'entities', file), 'utf8'));
    expect([file, validate(document), validate.errors]).toEqual([file, true, null]);
    for (const label of JSON.stringify(document).matchAll(/"title":(\{[^}]*\})/g))
      expect(Object.keys(JSON.parse(label[1] ?? ''))).toEqual(['zh-CN', 'en']);
  }
});

it('names only roles, entities and fields that exist', () => {
  const roles = ROLES.map((role) => role.key as string);
  for (const entity of allEntities()) {
    const names = Object.keys(entity.fields);
    expect(Object.keys(entity.access).filter((role) => !roles.includes(role))).toEqual([]);
    expect(
      Object.values(entity.fields)
        .flatMap((field) => field.hidden ?? [])
        .filter((role) => !roles.includes(role)),
    ).toEqual([]);
    expect(
      [...(entity.views?.list ?? []), ...(entity.views?.form ?? []).flat()].filter(
        (name) => name !== 'number' && !names.includes(name),
      ),
    ).toEqual([]);
    for (const field of Object.values(entity.fields))
      if (field.entity) expect(entityOf(field.entity)).toBeDefined();
  }
});

it.each([
  ['text', 'x', true],
  ['text', '', false],
  ['text', '  ', false],
  ['text', 'a\u0000', false],
  ['text', '\uDC00', false],
  ['text', '😀'.repeat(200), true],
  ['date', '2028-02-29', true],
  ['date', '2026-02-29', false],
  ['date', '2026-2-1', false],
  ['date', '2026-04-31', false],
  ['datetime', '2026-03-01T10:00:00+08:00', true],
  ['datetime', '2026-03-01T10:00:00', false],
  ['datetime', '2026-02-30T10:00:00Z', false],
  ['datetime', '2026-03-01T25:00:00Z', false],
  ['email', 'a@b.example', true],
  ['email', 'a@b', false],
  ['email', 'a b@c.de', false],
  ['email', 'a@b.example\n', false],
  ['phone', '+86 138-0000 0000', true],
  ['phone', '12', false],
  ['phone', '1; drop', false],
  ['integer', 5, true],
  ['integer', 5.5, false],
  ['integer', 2 ** 31, false],
  ['integer', '5', false],
  ['decimal', 0.001, true],
  ['decimal', 0.0001, false],
  ['decimal', NaN, false],
  ['decimal', 1e300, false],
  ['percent', 0.333333, true],
  ['percent', 0.3333333, false],
  ['boolean', true, true],
  ['boolean', 'true', false],
  ['boolean', 0, false],
  ['tags', ['a', 'b'], true],
  ['tags', ['a', 'a'], false],
  ['tags', [''], false],
  ['tags', [1], false],
  ['tags', Array.from({ length: 51 }, String), false],
  ['periods', [['2026-03-02', '2026-03-02']], true],
  ['periods', [{ from: '2026-03-02', to: '2026-03-03' }], false],
  ['periods', [['2026-03-03', '2026-03-02']], false],
  ['periods', [['2026-02-30', '2026-03-02']], false],
  ['periods', [['2026-03-02']], false],
  ['json', { a: [1] }, true],
  ['json', { a: '\u0000' }, false],
  ['json', 'text', false],
  ['ref', '01900000-0000-7000-8000-000000000000', true],
  ['ref', '1', false],
] as const)('a %s may be %p: %p', (type, value, fits) => {
  expect(FIELD_TYPES[type].parse(value, { type, title: {} }) !== null).toBe(fits);
});

it('accepts and refuses in code what the published JSON Schema accepts and refuses', () => {
  const validate = ajv.compile(entitySchema(entityOf('contact'), 'create'));
  const wild = fc.record(
    {
      name: fc.oneof(fc.string({ maxLength: 250, unit: 'binary' }), fc.integer(), fc.constant(null)),
      customerId: fc.oneof(fc.uuid(), fc.string({ maxLength: 5 })),
      birthday: fc.oneof(
        fc
          .date({ noInvalidDate: true, min: new Date('1900-01-01'), max: new Date('2100-01-01') })
          .map((day) => day.toISOString().slice(0, 10)),
        fc.constant('2026-02-30'),
        fc.constant(null),
      ),
      main: fc.oneof(fc.boolean(), fc.constant('x')),
      extra: fc.constant(1),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(wild, (input) => {
      // what JSON Schema cannot say: blank texts, NUL and halves of pairs
      fc.pre(typeof input.name !== 'string' || (input.name.trim() !== '' && isCleanText(input.name)));
      expect(parses('contact', input)).toBe(validate(input));
    }),
    { numRuns: 300, seed: 5 },
  );
});

it('never throws anything but its own error', () => {
  fc.assert(
    fc.property(
      fc.anything({ withNullPrototype: true, withBigInt: true }),
      fc.constantFrom(...allEntities().map((entity) => entity.key)),
      (input, key) => typeof parses(key, input) === 'boolean',
    ),
    { numRuns: 300, seed: 6 },
  );
});

it('rounds what the engine computed, and refuses the same from a person', () => {
  const entity = entityOf('opportunity');
  const input = { amount: 0.1 + 0.2, discount: 1 - 0.9, probability: 0.1 + 0.2 };
  const parse = (system: boolean) =>
    parseRecord(entity, input, { mode: 'update', system, fields: entity.fields, today: '2026-03-01' });
  expect(parse(true).values).toEqual({ amount: '0.30', discount: 0.1, probability: 0.3 });
  expect(() => parse(false)).toThrow(DomainError);
});

it('gives nothing to a role that it does not know, and the widest scope of several', () => {
  const customer = entityOf('customer');
  expect(can({ roles: [] }, 'read', customer)).toBe('none');
  expect(can({ roles: ['toString'] }, 'read', customer)).toBe('none');
  expect(can({ roles: ['rep', 'manager'] }, 'read', customer)).toBe('subtree');
  expect(can({ roles: ['rep'] }, 'delete', customer)).toBe('none');
  expect(can({ roles: 'system' }, 'delete', customer)).toBe('all');
  expect([
    may({ roles: ['admin'] }, 'definition.publish'),
    may({ roles: ['rep'] }, 'definition.publish'),
  ]).toEqual([true, false]);
  expect(entityFor({ roles: ['rep'] }, entityOf('product'))?.fields).not.toHaveProperty('cost');
  expect(entityFor({ roles: ['rep', 'finance'] }, entityOf('product'))?.fields).toHaveProperty('cost');
  expect(entityFor({ roles: [] }, customer)).toBeNull();
});

it('names things in one way', () => {
  expect([columnOf('expectedClose'), labelOf('customerId'), formatNumber(entityOf('customer'), 123)]).toEqual(
    ['expected_close', 'customerLabel', 'C000123'],
  );
});
