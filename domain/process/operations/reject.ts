import type { ApprovalStep, Stage } from '../../generated/process';
import { log, raise, stageState, type Draft } from '../draft';
import { stageOf, stepOf } from '../plan';
import { MOST_RUNS, resetStep } from '../runs';
import { end, enterNamed, hasVisitsLeft, leaveStage } from '../stages';
import { setAside } from '../steps/earlier';
import { subjectOf, type StepVisit } from '../steps/kind';

/** Does what a rejection asks for. */
export function rejected(draft: Draft, at: StepVisit<ApprovalStep>, reason: string): void {
  const { onReject } = at.step;
  if (!onReject) return;
  if ('end' in onReject) return end(draft, onReject.end, 'ended', { reason: 'rejected' });
  if ('to' in onReject) {
    const target = stageOf(draft.plan, onReject.to);
    leaveStage(draft, at.stage, 'left', onReject.to, reason);
    const from = { from: at.stage.id, step: at.step.id };
    if (target) enterNamed(draft, target, { kind: 'reject', ...from, by: at.state.by, reason });
    return;
  }
  const no = { step: at.step.id, by: at.state.by, reason };
  const again = [...affected(at, onReject.reopen)].flatMap(
    (id) => stepOf(draft.plan, `${at.stage.id}/${id}`)?.step ?? [],
  );
  // All of them before the first is reset: how one is undone may rest on what another said.
  for (const step of again) setAside(draft, at.stage, step);
  for (const step of again)
    resetStep(draft, at.stage, step, 'rejected', onReject.reopen.includes(step.id) ? no : undefined);
  log(draft, 'reopened', { stage: at.stage.id, step: at.step.id }, { steps: onReject.reopen, reason });
}

/**
 * A rejection whose way back has used up its `repeat.max` goes nowhere: the approval stays open and the case has an
 * incident, so that nobody takes the refused for approved. A retry asks the approvers again. True where it is so.
 */
export function isSpent(draft: Draft, at: StepVisit<ApprovalStep>): boolean {
  const used = usedUp(draft, at);
  if (draft.state.semantics < 4 || used === null) return false;
  raise(draft, {
    id: `reject:${subjectOf(at)}`,
    code: 'REPEAT_EXHAUSTED',
    stage: at.stage.id,
    step: at.step.id,
    message: `Refused, and ${used} was repeated as often as it may be`,
    pointer: '/onReject',
    retry: 'expression',
  });
  return true;
}

/** The stage, or the first step, that cannot be done once more. */
function usedUp(draft: Draft, at: StepVisit<ApprovalStep>): string | null {
  const { onReject } = at.step;
  if (!onReject || 'end' in onReject) return null;
  if ('to' in onReject) {
    const target = stageOf(draft.plan, onReject.to);
    return target && !hasVisitsLeft(draft, target, 1) ? target.id : null;
  }
  const { steps } = stageState(draft, at.stage);
  const isUsedUp = (id: string) => (steps[id]?.run ?? 0) >= mostRuns(at.stage, id, onReject.reopen);
  return [...affected(at, onReject.reopen)].find(isUsedUp) ?? null;
}

/** Of what is reopened along with the steps that are named only what says so itself is bounded; a manual step waits to be opened. */
function mostRuns(stage: Stage, id: string, named: string[]): number {
  const step = stage.steps.find((one) => one.id === id);
  if (named.includes(id)) return step?.repeat?.max ?? MOST_RUNS;
  return step?.manual ? Infinity : (step?.repeat?.max ?? Infinity);
}

/** The steps to do again, and all that rest on them, the approval itself among these. */
function affected(at: StepVisit<ApprovalStep>, reopened: string[]): Set<string> {
  const again = new Set([...reopened, at.step.id]);
  for (let grew = true; grew;) {
    grew = false;
    for (const step of at.stage.steps) {
      if (again.has(step.id) || !(step.needs ?? []).some((need) => again.has(need))) continue;
      again.add(step.id);
      grew = true;
    }
  }
  return again;
}
