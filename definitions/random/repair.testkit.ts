import { catalogueOf } from '../../domain/definition/catalogue';
import { lint } from '../../domain/definition/lint';
import type { Finding } from '../../domain/definition/problem';
import type { ProcessDefinition } from '../../domain/generated/process';
import { loadShipped } from '../load';
import { checkSchema } from '../schemas';

const catalogue = catalogueOf(loadShipped());

/** What an author does: takes out what the checker refuses until it is content. Null where that does not help. */
export function repaired(definition: ProcessDefinition): ProcessDefinition | null {
  // Generated as JSON.
  const copy = JSON.parse(JSON.stringify(definition)) as ProcessDefinition;
  for (let round = 0; round < 6; round++) {
    const found = findings(copy).filter(({ severity }) => severity === 'error');
    if (found.length === 0) return copy;
    for (const { pointer } of found) repair(copy, pointer.slice(1).split('/').map(unescape));
  }
  return null;
}

export function findings(definition: ProcessDefinition): Finding[] {
  const wrong = checkSchema('process', definition);
  return wrong.length > 0 ? wrong : lint(definition, catalogue);
}

const unescape = (part: string) => part.replace(/~1/g, '/').replace(/~0/g, '~');

/** Puts something harmless in the place of an expression, or takes away what holds it. */
function repair(root: unknown, path: string[]): void {
  const name = path.at(-1) ?? '';
  const holder = path.slice(0, -1);
  if (['when', 'if', 'match'].includes(name)) return put(root, path, 'true');
  const value = name === 'cel' ? holder : path;
  const key = value.at(-1) ?? '';
  if (value.includes('set')) return remove(root, value.slice(0, value.indexOf('set', 3) + 2));
  const harmless: Record<string, unknown> = { due: 'P1D', until: '2026-03-04', forEach: { cel: "['x']" } };
  if (key in harmless) return put(root, value, harmless[key]);
  if (key === 'title') return remove(root, value);
  if (name === 'cel') return put(root, value, 1);
  if (key === 'approvers') return put(root, value, ['desk']);
  remove(root, path);
}

function put(root: unknown, path: string[], value: unknown): void {
  const holder = at(root, path.slice(0, -1));
  if (holder) holder[path.at(-1) ?? ''] = value;
}

function remove(root: unknown, path: string[]): void {
  const holder = at(root, path.slice(0, -1));
  if (Array.isArray(holder)) holder.splice(Number(path.at(-1)), 1);
  else if (holder) delete holder[path.at(-1) ?? ''];
}

function at(root: unknown, path: string[]): Record<string, unknown> | null {
  let value: unknown = root;
  for (const part of path) {
    if (typeof value !== 'object' || value === null) return null;
    // A JSON object or list.
    value = (value as Record<string, unknown>)[part];
  }
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null; // as above
}

const OF_VALUES = ['untyped-value', 'possibly-missing'];

/** Expressions that the checker warns of, and what they write: only these may meet a value of another type. */
export function warnedOf(definition: ProcessDefinition): { sources: Set<string>; paths: string[] } {
  const warned = findings(definition).filter(({ code }) => OF_VALUES.includes(code));
  const sources = new Set<string>();
  const paths: string[] = [];
  for (const { pointer } of warned) {
    const path = pointer.slice(1).split('/').map(unescape);
    const value = at(definition, path.slice(0, -1))?.[path.at(-1) ?? ''];
    if (typeof value === 'string') sources.add(value);
    const written = path[path.lastIndexOf('set') + 1];
    if (path.includes('set') && written) paths.push(written.slice(1).replaceAll('/', '.'));
  }
  return { sources, paths };
}
