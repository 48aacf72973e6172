import { keysOf, stepsOf, type Known, type Name } from './names';
import { valueAt } from './schemaWalk';

const ROOTS = ['entity', 'vars', 'steps', 'form', 'event', 'target', 'now', 'today', 'user'];
const FUNCTIONS = ['days', 'businessDays', 'addDays', 'has', 'size'];
const STEP_PARTS = ['status', 'out', 'by', 'at', 'run'];

/** What may follow in an expression: `entity.` has fields, `vars.` has variables, `steps.` has steps. */
export function namesInExpression(
  before: string,
  document: unknown,
  known: Known,
): { typed: string; names: Name[] } {
  const chain = /[A-Za-z_][\w.]*$/.exec(before)?.[0] ?? '';
  const parts = chain.split('.');
  const typed = parts.at(-1) ?? '';
  return { typed, names: following(parts.slice(0, -1), document, known) };
}

function following(parts: string[], document: unknown, known: Known): Name[] {
  const [first, second] = parts;
  if (first === undefined) {
    return [...ROOTS.map((name) => ({ name })), ...FUNCTIONS.map((name) => ({ name, detail: '(…)' }))];
  }
  if (first === 'entity' && parts.length === 1) return fieldsOf(document, known);
  if (first === 'vars' && parts.length === 1) return keysOf(document, ['vars', 'properties']);
  if (first !== 'steps') return [];
  if (second === undefined) return stepsOf(document);
  return parts.length === 2 ? STEP_PARTS.map((name) => ({ name })) : [];
}

function fieldsOf(document: unknown, { entities }: Known): Name[] {
  const key = valueAt(document, ['entity']);
  const entity = entities.find((one) => one.key === key);
  return Object.entries(entity?.fields ?? {}).map(([name, { title }]) => ({ name, detail: title['zh-CN'] }));
}
