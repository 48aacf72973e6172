import { copyFileSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { SEMANTICS } from '../../domain/process/types';
import { constructsOf } from './constructs';
import { HISTORIES, readHistory, storedHistories } from './histories';
import { WORKFLOWS } from './wanted';

/** Larger ones would make every check slow. */
const MOST_BYTES = 60_000;

/**
 * Of the recorded histories those that go through what no stored one of the newest semantics does, as few and as small as
 * may be: always the one that adds most for its size. What is stored stays.
 */
export function choose(recorded: string, target: string): string[] {
  const stored = storedHistories().map((file) => constructsOf(readHistory(file)));
  const covered = new Set(stored.filter(isNewest).flatMap((constructs) => [...constructs]));
  const candidates = readdirSync(recorded)
    .filter((file) => WORKFLOWS.some((type) => file.startsWith(`${type}-`)))
    .sort()
    .map((file) => ({ file, size: statSync(join(recorded, file)).size }))
    .filter(({ size }) => size <= MOST_BYTES)
    .map((one) => ({ ...one, constructs: constructsOf(readHistory(one.file, recorded)) }))
    .filter(({ constructs }) => isNewest(constructs));
  mkdirSync(join(HISTORIES, target), { recursive: true });
  const chosen: string[] = [];
  for (;;) {
    const gain = ({ constructs, size }: (typeof candidates)[number]) =>
      [...constructs].filter((name) => !covered.has(name)).length / (size + 2_000);
    const [best] = candidates.sort((a, b) => gain(b) - gain(a));
    if (!best || gain(best) === 0) return chosen;
    for (const name of best.constructs) covered.add(name);
    // The last four digits of the run are enough to tell them apart.
    const file = best.file
      .replace(/-[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{8}([\da-f]{4})\.json\.gz$/, '-$2.json.gz')
      .replace(/\.[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/, '');
    copyFileSync(join(recorded, best.file), join(HISTORIES, target, file));
    chosen.push(join(target, file));
  }
}

/** Of a case by the newest rules, or of no case. */
function isNewest(constructs: Set<string>): boolean {
  return constructs.has(`semantics ${SEMANTICS}`) || !constructs.has('workflow processInstance');
}
