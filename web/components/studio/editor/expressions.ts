import { textOf } from '../../../i18n';
import type { EntityDefinition, Field } from '../../../types';
import { CALLABLES, type Receiver } from './callables';
import { keysOf, stepsOf, type Known, type Name } from './names';
import { isObject, valueAt } from './schemaWalk';

const ROOTS = ['entity', 'vars', 'steps', 'form', 'event', 'target', 'candidate', 'now', 'today', 'user'];
const STEP_PARTS = ['status', 'out', 'by', 'at', 'run'];
const USER_PARTS = ['id', 'name', 'roles'];
/** Fields of records that are not texts. */
const NO_TEXT = ['integer', 'decimal', 'percent', 'money', 'boolean'];
const ANY: Receiver[] = ['text', 'list'];

/** What may follow in an expression: after `entity.` fields, after `vars.` variables, after a text what it can do. */
export function namesInExpression(
  before: string,
  document: unknown,
  known: Known,
): { typed: string; names: Name[] } {
  const typed = /[A-Za-z_]\w*$/.exec(before)?.[0] ?? '';
  const rest = before.slice(0, before.length - typed.length);
  const dot = /\.\??$/.exec(rest)?.[0];
  if (dot === undefined) {
    return { typed, names: [...ROOTS.map((name) => ({ name })), ...callablesOn(['alone'], known)] };
  }
  const receiver = rest.slice(0, -dot.length);
  const chain = /(?:^|[^\w.?'"\])])([A-Za-z_][\w.?]*)$/.exec(receiver)?.[1];
  if (chain === undefined) return { typed, names: callablesOn(onWhat(receiver), known) };
  const parts = chain.split('.').map((part) => part.replace(/^\?/, ''));
  const members = membersOf(parts, document, known);
  const on: Receiver[] = chain.includes('.?') ? ['optional'] : typeOf(parts, document, known);
  return { typed, names: [...members, ...callablesOn(on, known)] };
}

// what a bracket closes may be anything
function onWhat(receiver: string): Receiver[] {
  if (/['"]$/.test(receiver)) return ['text'];
  return /[\])]$/.test(receiver) ? [...ANY, 'optional'] : [];
}

function callablesOn(on: Receiver[], { language }: Known): Name[] {
  return Object.entries(CALLABLES)
    .filter((entry) => entry[1].on.some((one) => on.includes(one)))
    .map(([name, { takes, gives }]) => ({
      name,
      detail: textOf(takes, language),
      info: textOf(gives, language),
      // between the brackets, where something goes in there
      insert: textOf(takes, language) === '()' && !on.includes('alone') ? `${name}()` : `${name}(\${})`,
    }));
}

function membersOf([root, name, part, ...deeper]: string[], document: unknown, known: Known): Name[] {
  if (root === 'entity' && name === undefined) return fieldsOf(entityIn(document, known), known);
  if (root === 'vars' && name === undefined) return keysOf(document, ['vars', 'properties']);
  if (root === 'user' && name === undefined) return USER_PARTS.map((one) => ({ name: one }));
  if (root !== 'steps' || deeper.length > 0) return [];
  if (name === undefined) return stepsOf(document, known.language);
  if (part === undefined) return STEP_PARTS.map((one) => ({ name: one }));
  return part === 'out' ? keysOf(stepNamed(document, name), ['form', 'properties']) : [];
}

/** What a path holds, as far as the document and the entities say; where they do not, it may be a text or a list. */
function typeOf(
  [root, name, part, answer, ...deeper]: string[],
  document: unknown,
  known: Known,
): Receiver[] {
  if (root === 'now' || root === 'today') return ['text'];
  if (name === undefined) return [];
  if (root === 'user') return name === 'roles' ? ['list'] : ['text'];
  if (root === 'vars')
    return part === undefined ? ofSchema(valueAt(document, ['vars', 'properties', name])) : ANY;
  if (root === 'entity') return part === undefined ? ofField(entityIn(document, known), name) : ANY;
  if (root !== 'steps') return ANY;
  if (part === 'out' && answer !== undefined) {
    const form = valueAt(stepNamed(document, name), ['form']);
    // a form of its own elsewhere is not known here
    return deeper.length === 0 && isObject(form) ? ofSchema(valueAt(form, ['properties', answer])) : ANY;
  }
  return part === 'status' || part === 'by' || part === 'at' ? ['text'] : [];
}

function ofSchema(schema: unknown): Receiver[] {
  const type = valueAt(schema, ['type']);
  if (type === 'string') return ['text'];
  if (type === 'array') return ['list'];
  return typeof type === 'string' ? [] : ANY;
}

function ofField(entity: EntityDefinition | undefined, name: string): Receiver[] {
  if (entity?.collections?.[name]) return ['list'];
  const field: Field | undefined = entity?.fields[name];
  if (!field || field.type === 'json') return ANY;
  if (field.type === 'tags') return ['list'];
  return NO_TEXT.includes(field.type) ? [] : ['text'];
}

function entityIn(document: unknown, { entities }: Known): EntityDefinition | undefined {
  const key = valueAt(document, ['entity']);
  return entities.find((one) => one.key === key);
}

function fieldsOf(entity: EntityDefinition | undefined, { language }: Known): Name[] {
  const named = Object.entries({ ...entity?.fields, ...entity?.collections });
  return named.map(([name, { title }]) => ({ name, detail: textOf(title, language) }));
}

function stepNamed(document: unknown, id: string): unknown {
  const stages = valueAt(document, ['stages']);
  const steps = (Array.isArray(stages) ? stages : []).flatMap((stage: unknown): unknown[] => {
    const within = valueAt(stage, ['steps']);
    return Array.isArray(within) ? within : [];
  });
  return steps.find((step) => valueAt(step, ['id']) === id);
}
