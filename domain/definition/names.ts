import { ROLES } from '../generated/roles';
import type { HumanStep, ProcessDefinition } from '../generated/process';
import { resolversOf } from '../process/plan';
import type { Catalogue } from './catalogue';
import { closest, finding, pointer, type Finding, type ProblemCode } from './problem';

/** Fields that are named outside expressions: where a role is read, and what `set` writes. */
export function lintNames(definition: ProcessDefinition, catalogue: Catalogue): Finding[] {
  return [
    ...rolesRead(definition, catalogue),
    ...assignments(definition, '', (path, at) => unknownField(definition, catalogue, path, at)),
    ...permissions(definition),
    ...migrations(definition),
    ...reserved(definition),
    ...(definition.trigger?.some((trigger) => 'on' in trigger) && !definition.entity
      ? [finding('trigger-without-entity', '/trigger')]
      : []),
  ];
}

function rolesRead(definition: ProcessDefinition, catalogue: Catalogue): Finding[] {
  const inline = definition.stages.flatMap((stage, s) =>
    stage.steps.flatMap((step, n): [HumanStep['assign'], string][] =>
      step.kind === 'human' ? [[step.assign, pointer('stages', s, 'steps', n, 'assign')]] : [],
    ),
  );
  const named = Object.entries(definition.roles ?? {}).map(([name, role]): [HumanStep['assign'], string] => [
    role,
    pointer('roles', name),
  ]);
  return [...named, ...inline].flatMap(([role, at]) =>
    typeof role === 'string'
      ? []
      : [role].flat().flatMap((written, n) => {
          const [resolver] = resolversOf(written);
          const place = (Array.isArray(role) ? `${at}/${n}` : at) + ('field' in written ? '/field' : '/path');
          return resolver?.by === 'field' ? unknownField(definition, catalogue, resolver.path, place) : [];
        }),
  );
}

/** Every `set` of a step, an exit or an effect; what actions and templates are given is their own business. */
function assignments(value: unknown, at: string, check: (path: string, at: string) => Finding[]): Finding[] {
  if (Array.isArray(value)) return value.flatMap((item, n) => assignments(item, `${at}/${n}`, check));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    const here = at + pointer(key);
    if (key === 'with' || key === 'tests' || key === 'vars' || key === 'form') return [];
    if (key === 'set' && typeof inner === 'object' && inner !== null)
      return Object.keys(inner).flatMap((path) => check(path, here + pointer(path)));
    return assignments(inner, here, check);
  });
}

/** `/entity/…` must be a field of the record, `/vars/…` a variable. */
function unknownField(
  definition: ProcessDefinition,
  catalogue: Catalogue,
  path: string,
  at: string,
): Finding[] {
  const [, root, name = ''] = path.split('/');
  const entity = definition.entity ? catalogue.entity(definition.entity) : undefined;
  if (root === 'entity' && !entity) return [];
  const properties: unknown = definition.vars?.['properties'];
  const known = Object.keys(root === 'entity' ? (entity?.fields ?? {}) : (properties ?? {}));
  return lookUp('unknown-field', name, at, known);
}

/** Roles of this definition, and those of the organisation. */
function permissions(definition: ProcessDefinition): Finding[] {
  const known = [...Object.keys(definition.roles ?? {}), ...ROLES.map(({ key }) => key)];
  return Object.entries(definition.permissions ?? {}).flatMap(([operation, roles]) =>
    roles.flatMap((role, n) => lookUp('unknown-role', role, pointer('permissions', operation, n), known)),
  );
}

/** The right side of a map is a place in this version; the left one in an older version is not looked at. */
function migrations(definition: ProcessDefinition): Finding[] {
  return (definition.migrations ?? []).flatMap(({ map }, n) =>
    Object.entries(map ?? {}).flatMap(([from, to]) => {
      const [stageId = '', stepId] = to.split('/');
      const at = pointer('migrations', n, 'map', from);
      const stage = definition.stages.find(({ id }) => id === stageId);
      if (!stage)
        return lookUp(
          'unknown-stage',
          stageId,
          at,
          definition.stages.map(({ id }) => id),
        );
      if (stepId === undefined) return [];
      return lookUp(
        'unknown-step',
        stepId,
        at,
        stage.steps.map(({ id }) => id),
      );
    }),
  );
}

/** Words that an expression or an exit would read as something else. */
function reserved(definition: ProcessDefinition): Finding[] {
  const words = ['in', 'true', 'false', 'null'];
  const variables = Object.keys(definition.vars?.['properties'] ?? {});
  return [
    ...variables
      .filter((name) => words.includes(name))
      .map((name) => finding('reserved-name', pointer('vars', 'properties', name), { name })),
    ...definition.stages.flatMap((stage, s) => [
      ...(stage.id === 'next'
        ? [finding('reserved-name', pointer('stages', s, 'id'), { name: 'next' })]
        : []),
      ...stage.steps.flatMap((step, n) =>
        words.includes(step.id)
          ? [finding('reserved-name', pointer('stages', s, 'steps', n, 'id'), { name: step.id })]
          : [],
      ),
    ]),
  ];
}

export function lookUp(code: ProblemCode, name: string, at: string, known: string[]): Finding[] {
  if (known.includes(name)) return [];
  const hint = closest(name, known);
  return [finding(code, at, { name }, hint ? { hint: `${hint}?` } : {})];
}
