import { celType } from '../expression/check';
import { isObjectType, type CelType } from '../expression/types';
import { ROLES } from '../generated/roles';
import type { ProcessDefinition } from '../generated/process';
import { parsePointer } from '../process/assignments';
import { resolversOf } from '../process/plan';
import type { Catalogue } from './catalogue';
import { entityType } from './recordTypes';
import { lookUp } from './lookup';
import { lintMigrations } from './migrations';
import { finding, pointer, type Finding } from './problem';
import { lintReserved } from './reserved';
import { rolesWritten } from './roles';
import { lintWritten } from './written';

/** Fields that are named outside expressions: where a role is read, and what `set` writes. */
export function lintNames(definition: ProcessDefinition, catalogue: Catalogue): Finding[] {
  return [
    ...rolesRead(definition, catalogue),
    ...assignments(definition, '', (path, value, at) => {
      const unknown = unknownField(definition, catalogue, path, at);
      return unknown.length > 0 ? unknown : lintWritten(definition, catalogue, path, value, at);
    }),
    ...permissions(definition),
    ...lintMigrations(definition),
    ...lintReserved(definition),
    ...(definition.trigger?.some((trigger) => 'on' in trigger) && !definition.entity
      ? [finding('trigger-without-entity', '/trigger')]
      : []),
  ];
}

function rolesRead(definition: ProcessDefinition, catalogue: Catalogue): Finding[] {
  return rolesWritten(definition).flatMap(([role, at]) =>
    typeof role === 'string'
      ? []
      : [role].flat().flatMap((written, n) => {
          const [resolver] = resolversOf(written);
          const place = (Array.isArray(role) ? `${at}/${n}` : at) + ('field' in written ? '/field' : '/path');
          return resolver?.by === 'field' ? unknownField(definition, catalogue, resolver.path, place) : [];
        }),
  );
}

type Check = (path: string, value: unknown, at: string) => Finding[];

/** Every `set` of a step, an exit or an effect; what actions and templates are given is their own business. */
function assignments(value: unknown, at: string, check: Check): Finding[] {
  if (Array.isArray(value)) return value.flatMap((item, n) => assignments(item, `${at}/${n}`, check));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    const here = at + pointer(key);
    if (at === '' && NAMED.includes(key) && typeof inner === 'object' && inner !== null)
      return Object.entries(inner).flatMap(([name, one]) => assignments(one, here + pointer(name), check));
    if (OTHERS.includes(key)) return [];
    if (key === 'set' && typeof inner === 'object' && inner !== null)
      return Object.entries(inner).flatMap(([path, written]) => check(path, written, here + pointer(path)));
    return assignments(inner, here, check);
  });
}

/** What stands in them is named by the author. */
const NAMED = ['roles', 'slas'];
const OTHERS = ['with', 'then', 'input', 'data', 'tests', 'vars', 'form'];

/** `/entity/…` must be a field of the record, `/vars/…` a variable. */
function unknownField(
  definition: ProcessDefinition,
  catalogue: Catalogue,
  path: string,
  at: string,
): Finding[] {
  const [root, name = '', ...inner] = parsePointer(path);
  if (root === 'vars')
    return unknownIn(celType({ type: 'object', ...definition.vars }), [name, ...inner], at);
  const entity = definition.entity === undefined ? undefined : catalogue.entity(definition.entity);
  // Of an unknown entity nothing is known, which is a finding of its own.
  if (definition.entity !== undefined && !entity) return [];
  const type = entityType(entity?.key, catalogue);
  const fields = Object.fromEntries(
    Object.keys(entity?.fields ?? {}).map((field) => [
      field,
      isObjectType(type) ? (type[field] ?? 'dyn') : 'dyn',
    ]),
  );
  return unknownIn(fields, [name, ...inner], at);
}

/** A step into something of which nothing is known is nobody's mistake; one into a number is. */
function unknownIn(type: CelType, path: string[], at: string): Finding[] {
  let here = type;
  for (const name of path) {
    if (here === 'dyn') return [];
    const fields = isObjectType(here) ? here : {};
    const unknown = lookUp('unknown-field', name, at, Object.keys(fields));
    if (unknown.length > 0) return unknown;
    here = fields[name] ?? 'dyn';
  }
  return [];
}

/** Roles of this definition, and those of the organisation. */
function permissions(definition: ProcessDefinition): Finding[] {
  const known = [...Object.keys(definition.roles ?? {}), ...ROLES.map(({ key }) => key)];
  return Object.entries(definition.permissions ?? {}).flatMap(([operation, roles]) =>
    roles.flatMap((role, n) =>
      // who has a task may be let set its due
      operation === 'amend' && role === 'assignee'
        ? []
        : lookUp('unknown-role', role, pointer('permissions', operation, n), known),
    ),
  );
}
