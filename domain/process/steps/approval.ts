import type { ApprovalStep, Stage } from '../../generated/process';
import type { Cause } from '../cause';
import { holds } from '../context';
import { log, type Draft } from '../draft';
import { soughtOf } from '../people';
import { slaOf } from '../plan';
import { openTask, withdrawTasks } from '../tasks';
import type { Sought } from '../requests';
import type { JsonObject, Plan, ProcessState, TaskState } from '../types';
import { complete, type StepKind, type StepVisit } from './kind';

type Answers = Record<string, { index: number; done: boolean; out: JsonObject }>;

/** One task for each approver, all at once or one after the other, until the quorum is reached or out of reach. */
export const approval: StepKind<ApprovalStep> = {
  open(draft, at, cause) {
    const slots = slotsOf(draft, at);
    if (slots === null) return;
    at.state.children = Object.fromEntries(
      slots.map((slot) => [String(slot), { index: slot, done: false, out: null }]),
    );
    if (slots.length === 0) return complete(draft, at, { approved: true, decisions: [] });
    const first = isParallel(draft.state, at.step) ? slots : slots.slice(0, 1);
    for (const slot of first) openSlot(draft, at, slot, cause);
  },
  withdraw(draft, at, reason) {
    withdrawTasks(draft, at.stage.id, at.step.id, reason);
  },
};

/** Takes one answer. Returns `rejected` when the quorum can no longer be reached. */
export function answer(
  draft: Draft,
  at: StepVisit<ApprovalStep>,
  task: TaskState,
  out: JsonObject,
): 'open' | 'approved' | 'rejected' {
  // Only this file writes the answers.
  const answers = (at.state.children ?? {}) as Answers;
  const slot = answers[String(task.slot ?? 0)];
  if (slot) Object.assign(slot, { done: true, out });
  const slots = Object.values(answers);
  const approved = slots.filter((s) => s.done && s.out.approved === true).length;
  const rejected = slots.filter((s) => s.done && s.out.approved !== true).length;
  const need =
    at.step.quorum === undefined || at.step.quorum === 'all'
      ? slots.length
      : Math.min(at.step.quorum, slots.length);
  if (approved >= need) return 'approved';
  if (slots.length - rejected < need) return 'rejected';
  const waiting = slots.find((s) => !s.done);
  if (waiting && !isParallel(draft.state, at.step))
    openSlot(draft, at, waiting.index, { kind: 'needs', ref: at.step.id, by: draft.actor?.id ?? null });
  return 'open';
}

export function decisionsOf(at: StepVisit<ApprovalStep>): JsonObject[] {
  // As above.
  return Object.values((at.state.children ?? {}) as Answers)
    .filter((s) => s.done)
    .map((s) => s.out);
}

/** All at once, unless the step says otherwise; cases from before semantics 3 asked one after the other then. */
function isParallel({ semantics }: ProcessState, { order }: ApprovalStep): boolean {
  return (order ?? (semantics < 3 ? 'sequential' : 'parallel')) === 'parallel';
}

function slotsOf(draft: Draft, at: StepVisit<ApprovalStep>): number[] | null {
  const slots: number[] = [];
  for (const [index, approver] of at.step.approvers.entries()) {
    const place = {
      id: `approver:${at.stage.id}/${at.step.id}/${index}`,
      stage: at.stage.id,
      step: at.step.id,
      pointer: `/approvers/${index}/if`,
    };
    const wanted = typeof approver === 'string' || !approver.if ? true : holds(draft, approver.if, place);
    if (wanted === null) return null;
    if (wanted) slots.push(index);
  }
  return slots;
}

function openSlot(draft: Draft, at: StepVisit<ApprovalStep>, slot: number, cause: Cause): void {
  if (at.step.approvers[slot] === undefined) return;
  openTask(draft, {
    ...at,
    slot,
    seekers: seekersOfSlot(draft.plan, draft.state, at.step, slot),
    exclude: requesters(draft.state, at.stage, at.step),
    sla: slaOf(draft.plan, at.step.sla),
    cause,
  });
}

export function seekersOfSlot(plan: Plan, state: ProcessState, step: ApprovalStep, slot: number): Sought[] {
  const approver = step.approvers[slot];
  if (approver === undefined) return [];
  return soughtOf(plan, state, typeof approver === 'string' ? approver : approver.role);
}

/** Whoever completed the steps that the approval rests on asked for it, and may not grant it. */
export function requesters(state: ProcessState, stage: Stage, step: ApprovalStep): string[] {
  const seen = new Set<string>();
  const people = new Set<string>();
  const visit = (id: string) => {
    if (seen.has(id)) return;
    seen.add(id);
    const by = state.stages[stage.id]?.steps[id]?.by;
    if (by) people.add(by);
    for (const need of stage.steps.find((s) => s.id === id)?.needs ?? []) visit(need);
  };
  for (const need of step.needs ?? []) visit(need);
  return [...people];
}

export function logDecision(
  draft: Draft,
  at: StepVisit<ApprovalStep>,
  result: 'approved' | 'rejected',
): void {
  log(draft, result === 'approved' ? 'approvalGranted' : 'approvalRefused', {
    stage: at.stage.id,
    step: at.step.id,
  });
}
