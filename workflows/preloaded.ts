/**
 * What all workflows of a worker share instead of each having its own copy: the pure core, which holds nothing of any case
 * but what is remembered by a text or a plan (compiled expressions, the index of a plan). From the repository's root.
 */
export const PRELOADED = [
  'domain/process/told.ts',
  'domain/process/refuse.ts',
  'domain/process/brief.ts',
  'domain/process/transition.ts',
  'domain/process/tasks.ts',
];
