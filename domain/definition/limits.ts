import type { ProcessDefinition } from '../generated/process';
import type { Document } from './catalogue';
import { finding, pointer, type Finding } from './problem';
import { slasOf } from './slas';

const LIMITS = {
  stages: 30,
  steps: 60,
  expressions: 200,
  bytes: 128 * 1024,
  repeat: 20,
  rungs: 8,
  clocks: 8,
};

/** Checked before anything else: what is over a limit is not looked at any further. */
export function lintLimits(document: Document): Finding[] {
  return [
    ...over('expressions', countExpressions(document, false), LIMITS.expressions, ''),
    ...over('bytes', utf8Length(JSON.stringify(document)), LIMITS.bytes, ''),
    // The kind says so.
    ...(document.kind === 'process' ? limitsOfProcess(document as ProcessDefinition) : []),
  ];
}

function limitsOfProcess(definition: ProcessDefinition): Finding[] {
  return [
    ...over('stages', definition.stages.length, LIMITS.stages, '/stages'),
    ...over('clocks', definition.clocks?.length ?? 0, LIMITS.clocks, '/clocks'),
    ...slasOf(definition).flatMap(({ sla, at }) =>
      over('rungs', sla.ladder?.length ?? 0, LIMITS.rungs, `${at}/ladder`),
    ),
    ...definition.stages.flatMap((stage, s) => {
      const at = pointer('stages', s);
      return [
        ...over('steps', stage.steps.length, LIMITS.steps, `${at}/steps`),
        ...over('repeat.max', stage.repeat?.max ?? 0, LIMITS.repeat, `${at}/repeat/max`),
        ...stage.steps.flatMap((step, n) =>
          over('repeat.max', step.repeat?.max ?? 0, LIMITS.repeat, `${at}/steps/${n}/repeat/max`),
        ),
      ];
    }),
  ];
}

function over(what: string, count: number, limit: number, at: string): Finding[] {
  return count > limit ? [finding('over-limit', at, { what, limit: String(limit) })] : [];
}

const EXPRESSIONS = ['when', 'if', 'match', 'showWhen', 'includes'];
/** The names in them are the author's own; only `cel` says that something is computed. */
const DATA = ['with', 'then', 'input', 'data', 'set'];
const NAMED = ['roles', 'slas'];
const SCHEMAS = ['vars', 'schema', 'params', 'form', 'tests'];

function countExpressions(value: unknown, isData: boolean): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (Array.isArray(value))
    return value.reduce((sum: number, item) => sum + countExpressions(item, isData), 0);
  return Object.entries(value).reduce((sum, [key, inner]: [string, unknown]) => {
    // The names there are the author's own.
    if (NAMED.includes(key)) return sum + countExpressions(Object.values(inner ?? {}), isData);
    if (typeof inner === 'string') return sum + (isExpression(key, isData) ? 1 : 0);
    return SCHEMAS.includes(key) ? sum : sum + countExpressions(inner, isData || DATA.includes(key));
  }, 0);
}

function isExpression(key: string, isData: boolean): boolean {
  return key === 'cel' || (!isData && EXPRESSIONS.includes(key));
}

/** The length in UTF-8, without an encoder, which the pure core does not have. */
function utf8Length(text: string): number {
  let length = 0;
  for (const character of text) length += width(character.codePointAt(0) ?? 0);
  return length;
}

function width(code: number): number {
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}
