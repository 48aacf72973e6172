import type { ProcessDefinition, Stage } from '../generated/process';
import { finding, pointer, type Finding } from './problem';

/** Stands for the end of the case among stage numbers. */
const END = -2;
const UNKNOWN = -1;

/** No path leads around the stage to an end. */
export function isUnavoidable(definition: ProcessDefinition, index: number): boolean {
  const seen = new Set<number>(index === 0 ? [] : [0]);
  for (const stage of seen)
    for (const target of targetsOf(definition, stage)) if (target !== index) seen.add(target);
  return !seen.has(END);
}

/** Where each stage may lead; `next` is resolved, and an unknown name leads nowhere. */
function targetsOf(definition: ProcessDefinition, index: number): number[] {
  const stage = definition.stages[index];
  const next = index + 1 < definition.stages.length ? index + 1 : END;
  const exits = stage?.exit ?? [{ to: 'next' }];
  const targets = exits.flatMap((exit) => {
    if ('end' in exit) return [END];
    if (!('to' in exit)) return [];
    return exit.to === 'next' ? [next] : [indexOf(definition, exit.to)];
  });
  const rejected = (stage?.steps ?? []).flatMap((step) => {
    if (step.kind !== 'approval' || !step.onReject) return [];
    if ('end' in step.onReject) return [END];
    return 'to' in step.onReject ? [indexOf(definition, step.onReject.to)] : [];
  });
  // A stage that its entry condition skips leads on to the next one.
  const skipped = stage?.entry ? [next] : [];
  return [...targets, ...rejected, ...skipped].filter((target) => target !== UNKNOWN);
}

export function lintGraph(definition: ProcessDefinition): Finding[] {
  return [...unreachable(definition), ...endless(definition), ...backJumps(definition)];
}

function unreachable(definition: ProcessDefinition): Finding[] {
  const seen = new Set<number>([0]);
  for (const index of seen)
    for (const target of targetsOf(definition, index)) if (target !== END) seen.add(target);
  return definition.stages.flatMap((stage, index) =>
    seen.has(index) ? [] : [finding('unreachable-stage', pointer('stages', index), { name: stage.id })],
  );
}

/** A stage from which no sequence of exits ends the case. */
function endless(definition: ProcessDefinition): Finding[] {
  if ((definition.exits ?? []).length > 0) return [];
  const good = new Set<number>();
  for (let grew = true; grew;) {
    grew = false;
    definition.stages.forEach((_, index) => {
      if (good.has(index) || !targetsOf(definition, index).some((t) => t === END || good.has(t))) return;
      good.add(index);
      grew = true;
    });
  }
  return definition.stages.flatMap((stage, index) =>
    good.has(index) ? [] : [finding('no-path-to-end', pointer('stages', index), { name: stage.id })],
  );
}

function backJumps(definition: ProcessDefinition): Finding[] {
  const found: Finding[] = [];
  definition.stages.forEach((_, from) => {
    for (const target of targetsOf(definition, from)) {
      const stage: Stage | undefined = target === END ? undefined : definition.stages[target];
      if (target === END || target > from || !stage || stage.repeat) continue;
      found.push(finding('back-jump-without-repeat', pointer('stages', target), { name: stage.id }));
    }
  });
  return found.filter((one, index) => found.findIndex((other) => other.pointer === one.pointer) === index);
}

function indexOf(definition: ProcessDefinition, id: string): number {
  return definition.stages.findIndex((stage) => stage.id === id);
}
