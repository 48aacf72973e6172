import type { ProcessDefinition, Stage, Step } from '../generated/process';
import { conjuncts, intersection, provenBy, union } from './availability';

type Steps = ReadonlySet<string>;

/**
 * For each stage the steps that are completed whenever it is entered, over every way the definition has into it: the
 * exits of other stages, rejections, and stages that their entry condition passes over. Ways that people take by hand
 * (jump, skip) are not looked at: they are exceptions, and what fails after them is an incident.
 */
export function doneOnEntry(definition: ProcessDefinition): Steps[] {
  const { stages } = definition;
  const done: (Steps | null)[] = stages.map((_, index) => (index === 0 ? new Set() : null));
  for (let changed = true; changed;) {
    changed = false;
    stages.forEach((stage, index) => {
      const before = done[index];
      if (!before) return;
      for (const [target, steps] of waysOut(definition, stage, index, before)) {
        const known = done[target];
        const now = known ? intersection(known, steps) : steps;
        if (known && known.size === now.size) continue;
        done[target] = now;
        changed = true;
      }
    });
  }
  const everything = new Set(stages.flatMap((stage) => stage.steps.map((step) => step.id)));
  // Of a stage that cannot be reached nothing false can be said; it is a finding of its own.
  return done.map((steps) => steps ?? everything);
}

function waysOut(
  { stages }: ProcessDefinition,
  stage: Stage,
  index: number,
  before: Steps,
): [target: number, done: Steps][] {
  const after = union(before, doneAtExit(stage));
  const indexOf = (id: string) => (id === 'next' ? index + 1 : stages.findIndex((other) => other.id === id));
  const exits = (stage.exit ?? [{ to: 'next' }]).flatMap((exit): [number, Steps][] =>
    'to' in exit ? [[indexOf(exit.to), after]] : [],
  );
  const rejected = stage.steps.flatMap((step): [number, Steps][] =>
    step.kind === 'approval' && step.onReject && 'to' in step.onReject
      ? [[indexOf(step.onReject.to), before]]
      : [],
  );
  const passed: [number, Steps][] = stage.entry ? [[index + 1, before]] : [];
  return [...exits, ...rejected, ...passed].filter(([target]) => target >= 0 && target < stages.length);
}

/** Steps that are completed when a stage's exit list is asked: required ones that nothing can pass over. */
export function doneAtExit(stage: Stage): Steps {
  return new Set(
    stage.steps
      .filter((step) => step.required !== false && !step.manual && step.if === undefined && isSure(step))
      .map((step) => step.id),
  );
}

/** Steps that are completed when this one begins: those it needs, and what they need. */
export function doneByNeeds(stage: Stage, step: Step): Steps {
  const own = conjuncts(step.if);
  const found = new Set<string>();
  const seen = new Set<string>();
  const visit = (id: string): void => {
    if (seen.has(id)) return;
    seen.add(id);
    const needed = stage.steps.find((other) => other.id === id);
    if (!needed) return;
    // A conditional one has run where this one's condition includes its condition.
    const holds = [...conjuncts(needed.if)].every((part) => own.has(part));
    if (isSure(needed) && holds) found.add(id);
    (needed.needs ?? []).forEach(visit);
  };
  (step.needs ?? []).forEach(visit);
  return union(found, provenBy(step.if, true));
}

/** Nothing but its completion, with its whole output, ends the step. */
export function isSure(step: Step): boolean {
  const givesUp = step.timeout?.then === 'skip' || step.timeout?.then === 'complete';
  const goesOn = step.kind === 'auto' && step.onFail !== undefined && step.onFail !== 'incident';
  const withdrawn = 'cancel' in step && step.cancel !== undefined;
  return !givesUp && !goesOn && !withdrawn;
}
