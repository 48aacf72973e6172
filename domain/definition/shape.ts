import type { ProcessDefinition, Stage, Step } from '../generated/process';
import { lintApproval } from './approvals';
import { patternRisks } from './patterns';
import { finding, pointer, type Finding } from './problem';
import { lintSchedule } from './schedule';

const LIMITS = { stages: 30, steps: 60, expressions: 200, bytes: 128 * 1024, repeat: 20, rungs: 8 };

/** What a process must be like whatever its names mean. */
export function lintShape(definition: ProcessDefinition): Finding[] {
  return [
    ...duplicates(definition),
    ...repeated(definition.exits ?? [], '/exits'),
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

function repeated(items: { id: string }[], at: string): Finding[] {
  return items.flatMap(({ id }, n) =>
    items.findIndex((other) => other.id === id) < n
      ? [finding('duplicate-id', `${at}/${n}/id`, { name: id })]
      : [],
  );
}

/** Checked before anything else: what is over a limit is not looked at any further. */
export function lintLimits(definition: ProcessDefinition): Finding[] {
  const over = (what: string, count: number, limit: number, at: string) =>
    count > limit ? [finding('over-limit', at, { what, limit: String(limit) })] : [];
  const text = JSON.stringify(definition);
  return [
    ...over('stages', definition.stages.length, LIMITS.stages, '/stages'),
    ...over('expressions', [...text.matchAll(/"(?:when|if|match|cel)":"/g)].length, LIMITS.expressions, ''),
    ...over('bytes', utf8Length(text), LIMITS.bytes, ''),
    ...Object.entries(definition.slas ?? {}).flatMap(([name, sla]) =>
      over('rungs', sla.ladder?.length ?? 0, LIMITS.rungs, pointer('slas', name, 'ladder')),
    ),
    ...definition.stages.flatMap((stage, s) => [
      ...over('steps', stage.steps.length, LIMITS.steps, pointer('stages', s, 'steps')),
      ...over('repeat.max', stage.repeat?.max ?? 0, LIMITS.repeat, pointer('stages', s, 'repeat', 'max')),
      ...stage.steps.flatMap((step, n) =>
        over(
          'repeat.max',
          step.repeat?.max ?? 0,
          LIMITS.repeat,
          pointer('stages', s, 'steps', n, 'repeat', 'max'),
        ),
      ),
    ]),
  ];
}

/** The length in UTF-8, without an encoder, which the pure core does not have. */
function utf8Length(text: string): number {
  return [...text].reduce((sum, character) => sum + width(character.codePointAt(0) ?? 0), 0);
}

function width(code: number): number {
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
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
