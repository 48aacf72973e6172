import { emit, type Draft } from './draft';
import { valuesOf, type Place, type Scope } from './context';
import { hasRoom } from './room';
import type { Json, JsonObject } from './types';

/** Applies `set`: /vars/… stays in the process, /entity/… is written to the record too. False after an incident. */
export function applySet(
  draft: Draft,
  set: Record<string, unknown> | undefined,
  place: Place,
  scope?: Scope,
): boolean {
  if (!set) return true;
  const values = valuesOf(draft, set, place, scope);
  if (!values) return false;
  const { vars, entity } = draft.state;
  const before = Object.keys(values).map((pointer) => read({ vars, entity }, parsePointer(pointer)) ?? null);
  if (!hasRoom(draft, before, Object.values(values), place)) return false;
  const patch: JsonObject = {};
  for (const [pointer, value] of Object.entries(values)) {
    const [root, ...path] = pointer.slice(1).split('/').map(unescapePointer);
    if (root === 'vars') write(draft.state.vars, path, value);
    if (root === 'entity' && path[0] !== undefined) {
      write(draft.state.entity, path, value);
      patch[path[0]] = draft.state.entity[path[0]] ?? null;
    }
  }
  patchEntity(draft, patch);
  return true;
}

export function patchEntity(draft: Draft, patch: JsonObject): void {
  if (Object.keys(patch).length === 0) return;
  Object.assign(draft.state.entity, patch);
  emit(draft, { type: 'patchEntity', set: patch, by: draft.actor?.id ?? null });
}

/** `undefined` when a part of the path is not there. */
export function read(root: Json, path: string[]): Json | undefined {
  let value: Json | undefined = root;
  for (const part of path) {
    if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, part))
      return undefined;
    value = value[part];
  }
  return value;
}

export function parsePointer(pointer: string): string[] {
  return pointer.slice(1).split('/').map(unescapePointer);
}

function write(root: JsonObject, path: string[], value: Json): void {
  let target = root;
  for (const part of path.slice(0, -1)) {
    if (FORBIDDEN.has(part)) return;
    const inner = target[part];
    if (typeof inner === 'object' && inner !== null && !Array.isArray(inner)) target = inner;
    else target = target[part] = {};
  }
  const last = path.at(-1);
  if (last !== undefined && !FORBIDDEN.has(last)) target[last] = value;
}

const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);
const unescapePointer = (part: string) => part.replace(/~1/g, '/').replace(/~0/g, '~');
