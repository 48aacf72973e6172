import type { HumanStep, ProcessDefinition, Stage, Step } from '../generated/process';
import { resolversOf, type CanonicalResolver } from '../process/plan';
import { finding, type Finding } from './problem';

type Approval = Extract<Step, { kind: 'approval' }>;

/** Approvals that nobody can ever grant: all approvers asked for it themselves, or there are too few of them; and endless ones. */
export function lintApproval(
  definition: ProcessDefinition,
  stage: Stage,
  step: Approval,
  at: string,
): Finding[] {
  const { quorum, approvers } = step;
  return [
    ...(isSelfApproval(definition, stage, step) ? [finding('self-approval', `${at}/approvers`)] : []),
    ...(typeof quorum === 'number' && quorum > approvers.length
      ? [finding('quorum-too-large', `${at}/quorum`, { count: String(approvers.length) })]
      : []),
    ...reopenedForever(stage, step, at),
  ];
}

/** What a rejection reopens says how often it may run, as a stage does that can be jumped back to. */
function reopenedForever({ steps }: Stage, { onReject }: Approval, at: string): Finding[] {
  const reopened = onReject && 'reopen' in onReject ? onReject.reopen : [];
  return reopened.flatMap((id, n) =>
    steps.some((step) => step.id === id && !step.repeat)
      ? [finding('reopen-without-repeat', `${at}/onReject/reopen/${n}`, { name: id })]
      : [],
  );
}

function isSelfApproval(definition: ProcessDefinition, stage: Stage, step: Approval): boolean {
  const requesters = new Set(
    workersOf(definition, stage, step).flatMap(({ id, assign }) => [
      `completer:${id}`,
      ...(peopleOf(definition, assign) ?? []).slice(0, 1),
    ]),
  );
  return step.approvers.every((approver) => {
    const people = peopleOf(definition, typeof approver === 'string' ? approver : approver.role);
    return people !== null && people.every((who) => requesters.has(who));
  });
}

/** The human steps that the approval rests on: those it needs, or else what was done before it. */
function workersOf(definition: ProcessDefinition, stage: Stage, step: Step): HumanStep[] {
  const needed = needsOf(stage, step).filter((other) => other.kind === 'human');
  if (needed.length > 0) return needed;
  const earlier = definition.stages.slice(0, definition.stages.indexOf(stage));
  const beside = stage.steps.filter((other) => !needsOf(stage, other).includes(step));
  return [...earlier.flatMap(({ steps }) => steps), ...beside].filter((other) => other.kind === 'human');
}

function needsOf(stage: Stage, step: Step): Step[] {
  const found = new Set<Step>();
  const visit = (id: string): void => {
    const needed = stage.steps.find((other) => other.id === id);
    if (!needed || found.has(needed)) return;
    found.add(needed);
    (needed.needs ?? []).forEach(visit);
  };
  (step.needs ?? []).forEach(visit);
  return [...found];
}

/** Names for the persons that a role can mean, in its order; null where it may be anybody. */
function peopleOf(definition: ProcessDefinition, assign: HumanStep['assign'], depth = 0): string[] | null {
  const { roles = {} } = definition;
  if (depth > 10) return null;
  if (typeof assign === 'string')
    return Object.hasOwn(roles, assign) && roles[assign]
      ? peopleOf(definition, roles[assign], depth + 1)
      : null;
  const people = resolversOf(assign).map((resolver): string[] | null => {
    const own = whoIs(definition, resolver, depth);
    const others = resolver.else === undefined ? [] : peopleOf(definition, resolver.else, depth + 1);
    return own === null || others === null ? null : [own, ...others];
  });
  return people.some((who) => who === null) ? null : people.flatMap((who) => who ?? []);
}

function whoIs(definition: ProcessDefinition, resolver: CanonicalResolver, depth: number): string | null {
  switch (resolver.by) {
    case 'field':
      return `field:${resolver.path}`;
    case 'employee':
      return `employee:${resolver.code}`;
    case 'completerOf':
      return `completer:${resolver.step}`;
    case 'managerOf': {
      const [of, ...others] = peopleOf(definition, resolver.role, depth + 1) ?? [];
      return of === undefined || others.length > 0 ? null : `manager of ${of}`;
    }
    case 'team':
    case 'pool':
      return null;
  }
}
