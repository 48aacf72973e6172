import { stepsOf, textAt } from './document';
import {
  formSchemaOf,
  LIST,
  membersOfOutput,
  membersOfRecord,
  membersOfSchema,
  NUMBER,
  numbers,
  TEXT,
  texts,
  UNKNOWN,
  type Member,
  type Members,
} from './members';
import type { Known } from './known';
import { isObject, valueAt } from './schemaWalk';

type Path = readonly (string | number)[];

/** What an expression may name at a place of a document; see `domain/definition/guards.ts`, which checks it. */
export function scopeAt(document: unknown, path: Path, known: Known): Members {
  switch (textAt(document, ['kind'])) {
    case 'dunning':
      return ofReminders(path);
    case 'form':
      return { form: { on: [], members: () => membersOfSchema(valueAt(document, ['schema'])) } };
    case 'report':
      return { ...record(document, known), today: TEXT, user: { on: [], members: () => texts('id') } };
    default:
      return ofProcess(document, path, known);
  }
}

function record(document: unknown, known: Known): Members {
  return { entity: { on: [], members: () => membersOfRecord(textAt(document, ['entity']), known) } };
}

function ofProcess(document: unknown, path: Path, known: Known): Members {
  const own: Members = {
    ...record(document, known),
    vars: { on: [], members: () => membersOfSchema(valueAt(document, ['vars'])) },
  };
  const time = { now: TEXT, today: TEXT };
  if (path[0] === 'trigger')
    return {
      ...record(document, known),
      ...(valueAt(document, [...path.slice(0, 2), 'event']) !== undefined && { event: UNKNOWN }),
      ...time,
    };
  if (isPool(valueAt(document, path.slice(0, -1)))) return { ...own, candidate: UNKNOWN };
  return {
    ...own,
    steps: { on: [], members: () => ofSteps(document, known) },
    ...time,
    user: { on: [], members: () => ({ ...texts('id', 'name'), roles: LIST }) },
    ...ofStep(document, path, known),
  };
}

function isPool(value: unknown): boolean {
  return isObject(value) && ('pool' in value || value['by'] === 'pool');
}

function ofSteps(document: unknown, known: Known): Members {
  return Object.fromEntries(
    stepsOf(document, known.language).map(({ name, detail }): [string, Member] => [
      name,
      {
        on: [],
        detail,
        members: () => ({
          out: { on: [], members: () => membersOfOutput(document, name, known) },
          ...texts('status', 'by', 'at'),
          ...numbers('run'),
        }),
      },
    ]),
  );
}

/** What only some properties of a step may name besides. */
function ofStep(document: unknown, path: Path, known: Known): Members {
  if (path[0] !== 'stages' || path[2] !== 'steps') return {};
  const step = valueAt(document, path.slice(0, 4));
  const [part, word] = [path[4], path.at(-1)];
  if (part === 'set' && textAt(step, ['kind']) === 'human')
    return { form: { on: [], members: () => membersOfSchema(formSchemaOf(step, known)) } };
  if (part === 'for' && word === 'match') return { event: UNKNOWN };
  if (part === 'for' && word === 'when')
    return { target: { on: [], members: () => membersOfRecord(textAt(step, ['for', 'entity']), known) } };
  if (part === 'input' && valueAt(step, ['forEach']) !== undefined)
    return { [textAt(step, ['as']) || 'item']: UNKNOWN };
  if (part === 'join')
    return {
      children: { on: [], members: () => ({ ...numbers('total', 'started', 'done'), results: LIST }) },
    };
  return {};
}

/** What domain/definition/dunning.ts lets a reminder policy name. */
function ofReminders(path: Path): Members {
  const customer: Member = {
    on: [],
    members: () => ({ ...texts('id', 'name', 'locale', 'category', 'email'), tags: LIST }),
  };
  const ofCustomer = { ...numbers('total', 'openCount', 'oldestDays'), tags: LIST, today: TEXT, customer };
  if (path[0] === 'state') return ofCustomer;
  return {
    ...ofCustomer,
    invoice: {
      on: [],
      members: () => ({
        ...texts('id', 'number', 'currency', 'date', 'issueDate', 'dueDate', 'status', 'paymentTerms'),
        ...texts('orderId', 'promisedOn'),
        ...numbers('amount', 'total', 'paid', 'balance', 'draft', 'disputed', 'writtenOff'),
      }),
    },
    instalment: { on: [], members: () => ({ ...texts('id', 'dueDate'), amount: NUMBER, balance: NUMBER }) },
  };
}
