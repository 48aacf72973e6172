/** So many lines added and removed are compared exactly; beyond that the middle of two texts counts as rewritten. */
const MOST = 1000;

/**
 * Which lines of one list stand in another, in the same order: index there by index here, as many as possible.
 * E. Myers, "An O(ND) difference algorithm and its variations", 1986, the greedy form.
 */
export function matchedLines(from: readonly string[], to: readonly string[]): Map<number, number> {
  const matched = new Map<number, number>();
  const shorter = Math.min(from.length, to.length);
  let head = 0;
  while (head < shorter && from[head] === to[head]) matched.set(head, head++);
  let tail = 0;
  while (tail < shorter - head && from.at(-1 - tail) === to.at(-1 - tail)) {
    tail++;
    matched.set(from.length - tail, to.length - tail);
  }
  const middle = (lines: readonly string[]) => lines.slice(head, lines.length - tail);
  for (const [a, b] of longestRun(middle(from), middle(to))) matched.set(head + a, head + b);
  return matched;
}

function longestRun(from: string[], to: string[]): [number, number][] {
  const steps = furthest(from, to);
  const pairs: [number, number][] = [];
  let [a, b] = [from.length, to.length];
  for (let changes = steps.length - 1; changes >= 0; changes--) {
    const reach = steps[changes];
    const line = previousLine(reach, a - b, changes);
    const [startA, startB] = changes === 0 ? [0, 0] : [reach?.get(line) ?? 0, (reach?.get(line) ?? 0) - line];
    while (a > startA && b > startB) pairs.push([--a, --b]);
    [a, b] = [startA, startB];
  }
  return pairs;
}

/** How far one comes on each diagonal with so many changes, before each further one; empty when it takes too many. */
function furthest(from: string[], to: string[]): Map<number, number>[] {
  const reach = new Map([[1, 0]]);
  const steps: Map<number, number>[] = [];
  for (let changes = 0; changes <= Math.min(MOST, from.length + to.length); changes++) {
    steps.push(new Map(reach));
    for (let line = -changes; line <= changes; line += 2) {
      const before = previousLine(reach, line, changes);
      let a = (reach.get(before) ?? 0) + (before < line ? 1 : 0);
      while (a < from.length && a - line < to.length && from[a] === to[a - line]) a++;
      reach.set(line, a);
      if (a >= from.length && a - line >= to.length) return steps;
    }
  }
  return [];
}

/** The diagonal from which one comes to this one: from above by a line added, from the left by one removed. */
function previousLine(reach: Map<number, number> | undefined, line: number, changes: number): number {
  const isAdded =
    line === -changes || (line !== changes && (reach?.get(line - 1) ?? -1) < (reach?.get(line + 1) ?? -1));
  return isAdded ? line + 1 : line - 1;
}
