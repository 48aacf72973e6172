import type { DunningDefinition } from '../generated/dunning';
import type { HumanStep, ProcessDefinition } from '../generated/process';
import { resolversOf } from '../process/plan';
import { lookUp } from './lookup';
import { pointer, type Finding } from './problem';
import { rolesWritten } from './roles';

/** What the active people of this company are called by. */
export interface Organisation {
  groups: string[];
  /** Codes of employees. */
  employees: string[];
}

/**
 * Groups in which nobody is, and employees that there are not: whoever is looked for there is never found. A queue needs
 * nobody of its own: those who lead take from every one.
 */
export function lintPeople(definition: ProcessDefinition, organisation: Organisation): Finding[] {
  return rolesWritten(definition).flatMap(([role, at]) => lintRole(role, at, organisation));
}

/** Tasks of a reminder policy: `owner` and `manager` are those of the customer, any other word is a group. */
export function lintCollectors({ levels }: DunningDefinition, { groups }: Organisation): Finding[] {
  return levels.flatMap((level, l) =>
    level.do.flatMap((action, n) =>
      'task' in action
        ? lookUp(
            'group-without-people',
            action.task.assign,
            pointer('levels', l, 'do', n, 'task', 'assign'),
            ['owner', 'manager', ...groups],
          )
        : [],
    ),
  );
}

function lintRole(role: HumanStep['assign'], at: string, { groups, employees }: Organisation): Finding[] {
  if (typeof role === 'string') return [];
  return [role].flat().flatMap((written, n) => {
    const place = Array.isArray(role) ? `${at}/${n}` : at;
    const [resolver] = resolversOf(written);
    const here = (long: string, short: string) => `${place}/${'by' in written ? long : short}`;
    if (resolver?.by === 'pool')
      return lookUp('group-without-people', resolver.group, here('group', 'pool'), groups);
    return resolver?.by === 'employee'
      ? lookUp('unknown-employee', resolver.code, here('code', 'employee'), employees)
      : [];
  });
}
