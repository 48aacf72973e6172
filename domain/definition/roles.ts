import type { HumanStep, ProcessDefinition, Resolver } from '../generated/process';
import { resolversOf } from '../process/plan';
import type { Look } from './lookup';
import { finding, pointer, type Finding } from './problem';

export function lintRoles(look: Look, definition: ProcessDefinition): Finding[] {
  return Object.entries(definition.roles ?? {}).flatMap(([name, role]) => {
    const at = pointer('roles', name);
    return [
      ...lintRole(look, role, at),
      ...(leadsBack(definition, name) ? [finding('role-cycle', at, { name })] : []),
    ];
  });
}

/** Every role, named or written at a human step, with its pointer. */
export function rolesWritten({ roles = {}, stages }: ProcessDefinition): [HumanStep['assign'], string][] {
  const inline = stages.flatMap(({ steps }, s) =>
    steps.flatMap((step, n): [HumanStep['assign'], string][] =>
      step.kind === 'human' ? [[step.assign, pointer('stages', s, 'steps', n, 'assign')]] : [],
    ),
  );
  const named = Object.entries(roles).map(([name, role]): [HumanStep['assign'], string] => [
    role,
    pointer('roles', name),
  ]);
  return [...named, ...inline];
}

export function lintRole(look: Look, role: HumanStep['assign'], at: string): Finding[] {
  if (typeof role === 'string') return look('unknown-role', role, at);
  return [role].flat().flatMap((written, n) => {
    const place = Array.isArray(role) ? `${at}/${n}` : at;
    const [resolver] = resolversOf(written);
    if (!resolver) return [];
    const key = (long: string) => `${place}/${'by' in written ? long : resolver.by}`;
    return [
      ...(resolver.by === 'managerOf' ? lintManagerOf(look, written, resolver.role, place) : []),
      ...(resolver.by === 'completerOf' ? look('unknown-step', resolver.step, key('step')) : []),
      ...(resolver.else ? look('unknown-role', resolver.else, `${place}/else`) : []),
    ];
  });
}

/** Its role stands under `managerOf`, `role` or `of`, and must stand somewhere. */
function lintManagerOf(look: Look, written: Resolver, role: string, place: string): Finding[] {
  const key = ['managerOf', 'role', 'of'].find((name) => name in written);
  return key === undefined
    ? [finding('missing-property', place, { name: 'role' })]
    : look('unknown-role', role, `${place}/${key}`);
}

/** Whoever it means is looked for by way of itself: it finds nobody. */
function leadsBack(definition: ProcessDefinition, name: string): boolean {
  const seen = new Set<string>();
  const queue = rolesBehind(definition, name);
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    if (next === name) return true;
    if (!seen.has(next)) queue.push(...rolesBehind(definition, next));
    seen.add(next);
  }
  return false;
}

function rolesBehind({ roles = {} }: ProcessDefinition, name: string): string[] {
  const role = Object.hasOwn(roles, name) ? roles[name] : undefined;
  if (role === undefined) return [];
  return resolversOf(role).flatMap((resolver) => [
    ...(resolver.by === 'managerOf' ? [resolver.role] : []),
    ...(resolver.else ? [resolver.else] : []),
  ]);
}
