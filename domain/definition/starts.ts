import type { Effect, ProcessDefinition, Stage } from '../generated/process';
import type { Catalogue } from './catalogue';
import { isUnavoidable } from './graph';
import { finding, pointer, type Finding } from './problem';

interface Start {
  process: string;
  pointer: string;
}

/** A process that starts itself, at once or through others, where no condition ever stops it. */
export function lintStarts(definition: ProcessDefinition, catalogue: Catalogue): Finding[] {
  return certainStarts(definition)
    .filter(({ process }) => process === definition.key || leadsTo(process, definition, catalogue, new Set()))
    .map((start) => finding('self-start', start.pointer));
}

function leadsTo(from: string, goal: ProcessDefinition, catalogue: Catalogue, seen: Set<string>): boolean {
  const definition = catalogue.process(from);
  if (!definition || seen.has(from)) return false;
  seen.add(from);
  return certainStarts(definition).some(
    ({ process }) => process === goal.key || leadsTo(process, goal, catalogue, seen),
  );
}

/** What is started whenever the process runs its course: in stages that no path leads around, without a condition. */
function certainStarts(definition: ProcessDefinition): Start[] {
  return definition.stages.flatMap((stage, s) =>
    !stage.entry && isUnavoidable(definition, s) ? startsIn(stage, pointer('stages', s)) : [],
  );
}

function startsIn(stage: Stage, at: string): Start[] {
  const steps = stage.steps.flatMap((step, n) =>
    step.kind === 'process' && step.if === undefined && !step.manual && step.required !== false
      ? [{ process: step.process, pointer: `${at}/steps/${n}/process` }]
      : [],
  );
  return [...steps, ...startedBy(stage.onEnter, `${at}/onEnter`), ...startedBy(stage.onExit, `${at}/onExit`)];
}

function startedBy(effects: Effect[] | undefined, at: string): Start[] {
  return (effects ?? []).flatMap((effect, n) =>
    'start' in effect ? [{ process: effect.start, pointer: `${at}/${n}/start` }] : [],
  );
}
