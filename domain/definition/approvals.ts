import type { HumanStep, ProcessDefinition, Stage, Step } from '../generated/process';
import { resolversOf } from '../process/plan';
import { finding, type Finding } from './problem';

type Approval = Extract<Step, { kind: 'approval' }>;

/** Approvals that nobody can ever grant: all approvers asked for it themselves, or there are too few of them. */
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
  ];
}

function isSelfApproval(definition: ProcessDefinition, stage: Stage, step: Approval): boolean {
  const workers = workersOf(stage, step);
  const requesters = new Set(
    workers.flatMap(({ id, assign }) => [`completer:${id}`, whoIs(definition, assign) ?? '']).filter(Boolean),
  );
  return step.approvers.every((approver) => {
    const who = whoIs(definition, typeof approver === 'string' ? approver : approver.role);
    return who !== null && requesters.has(who);
  });
}

/** The human steps that the approval rests on: whoever completes them may not grant it. */
function workersOf(stage: Stage, step: Step): HumanStep[] {
  const seen = new Set<string>();
  const visit = (id: string): HumanStep[] => {
    const found = stage.steps.find((other) => other.id === id);
    if (!found || seen.has(id)) return [];
    seen.add(id);
    return [...(found.kind === 'human' ? [found] : []), ...(found.needs ?? []).flatMap(visit)];
  };
  return (step.needs ?? []).flatMap(visit);
}

/** A name for the one person that a role can mean; null where it may be several. */
function whoIs(definition: ProcessDefinition, assign: HumanStep['assign'], depth = 0): string | null {
  const role = typeof assign === 'string' ? definition.roles?.[assign] : assign;
  const [resolver, ...more] = role === undefined || depth > 10 ? [] : resolversOf(role);
  if (!resolver || more.length > 0 || resolver.else !== undefined) return null;
  switch (resolver.by) {
    case 'field':
      return `field:${resolver.path}`;
    case 'employee':
      return `employee:${resolver.code}`;
    case 'completerOf':
      return `completer:${resolver.step}`;
    case 'managerOf': {
      const of = whoIs(definition, resolver.role, depth + 1);
      return of && `manager of ${of}`;
    }
    case 'team':
    case 'pool':
      return null;
  }
}
