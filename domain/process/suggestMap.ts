import type { Label, ProcessDefinition, Stage, Step } from '../generated/process';
import { stageName, stepName } from './migrationRules';

/** Where a stage or a step may go that the target version has under no declared and no equal name. */
export interface Suggestion {
  /** `stage` or `stage/step` of the version that the cases are on. */
  at: string;
  to: string;
  /** The way that a migration brought them, backwards; or the same title; or the same status of the record. */
  because: 'undo' | 'title' | 'status';
}

type Names = Record<string, string>;

/**
 * What a person would write into `map`, for them to look at: `came` is the map of the migration that is to be undone.
 * What the target declares for that version is not suggested again, and nothing is that two could mean.
 */
export function suggestMap(from: ProcessDefinition, to: ProcessDefinition, came: Names = {}): Suggestion[] {
  const declared = to.migrations?.find((one) => one.from === from.version)?.map ?? {};
  const back = inverse(to, came);
  const found: Suggestion[] = [];
  for (const stage of from.stages) {
    const own = declaredStage(stage.id, declared) ? null : stageFor(stage, from, to, back);
    if (own) found.push(own);
    const target = to.stages.find(({ id }) => id === (own?.to ?? stageName(stage.id, { map: declared })));
    if (target) found.push(...stepsFor(stage, target, declared, back));
  }
  return found;
}

/** The whole map that goes with a command: what is declared, and what was suggested beside it. */
export function mapWith(from: number, to: ProcessDefinition, suggestions: Suggestion[]): Names {
  const declared = to.migrations?.find((one) => one.from === from)?.map;
  return { ...declared, ...Object.fromEntries(suggestions.map(({ at, to: target }) => [at, target])) };
}

function declaredStage(id: string, declared: Names): boolean {
  return Object.keys(declared).some((at) => at.split('/')[0] === id);
}

/** Every name of the older version by the one that it got; what two became is nobody's. */
function inverse(older: ProcessDefinition, map: Names): Map<string, string> {
  const pairs = older.stages.flatMap(({ id, steps }) => [
    [stageName(id, { map }), id] as const,
    ...steps.map((step) => [stepName(`${id}/${step.id}`, { map }), `${id}/${step.id}`] as const),
  ]);
  const isOnlyOne = ([name]: readonly [string, string]) => pairs.filter(([one]) => one === name).length === 1;
  return new Map(pairs.filter(isOnlyOne));
}

function stageFor(
  stage: Stage,
  from: ProcessDefinition,
  to: ProcessDefinition,
  back: Map<string, string>,
): Suggestion | null {
  const before = back.get(stage.id);
  if (before !== undefined && before !== stage.id) return { at: stage.id, to: before, because: 'undo' };
  if (to.stages.some(({ id }) => id === stage.id)) return null;
  const free = to.stages.filter(({ id }) => !from.stages.some((one) => one.id === id));
  const others = from.stages.filter(({ id }) => !to.stages.some((one) => one.id === id));
  const title = onlyPair(stage, others, free, (a, b) => sameText(a.title, b.title));
  if (title) return { at: stage.id, to: title.id, because: 'title' };
  const status = onlyPair(stage, others, free, (a, b) => a.status !== undefined && a.status === b.status);
  return status && { at: stage.id, to: status.id, because: 'status' };
}

function stepsFor(stage: Stage, target: Stage, declared: Names, back: Map<string, string>): Suggestion[] {
  const others = stage.steps.filter(({ id }) => !target.steps.some((one) => one.id === id));
  const free = target.steps.filter(({ id }) => !stage.steps.some((one) => one.id === id));
  return stage.steps.flatMap((step): Suggestion[] => {
    const at = `${stage.id}/${step.id}`;
    if (Object.hasOwn(declared, at)) return [];
    const before = back.get(at);
    if (before?.startsWith(`${target.id}/`))
      return before.endsWith(`/${step.id}`) ? [] : [{ at, to: before, because: 'undo' }];
    if (!others.includes(step)) return [];
    const found = onlyPair(step, others, free, alike);
    return found ? [{ at, to: `${target.id}/${found.id}`, because: 'title' }] : [];
  });
}

/** The one of `free` that is like it, where no other of `others` is like that one too. */
function onlyPair<T>(one: T, others: T[], free: T[], isLike: (a: T, b: T) => boolean): T | null {
  const like = free.filter((other) => isLike(one, other));
  const [first] = like;
  if (first === undefined || like.length > 1) return null;
  return others.filter((other) => isLike(other, first)).length === 1 ? first : null;
}

function alike(a: Step, b: Step): boolean {
  return a.kind === b.kind && sameText(a.title, b.title);
}

function sameText(a: Step['title'], b: Step['title']): boolean {
  if (a === undefined || b === undefined) return false;
  if ('cel' in a || 'cel' in b) return 'cel' in a && 'cel' in b && a.cel === b.cel;
  const languages: (keyof Label)[] = ['zh-CN', 'en'];
  return languages.some((language) => a[language] !== undefined && a[language] === b[language]);
}
