import { parsePointer, read } from './assignments';
import { resolversOf, stepOf, type CanonicalResolver } from './plan';
import type { HumanStep } from '../generated/process';
import type { Recipient, Seeker, Sought } from './requests';
import type { Plan, ProcessState, TaskState } from './types';

const NOBODY = { by: 'nobody' } as const;
/** Names that stand for people of the task at hand rather than for a role of the definition. */
const TASK_ROLES = new Set(['assignee']);

/** How to find whom a role means, as far as the state tells; the commit does the rest under a lock. */
export function seekersOf(
  plan: Plan,
  state: ProcessState,
  role: HumanStep['assign'],
  task?: TaskState,
  depth = 0,
): Seeker[] {
  return soughtOf(plan, state, role, task, depth).flatMap(({ source: _, ...seeker }) =>
    seeker.by === 'nobody' ? [] : [seeker],
  );
}

/** The same with each resolver that was asked, in its order, also those that gave nobody. */
export function soughtOf(
  plan: Plan,
  state: ProcessState,
  role: HumanStep['assign'],
  task?: TaskState,
  depth = 0,
  name: string | null = null,
): Sought[] {
  if (depth > 8) return [];
  if (typeof role === 'string') {
    if (TASK_ROLES.has(role)) return task ? assigneeOf(task, role) : [];
    const declared = plan.definition.roles?.[role];
    return declared ? soughtOf(plan, state, declared, task, depth + 1, role) : [];
  }
  return resolversOf(role).flatMap((resolver) => {
    const source = { role: name, by: resolver.by, ref: refOf(resolver) };
    const seekers = seekersOfResolver(plan, state, resolver, task, depth);
    return [
      ...(seekers.length > 0 ? seekers : [NOBODY]).map((seeker) => ({ ...seeker, source })),
      ...(resolver.else ? soughtOf(plan, state, resolver.else, task, depth + 1) : []),
    ];
  });
}

export function recipientsOf(
  plan: Plan,
  state: ProcessState,
  roles: string | string[],
  tasks: TaskState[] = [],
): Recipient[] {
  const of = (role: string, task?: TaskState) => ({ role, seekers: seekersOf(plan, state, role, task) });
  return [roles].flat().flatMap((role) => {
    if (!TASK_ROLES.has(role)) return [of(role, tasks[0])];
    const people = tasks.length > 1 ? tasks.map((task) => of(role, task)) : [of(role, tasks[0])];
    const isNobody = state.semantics >= 4 && people.every(({ seekers }) => seekers.length === 0);
    return isNobody ? [{ role, seekers: ownerOf(plan, state) }] : people;
  });
}

/** Who answers for the case: the role `owner`, or else the owner of its record. */
export function ownerOf(plan: Plan, state: ProcessState): Seeker[] {
  const role = seekersOf(plan, state, 'owner');
  const { ownerId } = state.entity;
  const isNamed = role.length === 0 && typeof ownerId === 'string' && ownerId !== '';
  return isNamed ? [{ by: 'person', id: ownerId }] : role;
}

function seekersOfResolver(
  plan: Plan,
  state: ProcessState,
  resolver: CanonicalResolver,
  task: TaskState | undefined,
  depth: number,
): Seeker[] {
  switch (resolver.by) {
    case 'field': {
      const [root, ...path] = parsePointer(resolver.path);
      const id = read(root === 'vars' ? state.vars : state.entity, path);
      return typeof id === 'string' && id !== '' ? [{ by: 'person', id }] : [];
    }
    case 'completerOf': {
      const found = stepOf(plan, resolver.step);
      const run = found && state.stages[found.stage.id]?.steps[found.step.id];
      const by = run?.by ?? run?.last;
      return by ? [{ by: 'person', id: by }] : [];
    }
    case 'managerOf': {
      const of = seekersOf(plan, state, resolver.role, task, depth + 1);
      return of.length > 0 ? [{ by: 'managerOf', of }] : [];
    }
    case 'employee':
      return [{ by: 'employee', code: resolver.code }];
    case 'team':
      return [
        { by: 'team', role: resolver.role, entity: plan.definition.entity ?? '', entityId: state.entityId },
      ];
    case 'pool':
      return [{ by: 'pool', group: resolver.group, strategy: resolver.strategy, if: resolver.if }];
  }
}

function refOf(resolver: CanonicalResolver): string {
  switch (resolver.by) {
    case 'field':
      return resolver.path;
    case 'completerOf':
      return resolver.step;
    case 'employee':
      return resolver.code;
    case 'pool':
      return resolver.group;
    default:
      return resolver.role;
  }
}

function assigneeOf(task: TaskState, role: string): Sought[] {
  const people = task.assignee ? [task.assignee] : task.candidates;
  const source = { role, by: 'assignee' as const, ref: task.id };
  return people.map((id) => ({ source, by: 'person', id }));
}
