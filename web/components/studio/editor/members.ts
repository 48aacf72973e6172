import { ACTIONS, isActionName } from '../../../../domain/actions';
import { textOf } from '../../../i18n';
import type { Field } from '../../../types';
import type { Receiver } from './callables';
import { listAt, stepNamed, textAt } from './document';
import { entityNamed, type Known } from './known';
import { isObject, valueAt } from './schemaWalk';

/** A name in an expression: what can be called on it, and what may stand behind its dot. */
export interface Member {
  on: Receiver[];
  detail?: string;
  members?: () => Members;
  /** Of a list: what each of its elements has. */
  each?: () => Members;
}
export type Members = Record<string, Member>;

const ANY: Receiver[] = ['text', 'list'];
export const TEXT: Member = { on: ['text'] };
export const NUMBER: Member = { on: [] };
export const LIST: Member = { on: ['list'] };
export const UNKNOWN: Member = { on: ANY };
/** Fields of records that are not texts. */
const NO_TEXT = ['integer', 'decimal', 'percent', 'money', 'boolean'];
const OF_EVERY_RECORD = ['id', 'number', 'createdAt', 'createdBy', 'updatedAt', 'updatedBy'];

export function texts(...names: string[]): Members {
  return Object.fromEntries(names.map((name) => [name, TEXT]));
}

export function numbers(...names: string[]): Members {
  return Object.fromEntries(names.map((name) => [name, NUMBER]));
}

export function membersOfRecord(key: string, known: Known): Members {
  const entity = entityNamed(key, known);
  if (!entity) return {};
  const lists = Object.entries(entity.collections ?? {}).map(
    ([name, { title, fields }]): [string, Member] => [
      name,
      {
        on: ['list'],
        detail: textOf(title, known.language),
        each: () => ({ id: TEXT, ...ofFields(fields, known) }),
      },
    ],
  );
  return { ...ofFields(entity.fields, known), ...Object.fromEntries(lists), ...texts(...OF_EVERY_RECORD) };
}

function ofFields(fields: Record<string, Field>, { language }: Known): Members {
  return Object.fromEntries(
    Object.entries(fields).map(([name, { type, title }]) => [
      name,
      { on: receiversOf(type), detail: textOf(title, language) },
    ]),
  );
}

function receiversOf(type: Field['type']): Receiver[] {
  if (type === 'json' || type === 'periods') return ANY;
  if (type === 'tags') return ['list'];
  return NO_TEXT.includes(type) ? [] : ['text'];
}

/** The properties of a JSON Schema. */
export function membersOfSchema(schema: unknown): Members {
  const properties = valueAt(schema, ['properties']);
  return isObject(properties)
    ? Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, ofSchema(one)]))
    : {};
}

function ofSchema(schema: unknown): Member {
  const type = textAt(schema, ['type']);
  if (type === 'string') return TEXT;
  if (type === 'array') return { on: ['list'], each: () => membersOfSchema(valueAt(schema, ['items'])) };
  if (type === 'object') return { on: [], members: () => membersOfSchema(schema) };
  return type === '' ? UNKNOWN : NUMBER;
}

/** The schema of the form of a step, written in place or published. */
export function formSchemaOf(step: unknown, known: Known): unknown {
  const form = valueAt(step, ['form']);
  return typeof form === 'string' ? valueAt(known.bodies.get(`form/${form}`), ['schema']) : form;
}

/** `steps.<id>.out`, by the kind of the step. */
export function membersOfOutput(document: unknown, id: string, known: Known): Members {
  const step = stepNamed(document, id);
  const late = { timedOut: NUMBER };
  switch (textAt(step, ['kind'])) {
    case 'human':
      return { ...membersOfSchema(formSchemaOf(step, known)), outcome: TEXT, ...late };
    case 'approval':
      return { approved: NUMBER, decisions: LIST, reason: TEXT, ...late };
    case 'decision':
      return ofDecision(step);
    case 'auto':
      return { ...ofAction(step), error: TEXT, ...late };
    case 'process':
      return { ...ofProcess(step, known), ...late };
    case 'wait':
      return { ...membersOfRecord(textAt(step, ['for', 'entity']), known), ...late };
    default:
      return {};
  }
}

function ofDecision(step: unknown): Members {
  const name = textAt(step, ['out']) || 'result';
  const each = () =>
    Object.fromEntries(
      listAt(step, ['rules']).flatMap((rule) => {
        const then = valueAt(rule, ['then']);
        return isObject(then) ? Object.keys(then).map((one): [string, Member] => [one, UNKNOWN]) : [];
      }),
    );
  if (textAt(step, ['hit']) === 'collect') return { [name]: { on: ['list'], each } };
  return { ...each(), [name]: { on: ANY, members: each } };
}

function ofAction(step: unknown): Members {
  const action = textAt(step, ['action']);
  const result = isActionName(action) ? membersOfSchema(ACTIONS[action].result) : {};
  const out = textAt(step, ['out']);
  return { ...result, ...(out !== '' && { [out]: { on: [], members: () => result } }) };
}

function ofProcess(step: unknown, known: Known): Members {
  if (valueAt(step, ['detached']) === true) return numbers('started');
  const vars = valueAt(known.bodies.get(`process/${textAt(step, ['process'])}`), ['vars']);
  const one = () => ({ ...membersOfSchema(vars), ...texts('outcome', 'status') });
  const results: Members = { results: { on: ['list'], each: one } };
  return valueAt(step, ['forEach']) === undefined ? { ...one(), ...results } : results;
}
