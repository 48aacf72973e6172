import type { TypeEnv } from '../expression/types';
import type { ProcessDefinition, Stage, Step } from '../generated/process';
import type { Catalogue } from './catalogue';
import { entityType, formType, processEnvironment } from './environment';
import { checkExpression, stepsRead } from './expressions';
import { finding, pointer, type Finding } from './problem';

interface Place {
  pointer: string;
  env: TypeEnv;
  /** Steps whose output is sure to be there. */
  done: Set<string>;
}

/** Every expression of a process: syntax, types, and that the steps it reads have run. */
export function lintGuards(definition: ProcessDefinition, catalogue: Catalogue): Finding[] {
  const env = processEnvironment(definition, catalogue);
  const place = (at: string, done: Set<string> = new Set(), more: TypeEnv = {}): Place => ({
    pointer: at,
    env: Object.keys(more).length > 0 ? { ...env, ...more } : env,
    done,
  });
  const everything = new Set(definition.stages.flatMap((stage) => stage.steps.map((step) => step.id)));
  const triggerEnv: TypeEnv = {
    entity: entityType(definition.entity, catalogue),
    event: 'dyn',
    now: 'string',
    today: 'string',
  };
  const before = new Set<string>();
  return [
    ...(definition.trigger ?? []).flatMap((trigger, n) => {
      const when = 'match' in trigger ? trigger.match : 'when' in trigger ? trigger.when : undefined;
      return when === undefined
        ? []
        : checkExpression(
            when,
            pointer('trigger', n, 'match' in trigger ? 'match' : 'when'),
            triggerEnv,
            'bool',
          );
    }),
    ...lintRoles(definition, env),
    ...values({ slas: definition.slas ?? {} }, place('', everything)),
    ...(definition.exits ?? []).flatMap((exit, n) => [
      ...guard(exit.when, place(pointer('exits', n, 'when'))),
      ...values(exit.set, place(pointer('exits', n, 'set'), everything)),
    ]),
    ...definition.stages.flatMap((stage, s) => {
      const found = lintStage(stage, pointer('stages', s), place, before, catalogue);
      for (const step of certain(stage)) before.add(step);
      return found;
    }),
  ];
}

/** Conditions on the members of a pool. */
function lintRoles(definition: ProcessDefinition, env: TypeEnv): Finding[] {
  const candidates: TypeEnv = { ...env, candidate: 'dyn' };
  return Object.entries(definition.roles ?? {}).flatMap(([name, role]) =>
    [role].flat().flatMap((resolver, n) => {
      if (!('if' in resolver) || resolver.if === undefined) return [];
      const at = Array.isArray(role) ? pointer('roles', name, n, 'if') : pointer('roles', name, 'if');
      return checkExpression(resolver.if, at, candidates, 'bool');
    }),
  );
}

type MakePlace = (at: string, done?: Set<string>, more?: TypeEnv) => Place;

function lintStage(
  stage: Stage,
  at: string,
  place: MakePlace,
  before: Set<string>,
  catalogue: Catalogue,
): Finding[] {
  const after = new Set([...before, ...certain(stage)]);
  return [
    ...(stage.entry ? guard(stage.entry.when, place(`${at}/entry/when`, before)) : []),
    ...values(stage.onEnter, place(`${at}/onEnter`, before)),
    ...values(stage.onExit, place(`${at}/onExit`, before)),
    ...stage.steps.flatMap((step, n) => lintStep(stage, step, `${at}/steps/${n}`, place, before, catalogue)),
    ...(stage.exit ?? []).flatMap((exit, n) => [
      ...(exit.when === undefined ? [] : guard(exit.when, place(`${at}/exit/${n}/when`, after))),
      ...values(exit.set, place(`${at}/exit/${n}/set`, after)),
    ]),
  ];
}

function lintStep(
  stage: Stage,
  step: Step,
  at: string,
  make: MakePlace,
  before: Set<string>,
  catalogue: Catalogue,
): Finding[] {
  const done = new Set([...before, ...needed(stage, step)]);
  const place: MakePlace = (where, _done, more) => make(where, done, more);
  const form = 'form' in step && step.form !== undefined ? formType(step.form, catalogue) : 'dyn';
  const scoped: TypeEnv = step.kind === 'human' || step.kind === 'approval' ? { form } : {};
  return [
    ...(step.if === undefined ? [] : guard(step.if, place(`${at}/if`))),
    ...values(step.set, make(`${at}/set`, new Set([...done, step.id]), scoped)),
    ...values(step.timeout?.do, place(`${at}/timeout/do`)),
    ...values(step.title, place(`${at}/title`)),
    ...ofKind(step, at, place, catalogue),
  ];
}

function ofKind(step: Step, at: string, place: MakePlace, catalogue: Catalogue): Finding[] {
  switch (step.kind) {
    case 'approval':
      return step.approvers.flatMap((approver, n) =>
        typeof approver === 'object' && approver.if !== undefined
          ? guard(approver.if, place(`${at}/approvers/${n}/if`))
          : [],
      );
    case 'auto':
      return [
        ...values(step.with, place(`${at}/with`)),
        ...values(step.compensate?.with, place(`${at}/compensate/with`)),
      ];
    case 'decision':
      return step.rules.flatMap((rule, n) =>
        rule.when === undefined ? [] : guard(rule.when, place(`${at}/rules/${n}/when`)),
      );
    case 'wait': {
      const target = step.for;
      if ('event' in target)
        return target.match === undefined
          ? []
          : guard(target.match, place(`${at}/for/match`, undefined, { event: 'dyn' }));
      if (!('entity' in target)) return values(target, place(`${at}/for`));
      return [
        ...values(target.id, place(`${at}/for/id`)),
        ...guard(
          target.when,
          place(`${at}/for/when`, undefined, { target: entityType(target.entity, catalogue) }),
        ),
      ];
    }
    case 'process':
      return [
        ...values(step.forEach, place(`${at}/forEach`)),
        ...values(step.input, place(`${at}/input`, undefined, { [step.as ?? 'item']: 'dyn' })),
      ];
    case 'human':
    case 'milestone':
      return [];
  }
}

function guard(source: string, place: Place): Finding[] {
  return [...checkExpression(source, place.pointer, place.env, 'bool'), ...availability(source, place)];
}

/** `{"cel": …}` anywhere below. */
function values(value: unknown, place: Place): Finding[] {
  if (Array.isArray(value))
    return value.flatMap((item, n) => values(item, { ...place, pointer: `${place.pointer}/${n}` }));
  if (typeof value !== 'object' || value === null) return [];
  if ('cel' in value && typeof value.cel === 'string') {
    const at = `${place.pointer}/cel`;
    return [
      ...checkExpression(value.cel, at, place.env, 'any'),
      ...availability(value.cel, { ...place, pointer: at }),
    ];
  }
  return Object.entries(value).flatMap(([key, item]) =>
    values(item, { ...place, pointer: place.pointer + pointer(key) }),
  );
}

function availability(source: string, place: Place): Finding[] {
  return stepsRead(source).flatMap((step) =>
    place.done.has(step) ? [] : [finding('step-may-not-have-run', place.pointer, { name: step })],
  );
}

/** Steps that are completed, not only done, when their stage is: required, unconditional, opened by the stage itself. */
function certain(stage: Stage): string[] {
  return stage.steps.filter((step) => isCertain(step)).map((step) => step.id);
}

function isCertain(step: Step): boolean {
  return step.required !== false && step.if === undefined && !step.manual;
}

/** What a step waits for, through the steps it needs. */
function needed(stage: Stage, step: Step): string[] {
  const all = new Set<string>();
  const visit = (id: string): void => {
    const found = stage.steps.find((other) => other.id === id);
    if (!found || all.has(id)) return;
    if (isCertain(found) || found.if !== undefined) all.add(id);
    (found.needs ?? []).forEach(visit);
  };
  (step.needs ?? []).forEach(visit);
  return [...all].filter((id) => stage.steps.find((other) => other.id === id)?.if === undefined);
}
