import { knownFrom, type Known } from '../expression/missing';
import { SURE, UNTYPED } from '../expression/shape';
import type { Exit, ProcessDefinition, Stage, Step } from '../generated/process';
import { either, provenBy, union } from './availability';
import type { Catalogue } from './catalogue';
import { processNames } from './environment';
import { entityShape, entityType } from './recordTypes';
import { doneAtExit, doneByNeeds, doneOnEntry, isSure } from './flow';
import { inputIn, paramsIn } from './inputs';
import { isInstant, literalsOf } from './literals';
import { formOf } from './outputs';
import {
  assignmentsIn,
  checked,
  expressionsIn,
  guard,
  textIn,
  valuesIn,
  withNames,
  type Place,
} from './places';
import { finding, pointer, withMore, type Finding } from './problem';
import { itemOf, type Knowledge } from './values';

type Steps = ReadonlySet<string>;

/** Every expression of a process: syntax, types, and that what it reads is there. */
export function lintGuards(definition: ProcessDefinition, catalogue: Catalogue): Finding[] {
  const anywhere: Place = {
    ...processNames(definition, catalogue),
    done: new Set(),
    known: new Set(),
    // By the schema an object.
    inputs: (process, input, at, place) =>
      inputIn(process, input as Record<string, unknown>, at, place, catalogue),
  };
  const onEntry = doneOnEntry(definition);
  return [
    ...lintTriggers(definition, catalogue),
    ...ofNamed(definition.roles, '/roles', anywhere),
    ...ofNamed(definition.slas, '/slas', anywhere),
    ...expressionsIn(definition.clocks, '/clocks', anywhere),
    ...(definition.exits ?? []).flatMap((exit, n) => [
      ...guard(exit.when, pointer('exits', n, 'when'), anywhere),
      ...assignmentsIn(exit.set, pointer('exits', n, 'set'), where(anywhere, exit.when, true)),
    ]),
    ...definition.stages.flatMap((stage, s) =>
      lintStage(stage, pointer('stages', s), after(anywhere, onEntry[s] ?? new Set()), catalogue),
    ),
  ];
}

/** The names are the author's own: an SLA called `due` is no due. */
function ofNamed(named: Record<string, unknown> = {}, at: string, place: Place): Finding[] {
  return Object.entries(named).flatMap(([name, one]) => expressionsIn(one, at + pointer(name), place));
}

function lintTriggers(definition: ProcessDefinition, catalogue: Catalogue): Finding[] {
  const entity = { entity: entityType(definition.entity, catalogue) };
  return (definition.trigger ?? []).flatMap((trigger, n) => {
    const event = 'event' in trigger;
    return expressionsIn(trigger, pointer('trigger', n), {
      env: { ...entity, ...(event && { event: 'dyn' }), now: 'string', today: 'string' },
      shapes: {
        entity: entityShape(definition.entity, catalogue),
        ...(event && { event: UNTYPED }),
      },
      done: new Set(),
      known: new Set(),
    });
  });
}

function lintStage(stage: Stage, at: string, entered: Place, catalogue: Catalogue): Finding[] {
  const deciding = where(entered, stage.entry?.when, true);
  return [
    ...expressionsIn(stage.entry, `${at}/entry`, entered),
    ...expressionsIn(stage.target, `${at}/target`, entered),
    ...expressionsIn(stage.onEnter, `${at}/onEnter`, deciding),
    // On every way out, also when nothing of the stage was done.
    ...expressionsIn(stage.onExit, `${at}/onExit`, entered),
    ...stage.steps.flatMap((step, n) => lintStep(stage, step, `${at}/steps/${n}`, entered, catalogue)),
    ...lintExits(stage.exit ?? [], `${at}/exit`, after(entered, doneAtExit(stage))),
  ];
}

/** A later branch is asked only where the earlier ones did not hold. */
function lintExits(exits: Exit[], at: string, place: Place): Finding[] {
  let here = place;
  return exits.flatMap((exit, n) => {
    const found = [
      ...(exit.when === undefined ? [] : guard(exit.when, `${at}/${n}/when`, here)),
      ...assignmentsIn(exit.set, `${at}/${n}/set`, where(here, exit.when, true)),
    ];
    // A branch whose target was used up does not match, whatever its condition says.
    if (!('to' in exit) || exit.to === 'next') here = where(here, exit.when, false);
    return found;
  });
}

function lintStep(stage: Stage, step: Step, at: string, entered: Place, catalogue: Catalogue): Finding[] {
  const needs = after(entered, doneByNeeds(stage, { ...step, if: undefined }));
  const later = after(entered, doneByNeeds(stage, step));
  // What `if` asked for is still so when the step opens; what happens after that may be long after.
  const started = { ...later, known: union(later.known, knownFrom(step.if, true)) };
  const finished = isSure(step) ? after(later, new Set([step.id])) : later;
  const form = 'form' in step && step.form !== undefined ? formOf(step.form, catalogue) : ANYTHING;
  const answered = 'form' in step ? withNames(finished, { form }) : finished;
  const { if: condition, set, title, timeout } = step;
  return [
    ...(condition === undefined ? [] : guard(condition, `${at}/if`, needs)),
    ...assignmentsIn(set, `${at}/set`, answered),
    ...expressionsIn(title, `${at}/title`, started),
    ...expressionsIn(timeout, `${at}/timeout`, later),
    ...('cancel' in step ? expressionsIn(step.cancel, `${at}/cancel`, needs) : []),
    ...('activity' in step ? textIn(step.activity, `${at}/activity`, started) : []),
    ...('sla' in step ? expressionsIn(step.sla, `${at}/sla`, later) : []),
    ...ofKind(step, at, started, finished, catalogue),
  ];
}

const ANYTHING: Knowledge = { type: 'dyn', shape: UNTYPED };

function ofKind(step: Step, at: string, started: Place, finished: Place, catalogue: Catalogue): Finding[] {
  switch (step.kind) {
    case 'human':
      return expressionsIn(step.assign, `${at}/assign`, started);
    case 'approval':
      return expressionsIn(step.approvers, `${at}/approvers`, started);
    case 'auto':
      return [
        ...paramsIn(step, `${at}/with`, { ...started, known: finished.known }, catalogue),
        ...(step.compensate ? paramsIn(step.compensate, `${at}/compensate/with`, finished, catalogue) : []),
      ];
    case 'decision':
      return lintRules(step, `${at}/rules`, started);
    case 'wait':
      return lintWait(step, `${at}/for`, started, { ...started, known: finished.known }, catalogue);
    case 'process':
      return lintChildren(step, at, { ...started, known: finished.known }, catalogue);
    case 'milestone':
      return [];
  }
}

/** The result of a rule stands where it holds; by the first that holds, the ones before it did not. */
function lintRules({ rules, hit }: Extract<Step, { kind: 'decision' }>, at: string, place: Place): Finding[] {
  let here = place;
  return rules.flatMap(({ when, then }, n) => {
    const found = [
      ...(when === undefined ? [] : guard(when, `${at}/${n}/when`, here)),
      ...valuesIn(then, `${at}/${n}/then`, where(here, when, true)),
    ];
    if (hit === undefined || hit === 'first') here = where(here, when, false);
    return found;
  });
}

/** The list and what is said to each are asked again while the step is open. */
function lintChildren(
  step: Extract<Step, { kind: 'process' }>,
  at: string,
  place: Place,
  catalogue: Catalogue,
): Finding[] {
  const item = withNames(place, step.forEach ? { [step.as ?? 'item']: itemOf(step.forEach.cel, place) } : {});
  return [
    ...(step.forEach ? checked(step.forEach.cel, `${at}/forEach/cel`, place, 'list') : []),
    ...inputIn(step.process, step.input, `${at}/input`, item, catalogue),
    ...expressionsIn(step.join, `${at}/join`, withNames(place, { children: CHILDREN })),
  ];
}

/** What `join.when` sees of the processes that a step started. */
const CHILDREN: Knowledge = {
  type: { total: 'double', started: 'double', done: 'double', results: 'list<dyn>' },
  shape: { fields: { results: { each: UNTYPED } } },
};

/** `when` is asked again and again, `until` and `id` only when the wait begins. */
function lintWait(
  step: Extract<Step, { kind: 'wait' }>,
  at: string,
  started: Place,
  later: Place,
  catalogue: Catalogue,
): Finding[] {
  const target = step.for;
  if ('until' in target) return untilIn(target.until, `${at}/until`, started);
  if ('entity' in target) {
    const record = {
      type: entityType(target.entity, catalogue),
      shape: entityShape(target.entity, catalogue),
    };
    return [
      ...wordIn(target.id, `${at}/id`, started),
      ...guard(target.when, `${at}/when`, withNames(later, { target: record })),
    ];
  }
  // An event that has not what `match` reads does not match: of its fields nothing is known, and nothing need be.
  return expressionsIn(target, at, withNames(later, { event: { type: 'dyn', shape: SURE } }));
}

/** An id, or what gives one. */
function wordIn(value: unknown, at: string, place: Place): Finding[] {
  const isComputed = typeof value === 'object' && value !== null && 'cel' in value;
  if (isComputed) return withMore(textIn(value, at, place), valuesIn(value, at, place));
  return typeof value === 'string'
    ? []
    : [finding('wrong-value', at, { expected: 'string', actual: value === null ? 'null' : typeof value })];
}

function untilIn(value: unknown, at: string, place: Place): Finding[] {
  const found = wordIn(value, at, place);
  if (found.length > 0) return found;
  return literalsOf(value, at).flatMap((literal) =>
    typeof literal.value === 'string' && !isInstant(literal.value)
      ? [
          finding(
            'bad-format',
            literal.at,
            { example: '2026-01-31' },
            literal.range && { range: literal.range },
          ),
        ]
      : [],
  );
}

function after(place: Place, done: Steps): Place {
  return { ...place, done: either(place.done, done) };
}

/** Where a condition has given this answer. */
function where(place: Place, condition: string | undefined, answer: boolean): Place {
  const known: Known = knownFrom(condition, answer);
  return { ...after(place, provenBy(condition, answer)), known: union(place.known, known) };
}
