import { ACTIONS } from '../../../../domain/actions';
import { ON_STEPS } from '../../../../domain/process/simulate/words';
import { textOf } from '../../../i18n';
import type { EntityDefinition, Label, Language } from '../../../types';
import { isObject, valueAt } from './schemaWalk';

/** What other definitions are called, and in which language names are explained. */
export interface Known {
  definitions: { kind: string; key: string; title: Partial<Label> | null }[];
  entities: EntityDefinition[];
  language: Language;
}

export interface Name {
  name: string;
  detail?: string;
  info?: string;
  /** What is written where that is more than the name; `${}` is where the cursor comes to stand. */
  insert?: string;
}

const OF_KIND: Record<string, string> = {
  form: 'form',
  process: 'process',
  start: 'process',
  template: 'template',
  calendar: 'calendar',
  entity: 'entity',
  list: 'list',
};
/** In a report they name a field of its entity. */
const FIELDS = ['field', 'sum', 'average', 'least', 'most'];
const STEPS = ['needs', 'reopen', 'open', 'completerOf', 'complete', 'approve', 'reject', 'claim', 'skip'];
const ROLES = ['assign', 'managerOf', 'role', 'approvers', 'notify', 'escalate', 'permissions'];

/** The names that may stand at a place: the document's own, and those of other definitions. */
export function namesAt(document: unknown, path: (string | number)[], known: Known): Name[] {
  const words = path.filter((part) => typeof part === 'string');
  const word = words.at(-1) ?? '';
  const inScenario = path[0] === 'tests' ? namesInScenario(document, words, known.language) : null;
  if (inScenario) return inScenario;
  const kind = OF_KIND[word];
  if (kind) {
    return known.definitions
      .filter((one) => one.kind === kind)
      .map(({ key, title }) => ({ name: key, detail: textOf(title, known.language) }));
  }
  if (FIELDS.includes(word) && valueAt(document, ['kind']) === 'report') return fieldsOf(document, known);
  if (word === 'action') return Object.keys(ACTIONS).map((name) => ({ name }));
  if (word === 'to' || word === 'jump' || word === 'stage')
    return [...stagesOf(document, known.language), ...(word === 'to' ? [{ name: 'next' }] : [])];
  if (STEPS.includes(word)) return stepsOf(document, known.language, word === 'needs' ? path : []);
  if (ROLES.includes(word) || words.at(-2) === 'permissions') return keysOf(document, ['roles']);
  return word === 'sla' ? keysOf(document, ['slas']) : [];
}

/** What an action of a scenario is done to, and what is expected to be open. */
function namesInScenario(document: unknown, words: string[], language: Language): Name[] | null {
  const [, , word = '', field] = words;
  if (word === 'expect' && field === 'stage') return stagesOf(document, language);
  if (word === 'expect' && field === 'open') return placesOf(document);
  if (field !== undefined) return null;
  if (word === 'jump' || word === 'reopen') return stagesOf(document, language);
  return ON_STEPS.includes(word) ? stepsOf(document, language) : null;
}

/** Steps as `stage/step`. */
function placesOf(document: unknown): Name[] {
  return list(valueAt(document, ['stages'])).flatMap((stage) =>
    list(valueAt(stage, ['steps'])).map((step) => ({
      name: `${String(valueAt(stage, ['id']))}/${String(valueAt(step, ['id']))}`,
    })),
  );
}

function fieldsOf(document: unknown, { entities, language }: Known): Name[] {
  const entity = entities.find(({ key }) => key === valueAt(document, ['entity']));
  return Object.entries(entity?.fields ?? {}).map(([name, { title }]) => ({
    name,
    detail: textOf(title, language),
  }));
}

export function stagesOf(document: unknown, language: Language): Name[] {
  return list(valueAt(document, ['stages'])).flatMap((one) => named(one, language));
}

/** Steps of the whole process, or of the stage in which the path lies, without the step itself. */
export function stepsOf(document: unknown, language: Language, path: (string | number)[] = []): Name[] {
  const [, stage, , step] = path;
  if (typeof stage === 'number') {
    return list(valueAt(document, ['stages', stage, 'steps'])).flatMap((one, n) =>
      n === step ? [] : named(one, language),
    );
  }
  return list(valueAt(document, ['stages'])).flatMap((stage) =>
    list(valueAt(stage, ['steps'])).flatMap((one) => named(one, language)),
  );
}

export function keysOf(document: unknown, path: string[]): Name[] {
  const value = valueAt(document, path);
  return isObject(value) ? Object.keys(value).map((name) => ({ name })) : [];
}

function named(value: unknown, language: Language): Name[] {
  const id = valueAt(value, ['id']);
  if (typeof id !== 'string' || id === '') return [];
  const title = valueAt(value, ['title', language]);
  return [{ name: id, ...(typeof title === 'string' && { detail: title }) }];
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
