import { evaluate } from '../expression/expression';
import { references } from '../expression/references';
import type { Effect, ProcessDefinition, Stage } from '../generated/process';
import type { Catalogue } from './catalogue';
import { isUnavoidable } from './graph';
import { finding, pointer, type Finding } from './problem';

/** What begins another case: the process it names, or the event that processes may begin with. */
type Start = { pointer: string } & ({ process: string } | { event: string });

/** A process that starts itself, at once or through others, where no condition ever stops it. */
export function lintStarts(definition: ProcessDefinition, catalogue: Catalogue): Finding[] {
  const all = [
    ...catalogue.keys('process').flatMap((key) => catalogue.process(key) ?? []),
    definition,
  ].filter(({ key }, n, list) => key !== definition.key || n === list.length - 1);
  return certainStarts(definition)
    .filter((start) => startedBy(start, all).some((next) => leadsTo(next, definition, all, new Set())))
    .map((start) => finding('self-start', start.pointer));
}

function startedBy(start: Start, all: ProcessDefinition[]): ProcessDefinition[] {
  if ('process' in start) return all.filter(({ key }) => key === start.process);
  return all.filter((definition) =>
    definition.trigger?.some(
      (trigger) => 'event' in trigger && trigger.event === start.event && isAlways(trigger.match),
    ),
  );
}

function leadsTo(
  from: ProcessDefinition,
  goal: ProcessDefinition,
  all: ProcessDefinition[],
  seen: Set<string>,
): boolean {
  if (from.key === goal.key) return true;
  if (seen.has(from.key)) return false;
  seen.add(from.key);
  return certainStarts(from).some((start) =>
    startedBy(start, all).some((next) => leadsTo(next, goal, all, seen)),
  );
}

/** What is started whenever the process runs its course: in stages that no path leads around, without a condition. */
function certainStarts(definition: ProcessDefinition): Start[] {
  return definition.stages.flatMap((stage, s) =>
    isAlways(stage.entry?.when) && isUnavoidable(definition, s) ? startsIn(stage, pointer('stages', s)) : [],
  );
}

function startsIn(stage: Stage, at: string): Start[] {
  const steps = stage.steps.flatMap((step, n): Start[] =>
    step.kind === 'process' && isAlways(step.if) && !step.manual && step.required !== false
      ? [{ process: step.process, pointer: `${at}/steps/${n}/process` }]
      : [],
  );
  return [
    ...steps,
    ...startedByEffects(stage.onEnter, `${at}/onEnter`),
    ...startedByEffects(stage.onExit, `${at}/onExit`),
  ];
}

function startedByEffects(effects: Effect[] | undefined, at: string): Start[] {
  return (effects ?? []).flatMap((effect, n): Start[] => {
    if ('start' in effect) return [{ process: effect.start, pointer: `${at}/${n}/start` }];
    return 'event' in effect ? [{ event: effect.event, pointer: `${at}/${n}/event` }] : [];
  });
}

/** No condition, or one that reads nothing and is true. */
function isAlways(condition: string | undefined): boolean {
  if (condition === undefined) return true;
  try {
    if (references(condition).length > 0) return false;
  } catch {
    // It does not parse, which is another rule's finding.
    return false;
  }
  const result = evaluate(condition, {});
  return result.ok && result.value === true;
}
