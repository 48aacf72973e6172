import type { ProcessState } from './types';

/** A run of a step; `key`: its name, where a migration gave the step another one since. */
interface Run {
  run: number;
  key?: string;
}

/**
 * `<stage>.<step>.<visit>.<run>`: the name of a run, unique in the case. Its task is called so and its action has it as a
 * key; both keep it when a migration renames the step. Where another step was called so before, the visit says it.
 */
export function runName(
  { renamed }: ProcessState,
  at: [stage: string, step: string],
  visit: number,
  { run, key }: Run,
): string {
  if (key !== undefined) return key;
  const times = renamed?.[at.join('/')];
  return [...at, times === undefined ? visit : `${visit}~${times}`, run].join('.');
}

/** Runs from here on are not called like those of the step that had this `stage/step` for its name. */
export function callAnew(state: ProcessState, place: string): void {
  state.renamed = { ...state.renamed, [place]: (state.renamed?.[place] ?? 0) + 1 };
}
