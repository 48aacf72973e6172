import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020, { type ErrorObject, type ValidateFunction } from 'ajv/dist/2020';
import { closest, finding, pointer, type Finding } from '../domain/definition/problem';
import { withPreciseErrors, type Schema } from './variants';

export const KINDS = ['process', 'dunning', 'calendar', 'form', 'list', 'template', 'entity'] as const;
export type Kind = (typeof KINDS)[number];

const SCHEMAS = join(__dirname, 'schemas');
const validators = new Map<string, ValidateFunction>();
const ajv = new Ajv2020({
  strict: true,
  strictTypes: false,
  strictRequired: false,
  allErrors: true,
  verbose: true,
  $data: false,
  discriminator: true,
});
ajv.addKeyword('tsType');

export function isKind(name: unknown): name is Kind {
  return KINDS.some((kind) => kind === name);
}

/** What the schema of a kind (or `scenario`) says; few, precise findings. */
export function checkSchema(kind: Kind | 'scenario', document: unknown): Finding[] {
  const validate = validatorOf(kind);
  if (validate(document)) return [];
  const findings = (validate.errors ?? []).flatMap(findingOf);
  const unique = new Map(findings.map((one) => [`${one.code}${one.pointer}`, one]));
  return [...unique.values()].slice(0, 50);
}

export function schemaText(name: string): string {
  return readFileSync(join(SCHEMAS, `${name}.schema.json`), 'utf8');
}

function validatorOf(kind: Kind | 'scenario'): ValidateFunction {
  const known = validators.get(kind);
  if (known) return known;
  // Our own file.
  const validate = ajv.compile(withPreciseErrors(JSON.parse(schemaText(kind)) as Schema));
  validators.set(kind, validate);
  return validate;
}

function findingOf(error: ErrorObject): Finding[] {
  const at = error.instancePath;
  // Each keyword has parameters of its own, all plain JSON.
  const params = error.params as Record<string, unknown>;
  switch (error.keyword) {
    case 'additionalProperties':
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
      return [finding('bad-format', at)];
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

function hintOf(name: string, error: ErrorObject): { hint?: string } {
  const properties: unknown = error.parentSchema?.['properties'];
  const known = closest(name, Object.keys(properties ?? {}));
  return known === undefined ? {} : { hint: `${known}?` };
}

/** `<= 1`, `maxLength 64`: needs no words in any language. */
function limitOf(keyword: string, { comparison, limit }: Record<string, unknown>): string {
  return `${typeof comparison === 'string' ? comparison : keyword} ${String(limit ?? '')}`.trim();
}
