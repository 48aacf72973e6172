import { textOf } from '../../../i18n';
import type { EntityDefinition, Label, Language, ListDefinition } from '../../../types';
import { keysOf, textAt, textsUnder, type Name } from './document';
import { isObject, valueAt } from './schemaWalk';

/** What other definitions are called, and in which language names are explained. */
export interface Known {
  definitions: { kind: string; key: string; title: Partial<Label> | null }[];
  entities: EntityDefinition[];
  lists: ListDefinition[];
  /** Employees by their code, with their names. */
  people: Name[];
  /** Roles of the company. */
  roles: { key: string; title: Label }[];
  /** Forms and processes that the document names, as they are published: `kind/key` to the document. */
  bodies: ReadonlyMap<string, unknown>;
  language: Language;
}

export function definitionsOf(kind: string, { definitions, language }: Known): Name[] {
  return definitions
    .filter((one) => one.kind === kind)
    .map(({ key, title }) => ({ name: key, detail: textOf(title, language) }));
}

export function companyRoles({ roles, language }: Known): Name[] {
  return roles.map(({ key, title }) => ({ name: key, detail: title[language] }));
}

/** Outcomes that the document has already, and the one that is reached at the end of the last stage. */
export function outcomesOf(document: unknown): Name[] {
  return [
    ...new Set([
      ...textsUnder(valueAt(document, ['stages']), 'end'),
      ...textsUnder(valueAt(document, ['exits']), 'end'),
      'completed',
    ]),
  ].map((name) => ({ name }));
}

export function entityNamed(key: string, { entities }: Known): EntityDefinition | undefined {
  return entities.find((one) => one.key === key);
}

/** What a field of a record may hold, where it is one of a list. */
export function valuesOfField(entity: string, field: string, known: Known): Name[] {
  const { list, options } = entityNamed(entity, known)?.fields[field] ?? {};
  if (options) return options.map(({ code, title }) => ({ name: code, detail: title[known.language] }));
  return list === undefined ? [] : codesOf(list, known);
}

export function codesOf(list: string, { lists, language }: Known): Name[] {
  const items = lists.find(({ key }) => key === list)?.items ?? [];
  return items.map(({ code, title }) => ({ name: code, detail: textOf(title, language) }));
}

/** The codes of the list that the status of the record is of. */
export function statusesOf(document: unknown, known: Known): Name[] {
  const key = textAt(document, ['entity']);
  return valuesOfField(key, entityNamed(key, known)?.statusField ?? 'status', known);
}

export function fieldsOf(entity: string, known: Known): Name[] {
  return Object.entries(entityNamed(entity, known)?.fields ?? {}).map(([name, { title }]) => ({
    name,
    detail: textOf(title, known.language),
  }));
}

/** `/vars/…` and `/entity/…`, as `set` and roles name what they write and read. */
export function pointersOf(document: unknown, known: Known): Name[] {
  return [
    ...keysOf(document, ['vars', 'properties']).map(({ name }) => ({ name: `/vars/${name}` })),
    ...fieldsOf(textAt(document, ['entity']), known).map(({ name, detail }) => ({
      name: `/entity/${name}`,
      detail,
    })),
  ];
}

/** The forms and processes whose content completion asks for: those that a process names, and from which it moves cases; as `kind/key`. */
export function bodiesNamed(document: unknown): string[] {
  if (!isObject(document) || document['kind'] !== 'process') return [];
  const processes = [...textsUnder(document, 'process'), ...textsUnder(document, 'start')];
  return [
    ...textsUnder(document, 'form').map((key) => `form/${key}`),
    ...new Set(processes.map((key) => `process/${key}`)),
    ...('migrations' in document ? [publishedOf(document)] : []),
  ];
}

/** What is published of the process that is written. */
export function publishedOf(document: unknown): string {
  return `process/${textAt(document, ['key'])}`;
}
