import type { Json, JsonObject } from '../process/types';

/** Two items of lists that are the same thing; one side is absent when it was added or removed. */
export interface Pair {
  before?: Json;
  after?: Json;
  leftIndex?: number;
  index?: number;
  /** Others that were before it are behind it now, or the other way round. */
  isMoved: boolean;
  /** `stage/step` where a step was, when it came from another stage. */
  from?: string;
}

/** Of longer ones it is not told what moved: finding out would take too long. */
const LONGEST_LIST = 300;

interface FoundStep {
  step: JsonObject;
  stage: string;
}

/** Steps that went from one stage to another, by the object itself. */
export interface StepMoves {
  arrived: Map<Json, FoundStep>;
  left: Set<Json>;
  renamed: Map<string, string>;
}

/** Finds steps that left their stage for another one, and stages that only got another id. */
export function pairSteps(left: JsonObject, right: JsonObject): StepMoves {
  const moves: StepMoves = { arrived: new Map(), left: new Set(), renamed: new Map() };
  const [before, after] = [stagesOf(left), stagesOf(right)];
  for (const { before: old, after: now } of pairItems('stages', before, after, moves)) {
    const [oldId, newId] = [idOf(old), idOf(now)];
    if (oldId !== undefined && newId !== undefined && oldId !== newId) moves.renamed.set(oldId, newId);
  }
  const gone = stepsOf(before).filter(
    (old) => !stepsOf(after).some((now) => isAt(now, moves.renamed.get(old.stage) ?? old.stage, old.step)),
  );
  const come = stepsOf(after).filter(
    (now) => !stepsOf(before).some((old) => isAt(old, origin(moves, now.stage), now.step)),
  );
  for (const now of come) {
    const was = gone.find(
      (old) =>
        !moves.left.has(old.step) &&
        (moves.renamed.get(old.stage) ?? old.stage) !== now.stage &&
        (idOf(old.step) === idOf(now.step) || isLike(old.step, now.step)),
    );
    if (!was) continue;
    moves.left.add(was.step);
    moves.arrived.set(now.step, was);
  }
  return moves;
}

/** Which items of two lists belong together: by id, then by what they are, and without ids by their place. */
export function pairItems(list: string, left: Json[], right: Json[], steps: StepMoves): Pair[] {
  const partner = new Map<number, number>();
  const taken = new Set<number>();
  const free = (index: number) => !taken.has(index) && !steps.left.has(left[index] ?? null);
  const match = (fits: (before: Json, after: Json, leftIndex: number, index: number) => boolean) => {
    right.forEach((after, index) => {
      if (partner.has(index) || steps.arrived.has(after)) return;
      const found = left.findIndex((before, at) => free(at) && fits(before, after, at, index));
      if (found === -1) return;
      partner.set(index, found);
      taken.add(found);
    });
  };
  match((before, after) => idOf(before) !== undefined && idOf(before) === idOf(after));
  match((before, after) => same(before, after));
  match((before, after) => idOf(before) !== undefined && isLike(before, after));
  match(
    (before, after, leftIndex, index) =>
      idOf(before) === undefined && idOf(after) === undefined && leftIndex === index,
  );
  return [...kept(list, left, right, partner, steps), ...removed(left, taken, steps)];
}

function kept(
  list: string,
  left: Json[],
  right: Json[],
  partner: Map<number, number>,
  steps: StepMoves,
): Pair[] {
  const inOrder = longestRise(right.flatMap((_, index) => partner.get(index) ?? []));
  return right.map((after, index): Pair => {
    const was = steps.arrived.get(after);
    if (was)
      return { before: was.step, after, index, isMoved: true, from: `${was.stage}/${idOf(was.step) ?? ''}` };
    const leftIndex = partner.get(index);
    if (leftIndex === undefined) return { after, index, isMoved: false };
    const isMoved = !inOrder.has(leftIndex) && list !== 'needs';
    return { before: left[leftIndex] ?? null, after, index, leftIndex, isMoved };
  });
}

function removed(left: Json[], taken: Set<number>, steps: StepMoves): Pair[] {
  return left.flatMap((before, leftIndex): Pair[] =>
    taken.has(leftIndex) || steps.left.has(before) ? [] : [{ before, leftIndex, isMoved: false }],
  );
}

/** The largest set of numbers that already stand in rising order: the others are those that moved. */
function longestRise(numbers: number[]): Set<number> {
  if (numbers.length > LONGEST_LIST) return new Set(numbers);
  const best: number[][] = [];
  numbers.forEach((value, at) => {
    const before = best
      .slice(0, at)
      .filter((chain) => (chain.at(-1) ?? -1) < value)
      .reduce<number[]>((longest, chain) => (chain.length > longest.length ? chain : longest), []);
    best.push([...before, value]);
  });
  return new Set(best.reduce((longest, chain) => (chain.length > longest.length ? chain : longest), []));
}

/** The same thing under another id: of the same kind, with the same title or otherwise the same content. */
function isLike(before: Json, after: Json): boolean {
  if (!isObject(before) || !isObject(after) || !same(before['kind'], after['kind'])) return false;
  if (before['title'] !== undefined && same(before['title'], after['title'])) return true;
  const [{ id: _, ...left }, { id: __, ...right }] = [before, after];
  return Object.keys(left).length > 1 && same(left, right);
}

function isAt(found: FoundStep, stage: string, step: JsonObject): boolean {
  return found.stage === stage && idOf(found.step) === idOf(step);
}

function origin(moves: StepMoves, stage: string): string {
  return [...moves.renamed].find(([, now]) => now === stage)?.[0] ?? stage;
}

function stagesOf(document: JsonObject): JsonObject[] {
  return Array.isArray(document['stages']) ? document['stages'].filter(isObject) : [];
}

function stepsOf(stages: JsonObject[]): FoundStep[] {
  return stages.flatMap((stage) =>
    (Array.isArray(stage['steps']) ? stage['steps'].filter(isObject) : []).map((step) => ({
      step,
      stage: idOf(stage) ?? '',
    })),
  );
}

export function idOf(item: Json | undefined): string | undefined {
  if (!isObject(item)) return undefined;
  return ['id', 'code', 'name'].map((name) => item[name]).find((value) => typeof value === 'string');
}

/** The same in meaning: members in any order. */
export function same(left: Json | undefined, right: Json | undefined): boolean {
  if (left === right) return true;
  if (Array.isArray(left) && Array.isArray(right))
    return left.length === right.length && left.every((item, index) => same(item, right[index]));
  if (!isObject(left) || !isObject(right)) return false;
  const names = Object.keys(left);
  return (
    names.length === Object.keys(right).length &&
    names.every((name) => Object.hasOwn(right, name) && same(left[name], right[name]))
  );
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
