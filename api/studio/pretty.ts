import { layOut } from '../../domain/definition/layout';
import type { Json, JsonObject } from '../../domain/process/types';

/** What people read first, and what they read last; PostgreSQL keeps members in an order of its own. */
const FIRST = ['$schema', 'kind', 'key', 'id', 'name', 'version', 'category', 'title', 'definition', 'start'];
const THEN = ['entity', 'calendar', 'timezone', 'trigger', 'on', 'when', 'if', 'vars', 'roles', 'assignment'];
const LAST = ['slas', 'stages', 'steps', 'exit', 'exits', 'onEnter', 'onExit', 'permissions', 'migrations'];
const RANKS = new Map<string, number>([
  ...[...FIRST, ...THEN].map((name, index): [string, number] => [name, index - 100]),
  ...[...LAST, 'schema', 'ui', 'tests'].map((name, index): [string, number] => [name, index + 100]),
]);
const rank = (name: string): number => RANKS.get(name) ?? 0;

/** A definition as a person would have written it. */
export function pretty(body: JsonObject): string {
  return layOut(ordered(body));
}

function ordered(value: Json): Json {
  if (Array.isArray(value)) return value.map(ordered);
  if (value === null || typeof value !== 'object') return value;
  const names = Object.keys(value);
  const isLabel = names.length === 2 && 'zh-CN' in value && 'en' in value;
  const sorted = isLabel ? ['zh-CN', 'en'] : names.sort((a, b) => rank(a) - rank(b));
  return Object.fromEntries(sorted.map((name) => [name, ordered(value[name] ?? null)]));
}
