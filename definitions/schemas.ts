import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020, { type ErrorObject, type ValidateFunction } from 'ajv/dist/2020';
import { closest, finding, pointer, type Finding } from '../domain/definition/problem';
import { withPreciseErrors, type Schema } from './variants';

export const KINDS = [
  'process',
  'dunning',
  'calendar',
  'form',
  'list',
  'template',
  'entity',
  'report',
] as const;
export type Kind = (typeof KINDS)[number];

const SCHEMAS = join(__dirname, 'schemas');
const validators = new Map<string, ValidateFunction>();
const [allErrors, firstError] = [createAjv(true), createAjv(false)];

function createAjv(all: boolean): Ajv2020 {
  const ajv = new Ajv2020({
    strict: true,
    strictTypes: false,
    strictRequired: false,
    allErrors: all,
    verbose: true,
    $data: false,
    discriminator: true,
  });
  ajv.addKeyword('tsType');
  return ajv;
}

export function isKind(name: unknown): name is Kind {
  return KINDS.some((kind) => kind === name);
}

/** Gathering every error takes the square of their number, so of a large document only the first is told. */
const MOST_FOR_ALL_ERRORS = 3_000;

/** What the schema of a kind (or `scenario`) says; few, precise findings. */
export function checkSchema(kind: Kind | 'scenario', document: unknown): Finding[] {
  const first = validatorOf(kind, false);
  if (first(document)) return [];
  const isSmall = countValues(document, MOST_FOR_ALL_ERRORS) < MOST_FOR_ALL_ERRORS;
  const validate = isSmall ? validatorOf(kind, true) : first;
  validate(document);
  const findings = (validate.errors ?? []).flatMap(findingOf);
  const unique = new Map(findings.map((one) => [`${one.code}${one.pointer}`, one]));
  return [...unique.values()].slice(0, 50);
}

export function schemaText(name: string): string {
  return readFileSync(join(SCHEMAS, `${name}.schema.json`), 'utf8');
}

function validatorOf(kind: Kind | 'scenario', all: boolean): ValidateFunction {
  const name = `${kind} ${all ? 'all' : 'first'}`;
  const known = validators.get(name);
  if (known) return known;
  // Schemas are objects.
  const schema = withPreciseErrors(JSON.parse(schemaText(kind)) as Schema);
  const validate = (all ? allErrors : firstError).compile(schema);
  validators.set(name, validate);
  return validate;
}

function countValues(value: unknown, most: number): number {
  if (typeof value !== 'object' || value === null) return 1;
  let count = 1;
  for (const inner of Object.values(value)) {
    count += countValues(inner, most - count);
    if (count >= most) break;
  }
  return count;
}

function findingOf(error: ErrorObject): Finding[] {
  // What is wrong with a property's name stands at the property.
  const name = error.propertyName;
  const at = error.instancePath + (name === undefined ? '' : pointer(name));
  // Each keyword has parameters of its own, all plain JSON.
  const params = error.params as Record<string, unknown>;
  switch (error.keyword) {
    case 'additionalProperties':
      if (params.additionalProperty === 'compensate' && /\/steps\/\d+$/.test(at))
        return [finding('compensate-without-effect', `${at}/compensate`)];
      return [
        finding(
          'unknown-property',
          at + pointer(String(params.additionalProperty)),
          { name: String(params.additionalProperty) },
          hintOf(String(params.additionalProperty), error),
        ),
      ];
    case 'required':
      return [finding('missing-property', at, { name: String(params.missingProperty) })];
    case 'type':
      return [finding('wrong-type', at, { expected: [params.type].flat().join(' / ') })];
    case 'enum':
      return [finding('not-allowed-value', at, { expected: [params.allowedValues].flat().join(', ') })];
    case 'const':
      return [finding('not-allowed-value', at, { expected: String(params.allowedValue) })];
    case 'discriminator':
      return [finding('unknown-variant', at + pointer(String(params.tag)))];
    case 'pattern':
      return [finding('bad-format', at, { example: exampleOf(String(params.pattern)) })];
    case 'false schema':
      return [finding('unknown-variant', at)];
    case 'if':
    case 'propertyNames':
    case 'oneOf':
      return [];
    default:
      return [finding('out-of-range', at, { detail: limitOf(error.keyword, params) })];
  }
}

/** What fits a pattern of our schemas; the schema says the rest. */
const EXAMPLES = [
  'sales.project',
  'firstCall',
  'order-lines',
  'P3D',
  '2026-01-31',
  '09:00',
  'CNY',
  '/vars/budget',
  '/entity/status',
  'T10',
  'payment_item',
  'amount - paid',
];

function exampleOf(pattern: string): string {
  return EXAMPLES.find((example) => new RegExp(pattern, 'u').test(example)) ?? pattern;
}

function hintOf(name: string, error: ErrorObject): { hint?: string } {
  const properties: unknown = error.parentSchema?.['properties'];
  const known = closest(name, Object.keys(properties ?? {}));
  return known === undefined ? {} : { hint: `${known}?` };
}

/** `<= 1`, `maxLength 64`: needs no words in any language. */
function limitOf(keyword: string, { comparison, limit }: Record<string, unknown>): string {
  return `${typeof comparison === 'string' ? comparison : keyword} ${String(limit ?? '')}`.trim();
}
