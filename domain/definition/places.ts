import { check, mixedLists } from '../expression/check';
import { gapsOf, type Gap, type Known } from '../expression/missing';
import { SURE } from '../expression/shape';
import type { Unequal } from '../expression/unequal';
import { assignmentsTo } from './assignments';
import { unguardedReads, type Sure } from './availability';
import { checkExpression } from './expressions';
import { closest, finding, hasErrors, pointer, withMore, type Finding } from './problem';
import type { Knowledge, Names } from './values';

/** Where an expression stands: what it may name, and what is sure there. */
export interface Place extends Names {
  /** Steps whose output is sure to be there. */
  done: Sure;
  known: Known;
  /** What is said to a process that an effect starts. */
  inputs?: (process: string, input: unknown, at: string, place: Place) => Finding[];
}

/** What the place makes of the result. A list, a text or a condition must be there and be one. */
export type Expected = 'bool' | 'string' | 'list' | 'any';

export function guard(source: string, at: string, place: Place): Finding[] {
  return checked(source, at, place, 'bool');
}

export function checked(source: string, at: string, place: Place, expected: Expected): Finding[] {
  const wrong = checkExpression(source, at, place.env, expected === 'bool' ? 'bool' : 'any');
  if (wrong.length > 0) return wrong;
  const early = unguardedReads(source, place.done);
  if (early.length > 0)
    return early.map(({ step, range }) =>
      finding('step-may-not-have-run', at, { name: step }, { range, hint: `has(steps.${step}.out.…)` }),
    );
  return missing(source, at, place, expected);
}

/** Conditions by the names of their properties, and computed values, wherever they stand below. */
export function expressionsIn(value: unknown, at: string, place: Place): Finding[] {
  if (Array.isArray(value)) return value.flatMap((item, n) => expressionsIn(item, `${at}/${n}`, place));
  if (typeof value !== 'object' || value === null) return [];
  const here = isPool(value) ? ofCandidates(place) : place;
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    const below = at + pointer(key);
    if (key === 'set') return assignmentsIn(inner, below, here);
    if (key === 'input' && 'start' in value && here.inputs)
      return here.inputs(String(value.start), inner, below, here);
    if (DATA.includes(key)) return valuesIn(inner, below, here);
    if (TEXTS.includes(key)) return textIn(inner, below, here);
    if (typeof inner !== 'string') return expressionsIn(inner, below, here);
    if (CONDITIONS.includes(key)) return guard(inner, below, here);
    return key === 'cel' ? checked(inner, below, here, 'any') : [];
  });
}

const CONDITIONS = ['when', 'if', 'match'];
/** Their names are the author's own, so that `match` there is no condition. */
const DATA = ['with', 'then', 'input', 'data'];
/** What is computed there must be a text: an instant or a duration, an address. */
const TEXTS = ['due', 'to'];

export function valuesIn(value: unknown, at: string, place: Place): Finding[] {
  if (Array.isArray(value)) return value.flatMap((item, n) => valuesIn(item, `${at}/${n}`, place));
  if (typeof value !== 'object' || value === null) return [];
  if ('cel' in value && typeof value.cel !== 'string')
    return [finding('wrong-type', `${at}/cel`, { expected: 'string' })];
  if ('cel' in value && typeof value.cel === 'string') {
    const others = Object.keys(value).filter((key) => key !== 'cel');
    return [
      ...others.map((name) => finding('unknown-property', at + pointer(name), { name })),
      ...checked(value.cel, `${at}/cel`, place, 'any'),
    ];
  }
  return Object.entries(value).flatMap(([key, inner]) => valuesIn(inner, at + pointer(key), place));
}

/** `set`: each value must be one that its field may hold. */
export function assignmentsIn(set: unknown, at: string, place: Place): Finding[] {
  const found = valuesIn(set, at, place);
  return hasErrors(found) ? found : withMore(found, assignmentsTo(set, at, place));
}

/** A text, or `{"cel": …}` that gives one. */
export function textIn(value: unknown, at: string, place: Place): Finding[] {
  return typeof value === 'object' && value !== null && 'cel' in value && typeof value.cel === 'string'
    ? checked(value.cel, `${at}/cel`, place, 'string')
    : [];
}

const extended = new WeakMap<Names['env'], Map<string, Names['env']>>();

/** The same names give the same environment, which the checker builds only once. */
export function withNames(place: Place, names: Record<string, Knowledge>): Place {
  const types = Object.fromEntries(Object.entries(names).map(([name, { type }]) => [name, type]));
  const shapes = Object.fromEntries(Object.entries(names).map(([name, { shape }]) => [name, shape]));
  const key = JSON.stringify(types);
  const known = extended.get(place.env) ?? new Map<string, Names['env']>();
  extended.set(place.env, known);
  const env = known.get(key) ?? { ...place.env, ...types };
  known.set(key, env);
  return { ...place, env, shapes: { ...place.shapes, ...shapes } };
}

function isPool(value: object): boolean {
  return 'pool' in value || ('by' in value && value.by === 'pool');
}

const candidates = new WeakMap<Names['env'], Names['env']>();

/** A pool's condition is asked of each member inside the commit, which knows the record and the variables only. */
function ofCandidates(place: Place): Place {
  const { entity = 'dyn', vars = 'dyn' } = place.env;
  const env = candidates.get(place.env) ?? { entity, vars, candidate: 'dyn' };
  candidates.set(place.env, env);
  // Whoever has not what it asks for is not picked.
  return { ...place, env, shapes: { ...place.shapes, candidate: SURE }, known: new Set() };
}

/** Where the expression would fail, or come to nothing where something is needed. */
function missing(source: string, at: string, place: Place, expected: Expected): Finding[] {
  const { gaps, unequal, result } = gapsOf(source, place.shapes, place.known);
  const mixed = mixedLists(source, place.env).map((range): Gap => ({
    kind: 'untyped',
    text: source.slice(range.start, range.end),
    range,
  }));
  const found = [
    ...[...gaps, ...mixed].map((gap) => gapFinding(gap, at)),
    ...unequal.map((one) => neverEqual(one, at)),
  ];
  const whole = { text: source, range: { start: 0, end: source.length } };
  if (expected === 'any') return found;
  const kind = result.empty || result.optional ? 'empty' : result.untyped ? 'untyped' : null;
  const told = kind === null ? found : [...found, gapFinding({ kind, ...whole }, at)];
  const type = check(source, place.env, 'any');
  const isRight = !type.ok || ['dyn', 'null'].includes(type.type) || type.type.startsWith(expected);
  // A condition of another type was found before.
  if (expected === 'bool' || isRight || kind === 'untyped') return told;
  return [...told, finding('wrong-value', at, { expected, actual: type.type }, { range: whole.range })];
}

/** What a condition compares in vain, where nothing else is asked of it. */
export function comparedInVain(source: string, at: string, shapes: Names['shapes']): Finding[] {
  return gapsOf(source, shapes, new Set()).unequal.map((one) => neverEqual(one, at));
}

function neverEqual({ text, range, other, meant }: Unequal, at: string): Finding {
  const hint = meant && closest(meant.text, meant.texts);
  const more = { range, ...(hint !== undefined && { hint: `${hint}?` }) };
  return finding('never-equal', at, { name: other, value: text }, more);
}

export function gapFinding({ kind, text, range }: Gap, at: string): Finding {
  if (kind === 'untyped') return finding('untyped-value', at, { name: text }, { range });
  const isField = /^[\w.]+$/.test(text);
  const hint = kind === 'absent' ? `has(${text}) && …` : `${text} != null && …`;
  return finding(
    'possibly-missing',
    at,
    { name: text },
    { range, ...(isField || kind === 'empty' ? { hint } : {}) },
  );
}
