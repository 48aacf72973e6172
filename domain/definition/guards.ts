import { isObjectType, type TypeEnv } from '../expression/types';
import type { Exit, ProcessDefinition, Stage, Step } from '../generated/process';
import { provenBy, unguardedReads, union } from './availability';
import type { Catalogue } from './catalogue';
import { entityType, formType, processEnvironment } from './environment';
import { checkExpression } from './expressions';
import { doneAtExit, doneByNeeds, doneOnEntry, isSure } from './flow';
import { finding, pointer, type Finding } from './problem';

type Steps = ReadonlySet<string>;

interface Place {
  env: TypeEnv;
  /** Steps whose output is sure to be there. */
  done: Steps;
}

/** Every expression of a process: syntax, types, and that the steps it reads have run. */
export function lintGuards(definition: ProcessDefinition, catalogue: Catalogue): Finding[] {
  const env = processEnvironment(definition, catalogue);
  const anywhere: Place = { env, done: new Set() };
  const onEntry = doneOnEntry(definition);
  return [
    ...lintTriggers(definition, catalogue),
    ...expressionsIn(definition.roles, '/roles', withNames(anywhere, { candidate: 'dyn' })),
    ...expressionsIn(definition.slas, '/slas', anywhere),
    ...(definition.exits ?? []).flatMap((exit, n) => [
      ...guard(exit.when, pointer('exits', n, 'when'), anywhere),
      ...valuesIn(exit.set, pointer('exits', n, 'set'), after(anywhere, provenBy(exit.when, true))),
    ]),
    ...definition.stages.flatMap((stage, s) =>
      lintStage(stage, pointer('stages', s), { env, done: onEntry[s] ?? new Set() }, catalogue),
    ),
  ];
}

function lintTriggers(definition: ProcessDefinition, catalogue: Catalogue): Finding[] {
  const env: TypeEnv = {
    entity: entityType(definition.entity, catalogue),
    event: 'dyn',
    now: 'string',
    today: 'string',
  };
  return expressionsIn(definition.trigger, '/trigger', { env, done: new Set() });
}

function lintStage(stage: Stage, at: string, entered: Place, catalogue: Catalogue): Finding[] {
  const candidates = { candidate: 'dyn' };
  return [
    ...expressionsIn(stage.entry, `${at}/entry`, entered),
    ...expressionsIn(stage.target, `${at}/target`, entered),
    ...expressionsIn(stage.onEnter, `${at}/onEnter`, withNames(entered, candidates)),
    // On every way out, also when nothing of the stage was done.
    ...expressionsIn(stage.onExit, `${at}/onExit`, withNames(entered, candidates)),
    ...stage.steps.flatMap((step, n) => lintStep(stage, step, `${at}/steps/${n}`, entered, catalogue)),
    ...lintExits(stage.exit ?? [], `${at}/exit`, after(entered, doneAtExit(stage))),
  ];
}

/** A later branch is asked only where the earlier ones did not hold. */
function lintExits(exits: Exit[], at: string, place: Place): Finding[] {
  let here = place;
  return exits.flatMap((exit, n) => {
    const taken = after(here, provenBy(exit.when, true));
    const found = [
      ...(exit.when === undefined ? [] : guard(exit.when, `${at}/${n}/when`, here)),
      ...valuesIn(exit.set, `${at}/${n}/set`, taken),
    ];
    // A branch whose target was used up does not match, whatever its condition says.
    if (!('to' in exit) || exit.to === 'next') here = after(here, provenBy(exit.when, false));
    return found;
  });
}

function lintStep(stage: Stage, step: Step, at: string, entered: Place, catalogue: Catalogue): Finding[] {
  const needs = after(entered, doneByNeeds(stage, { ...step, if: undefined }));
  const started = after(entered, doneByNeeds(stage, step));
  const finished = isSure(step) ? after(started, new Set([step.id])) : started;
  const form = 'form' in step && step.form !== undefined ? formType(step.form, catalogue) : 'dyn';
  const answered =
    'form' in step ? withNames(finished, { form: isObjectType(form) ? form : 'dyn' }) : finished;
  const { if: condition, set, title, timeout } = step;
  return [
    ...(condition === undefined ? [] : guard(condition, `${at}/if`, needs)),
    ...valuesIn(set, `${at}/set`, answered),
    ...expressionsIn(title, `${at}/title`, started),
    ...expressionsIn(timeout, `${at}/timeout`, withNames(started, { candidate: 'dyn' })),
    ...('cancel' in step ? expressionsIn(step.cancel, `${at}/cancel`, needs) : []),
    ...('sla' in step ? expressionsIn(step.sla, `${at}/sla`, withNames(started, { candidate: 'dyn' })) : []),
    ...ofKind(step, at, started, finished, catalogue),
  ];
}

function ofKind(step: Step, at: string, started: Place, finished: Place, catalogue: Catalogue): Finding[] {
  switch (step.kind) {
    case 'human':
      return expressionsIn(step.assign, `${at}/assign`, withNames(started, { candidate: 'dyn' }));
    case 'approval':
      return expressionsIn(step.approvers, `${at}/approvers`, started);
    case 'auto':
      return [
        ...valuesIn(step.with, `${at}/with`, started),
        ...expressionsIn(step.compensate, `${at}/compensate`, finished),
      ];
    case 'decision':
      return expressionsIn(step.rules, `${at}/rules`, started);
    case 'wait':
      return lintWait(step, `${at}/for`, started, catalogue);
    case 'process':
      return [
        ...expressionsIn(step.forEach, `${at}/forEach`, started),
        ...valuesIn(step.input, `${at}/input`, withNames(started, { [step.as ?? 'item']: 'dyn' })),
        ...expressionsIn(step.join, `${at}/join`, withNames(started, { children: CHILDREN })),
      ];
    case 'milestone':
      return [];
  }
}

/** What `join.when` sees of the processes that a step started. */
const CHILDREN: TypeEnv = { total: 'double', started: 'double', done: 'double', results: 'list<dyn>' };

function lintWait(
  step: Extract<Step, { kind: 'wait' }>,
  at: string,
  place: Place,
  catalogue: Catalogue,
): Finding[] {
  const names: TypeEnv =
    'entity' in step.for
      ? { target: entityType(step.for.entity, catalogue) }
      : 'event' in step.for
        ? { event: 'dyn' }
        : {};
  return expressionsIn(step.for, at, withNames(place, names));
}

/** Conditions by the names of their properties, and computed values, wherever they stand below. */
function expressionsIn(value: unknown, at: string, place: Place): Finding[] {
  if (Array.isArray(value)) return value.flatMap((item, n) => expressionsIn(item, `${at}/${n}`, place));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    const here = at + pointer(key);
    if (DATA.includes(key)) return valuesIn(inner, here, place);
    if (typeof inner !== 'string') return expressionsIn(inner, here, place);
    if (CONDITIONS.includes(key)) return guard(inner, here, place);
    return key === 'cel' ? checked(inner, here, place, 'any') : [];
  });
}

const CONDITIONS = ['when', 'if', 'match'];
/** Their names are the author's own, so that `match` there is no condition. */
const DATA = ['with', 'then', 'set', 'input', 'data'];

function valuesIn(value: unknown, at: string, place: Place): Finding[] {
  if (Array.isArray(value)) return value.flatMap((item, n) => valuesIn(item, `${at}/${n}`, place));
  if (typeof value !== 'object' || value === null) return [];
  if ('cel' in value && typeof value.cel === 'string') return checked(value.cel, `${at}/cel`, place, 'any');
  return Object.entries(value).flatMap(([key, inner]) => valuesIn(inner, at + pointer(key), place));
}

function guard(source: string, at: string, place: Place): Finding[] {
  return checked(source, at, place, 'bool');
}

function checked(source: string, at: string, { env, done }: Place, expected: 'bool' | 'any'): Finding[] {
  return [
    ...checkExpression(source, at, env, expected),
    ...unguardedReads(source, done).map(({ step, range }) =>
      finding('step-may-not-have-run', at, { name: step }, { range, hint: `has(steps.${step}.out.…)` }),
    ),
  ];
}

function after(place: Place, done: Steps): Place {
  return { ...place, done: union(place.done, done) };
}

const extended = new WeakMap<TypeEnv, Map<string, TypeEnv>>();

/** The same names give the same environment, which the checker builds only once. */
function withNames(place: Place, names: TypeEnv): Place {
  const key = JSON.stringify(names);
  const known = extended.get(place.env) ?? new Map<string, TypeEnv>();
  extended.set(place.env, known);
  const env = known.get(key) ?? { ...place.env, ...names };
  known.set(key, env);
  return { ...place, env };
}
