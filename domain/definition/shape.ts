import type { ProcessDefinition, Stage, Step } from '../generated/process';
import { lintApproval } from './approvals';
import { lintOutcomes } from './outcomes';
import { patternRisks } from './patterns';
import { finding, pointer, type Finding } from './problem';
import { lintSchedule } from './schedule';

/** What a process must be like whatever its names mean. */
export function lintShape(definition: ProcessDefinition): Finding[] {
  return [
    ...duplicates(definition),
    ...repeated(definition.exits ?? [], '/exits'),
    ...repeated(definition.clocks ?? [], '/clocks'),
    ...lintOutcomes(definition),
    ...patternRisks(definition.vars, '/vars'),
    ...definition.stages.flatMap((stage, s) => [
      ...exitList(stage, pointer('stages', s)),
      ...cycles(stage, pointer('stages', s)),
      ...stage.steps.flatMap((step, n) =>
        lintStep(definition, stage, step, pointer('stages', s, 'steps', n)),
      ),
    ]),
    ...(definition.trigger ?? []).flatMap((trigger, n) =>
      'schedule' in trigger ? lintSchedule(trigger.schedule, pointer('trigger', n, 'schedule')) : [],
    ),
  ];
}

function duplicates(definition: ProcessDefinition): Finding[] {
  const found: Finding[] = [];
  const stages = new Set<string>();
  const steps = new Set<string>();
  definition.stages.forEach((stage, s) => {
    if (stages.has(stage.id))
      found.push(finding('duplicate-id', pointer('stages', s, 'id'), { name: stage.id }));
    stages.add(stage.id);
    stage.steps.forEach((step, n) => {
      // `steps.<id>` in expressions has one meaning only.
      if (steps.has(step.id))
        found.push(finding('duplicate-id', pointer('stages', s, 'steps', n, 'id'), { name: step.id }));
      steps.add(step.id);
    });
  });
  return found;
}

function repeated(items: { id?: string }[], at: string): Finding[] {
  return items.flatMap(({ id }, n) =>
    id !== undefined && items.findIndex((other) => other.id === id) < n
      ? [finding('duplicate-id', `${at}/${n}/id`, { name: id })]
      : [],
  );
}

function exitList(stage: Stage, at: string): Finding[] {
  const exits = stage.exit ?? [];
  return exits.flatMap((exit, n) => {
    const last = n === exits.length - 1;
    if (last && exit.when !== undefined) return [finding('exit-without-default', `${at}/exit/${n}`)];
    return !last && exit.when === undefined ? [finding('branch-never-taken', `${at}/exit/${n + 1}`)] : [];
  });
}

function cycles(stage: Stage, at: string): Finding[] {
  const needs = new Map(stage.steps.map((step) => [step.id, step.needs ?? []]));
  const leadsTo = (from: string, goal: string, seen: Set<string>): boolean =>
    (needs.get(from) ?? []).some(
      (next) => next === goal || (!seen.has(next) && leadsTo(next, goal, seen.add(next))),
    );
  return stage.steps.flatMap((step, n) =>
    leadsTo(step.id, step.id, new Set())
      ? [finding('needs-cycle', `${at}/steps/${n}/needs`, { name: step.id })]
      : [],
  );
}

function lintStep(definition: ProcessDefinition, stage: Stage, step: Step, at: string): Finding[] {
  switch (step.kind) {
    case 'wait':
      // What comes from outside may never come; the case's own steps have deadlines of their own.
      return step.timeout || !('event' in step.for || 'entity' in step.for)
        ? []
        : [finding('wait-without-timeout', at)];
    case 'decision': {
      const conditional = (step.hit ?? 'first') === 'first' && step.rules.at(-1)?.when !== undefined;
      return conditional ? [finding('rules-without-default', `${at}/rules/${step.rules.length - 1}`)] : [];
    }
    case 'approval':
      return lintApproval(definition, stage, step, at);
    case 'auto':
      return step.compensate && WITHOUT_EFFECT.has(step.action)
        ? [finding('compensate-without-effect', `${at}/compensate`)]
        : [];
    case 'human':
      return [
        ...repeated(step.outcomes ?? [], `${at}/outcomes`),
        ...(typeof step.form === 'object' ? patternRisks(step.form, `${at}/form`) : []),
      ];
    case 'process':
    case 'milestone':
      return [];
  }
}

const WITHOUT_EFFECT = new Set(['credit.check']);
