import { constructsOf } from './constructs';
import { readHistory, storedHistories } from './histories';
import { WANTED } from './wanted';

export interface Row {
  construct: string;
  file: string | null;
}

/** What is wanted and what there is besides, with the newest history of each. */
export function tableOf(): Row[] {
  const files = new Map<string, string[]>(WANTED.map((construct) => [construct, []]));
  for (const file of storedHistories())
    for (const construct of constructsOf(readHistory(file)))
      files.set(construct, [...(files.get(construct) ?? []), file]);
  return [...files]
    .map(([construct, found]) => ({ construct, file: found.at(-1) ?? null }))
    .sort((a, b) => (a.construct < b.construct ? -1 : 1));
}
