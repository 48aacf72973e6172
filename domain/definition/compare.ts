import type { Json, JsonObject } from '../process/types';
import { idOf, isObject, pairItems, pairSteps, same, type StepMoves } from './comparePairs';
import { sentence, type Subject } from './compareWords';
import { pointer } from './problem';

/** A difference between two definitions, with a sentence about it in each language. */
export interface Change {
  /** Into the right document; into the left one when it was removed. */
  pointer: string;
  what: 'added' | 'removed' | 'changed' | 'moved';
  before?: Json;
  after?: Json;
  label: { 'zh-CN': string; en: string };
}

interface Place {
  at: string;
  subject: Subject;
  /** Names from the subject down to here. */
  path: string[];
}

interface Work {
  changes: Change[];
  /** Old id → new id: a reference that only follows a renaming is no difference. */
  renamed: Map<string, string>;
  steps: StepMoves;
}

/** `$schema` says nothing of the meaning, and two versions always differ in `version`. */
const SILENT = new Set(['$schema', 'version']);
const MOST = 1000;

/**
 * What the right definition changes of the left one, in the order of the document. Stages, steps and whatever else has
 * an id are recognised when they move or get another id; the order of members of an object means nothing.
 */
export function compareDefinitions(left: JsonObject, right: JsonObject): Change[] {
  const steps = pairSteps(left, right);
  const work: Work = { changes: [], renamed: new Map(steps.renamed), steps };
  // what was renamed is known before anything that names it is compared
  compareObjects(work, without(left), without(right), { at: '', subject: { kind: 'document' }, path: [] });
  return work.changes.filter((change) => !followsRename(work, change)).slice(0, MOST);
}

function without(document: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(document).filter(([name]) => !SILENT.has(name)));
}

function compareValues(work: Work, left: Json, right: Json, place: Place): void {
  if (same(left, right)) return;
  if (Array.isArray(left) && Array.isArray(right)) return compareLists(work, left, right, place);
  if (isObject(left) && isObject(right) && !isLabel(left) && !isLabel(right))
    return compareObjects(work, left, right, place);
  tell(work, 'changed', place, left, right);
}

function compareObjects(work: Work, left: JsonObject, right: JsonObject, place: Place): void {
  const names = [...Object.keys(right), ...Object.keys(left).filter((name) => !Object.hasOwn(right, name))];
  for (const name of names) {
    const here = { ...place, at: place.at + pointer(name), path: [...place.path, name] };
    const [before, after] = [own(left, name), own(right, name)];
    if (before === undefined) addAll(work, after ?? null, here);
    else if (after === undefined) tell(work, 'removed', here, before, undefined);
    else compareValues(work, before, after, here);
  }
}

// A list that comes into being is told item by item where its items are told by themselves.
function addAll(work: Work, value: Json, place: Place): void {
  const isOfItems =
    Array.isArray(value) && value.every((item) => isObject(item) && typeof item['id'] === 'string');
  // an empty one has no items that could tell of it
  if (isOfItems && value.length > 0) compareLists(work, [], value, place);
  else tell(work, 'added', place, undefined, value);
}

function compareLists(work: Work, left: Json[], right: Json[], place: Place): void {
  const list = place.path.at(-1) ?? '';
  const pairs = pairItems(list, left, right, work.steps);
  for (const { before, after, index, leftIndex, isMoved, from } of pairs) {
    if (after === undefined) {
      const here = itemPlace(place, list, before ?? null, leftIndex ?? 0);
      tell(work, 'removed', here, before, undefined);
      continue;
    }
    const here = itemPlace(place, list, after, index ?? 0);
    if (before === undefined) {
      tell(work, 'added', here, undefined, after);
      continue;
    }
    const [oldId, newId] = [idOf(before), idOf(after)];
    if (from !== undefined) tell(work, 'moved', here, from, referenceOf(here, newId));
    else if (isMoved) tell(work, 'moved', here, leftIndex ?? 0, index ?? 0);
    if (oldId !== newId && oldId !== undefined && newId !== undefined) work.renamed.set(oldId, newId);
    compareValues(work, before, after, here);
  }
}

function itemPlace(place: Place, list: string, item: Json, index: number): Place {
  const at = place.at + pointer(index);
  const title = isObject(item) && isLabel(item['title']) ? item['title'] : null;
  const id = idOf(item);
  const { subject } = place;
  if (list === 'stages' && subject.kind === 'document')
    return { at, subject: { kind: 'stage', id: id ?? String(index + 1), title }, path: [] };
  if (list === 'steps' && subject.kind === 'stage')
    return { at, subject: { kind: 'step', id: id ?? String(index + 1), title, stage: subject }, path: [] };
  return { at, subject, path: [...place.path, id ?? String(index + 1)] };
}

function referenceOf({ subject }: Place, id: string | undefined): string {
  return subject.kind === 'step' ? `${subject.stage.id}/${subject.id}` : (id ?? '');
}

function tell(
  work: Work,
  what: Change['what'],
  { at, subject, path }: Place,
  before: Json | undefined,
  after: Json | undefined,
): void {
  work.changes.push({
    pointer: at,
    what,
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
    label: {
      'zh-CN': sentence('zh-CN', what, subject, path, before, after),
      en: sentence('en', what, subject, path, before, after),
    },
  });
}

function followsRename({ renamed }: Work, { what, before, after, pointer: at }: Change): boolean {
  if (what !== 'changed' || at.endsWith('/id')) return false;
  return typeof before === 'string' && renamed.get(before) === after;
}

function own(object: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

function isLabel(value: Json | undefined): value is { 'zh-CN': string; en: string } {
  return isObject(value) && typeof value['zh-CN'] === 'string' && typeof value['en'] === 'string';
}
