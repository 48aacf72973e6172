import type { CalendarDefinition } from '../generated/calendar';
import type { EntityDefinition } from '../generated/entity';
import type { FormDefinition } from '../generated/form';
import type { ListDefinition } from '../generated/list';
import type { ProcessDefinition } from '../generated/process';
import type { TemplateDefinition } from '../generated/template';
import type { Organisation } from './organisation';

export interface Document {
  kind: string;
  key: string;
  version: number;
}

/** The definitions that others may name: the newest version of each. */
export interface Catalogue {
  has(kind: string, key: string): boolean;
  keys(kind: string): string[];
  entity(key: string): EntityDefinition | undefined;
  form(key: string): FormDefinition | undefined;
  list(key: string): ListDefinition | undefined;
  calendar(key: string): CalendarDefinition | undefined;
  process(key: string): ProcessDefinition | undefined;
  template(key: string): TemplateDefinition | undefined;
  /** Undefined where only definitions are known, as on an author's own machine. */
  organisation?: Organisation;
}

export function catalogueOf(documents: readonly Document[], organisation?: Organisation): Catalogue {
  const newest = new Map<string, Document>();
  for (const document of documents) {
    const name = `${document.kind}:${document.key}`;
    if ((newest.get(name)?.version ?? 0) <= document.version) newest.set(name, document);
  }
  // Every document was checked against the schema of its kind before it came here.
  const find = <T>(kind: string, key: string) => newest.get(`${kind}:${key}`) as T | undefined;
  return {
    has: (kind, key) => newest.has(`${kind}:${key}`),
    keys: (kind) => [...newest.values()].filter((d) => d.kind === kind).map((d) => d.key),
    entity: (key) => find('entity', key),
    form: (key) => find('form', key),
    list: (key) => find('list', key),
    calendar: (key) => find('calendar', key),
    process: (key) => find('process', key),
    template: (key) => find('template', key),
    ...(organisation && { organisation }),
  };
}
