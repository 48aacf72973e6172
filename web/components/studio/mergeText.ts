import { matchedLines } from './matchedLines';

export type Choice = 'mine' | 'theirs';

/** Lines that both have, or a place where they differ. */
export type Part =
  | { same: string[] }
  | {
      mine: string[];
      theirs: string[];
      /** Who changed it alone; null: both did, or nobody knows. */ by: Choice | null;
    };

/**
 * Two texts line by line, with what they began with. Where only one of them changed something, that one is suggested;
 * without a beginning nothing is.
 */
export function partsOf(mine: string, theirs: string, base: string | null): Part[] {
  const [ours, others, first] = [linesOf(mine), linesOf(theirs), linesOf(base ?? mine)];
  const inMine = matchedLines(first, ours);
  const inTheirs = matchedLines(first, others);
  const parts: Part[] = [];
  const at = { first: 0, mine: 0, theirs: 0 };
  const until = (to: typeof at) => {
    const before = first.slice(at.first, to.first);
    const part = partOf(before, ours.slice(at.mine, to.mine), others.slice(at.theirs, to.theirs));
    if (part) add(parts, base === null && 'by' in part ? { ...part, by: null } : part);
  };
  first.forEach((line, n) => {
    const [m, o] = [inMine.get(n), inTheirs.get(n)];
    if (m === undefined || o === undefined) return;
    until({ first: n, mine: m, theirs: o });
    add(parts, { same: [line] });
    Object.assign(at, { first: n + 1, mine: m + 1, theirs: o + 1 });
  });
  until({ first: first.length, mine: ours.length, theirs: others.length });
  return parts;
}

/** The text when each place that differs is decided; `choices` counts only those. */
export function mergedText(parts: readonly Part[], choices: readonly (Choice | null)[]): string {
  let place = 0;
  return parts
    .flatMap((part) => ('same' in part ? part.same : part[choices[place++] ?? part.by ?? 'mine']))
    .join('\n');
}

function partOf(before: string[], mine: string[], theirs: string[]): Part | null {
  if (sameLines(mine, theirs)) return mine.length === 0 ? null : { same: mine };
  return { mine, theirs, by: sameLines(mine, before) ? 'theirs' : sameLines(theirs, before) ? 'mine' : null };
}

function add(parts: Part[], part: Part): void {
  const last = parts.at(-1);
  if (last && 'same' in last && 'same' in part) last.same.push(...part.same);
  else parts.push('same' in part ? { same: [...part.same] } : part);
}

function sameLines(a: string[], b: string[]): boolean {
  return a.length === b.length && a.every((line, n) => line === b[n]);
}

function linesOf(text: string): string[] {
  return text.split('\n');
}
