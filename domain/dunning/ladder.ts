import type { Level } from '../generated/dunning';
import { startOfLevel } from './time';
import { groupBy } from './groupBy';
import type { Scope } from './scope';
import type { NoticeFact } from './types';

/** How far an instalment has really come. */
export interface Ladder {
  /** Index of the highest level that was sent, -1 for none. */
  reached: number;
  level: string | null;
  /** The day on which each level was sent. */
  sentOn: Map<string, string>;
  /** A notice is on its way. */
  queued: boolean;
  /** The last day on which any notice was made, whatever became of it. */
  lastTried: string | null;
}

export function ladderOf(scope: Scope, instalmentId: string): Ladder {
  const key = `ladder ${instalmentId}`;
  if (!scope.memo.has(key)) scope.memo.set(key, climbed(scope, noticesOf(scope, instalmentId)));
  return scope.memo.get(key) as Ladder; // stored by the line above
}

/**
 * The level whose turn it is for an instalment on a day, with the day from which it may be sent; null when the ladder
 * is climbed, or when the notice before was never sent. A level is never left out, but for those that remind of a due
 * date to come, once it has come.
 */
export function nextLevel(
  scope: Scope,
  instalmentId: string,
  dueDate: string,
  day: string,
): { level: Level; index: number; from: string } | null {
  const ladder = ladderOf(scope, instalmentId);
  if (ladder.queued) return null;
  const { levels } = scope.policy;
  for (let index = ladder.reached + 1; index < levels.length; index++) {
    const level = levels[index]!; // index < length
    const from = startOf(scope, ladder, index, dueDate);
    if (from === null) return null;
    const isAdvance = level.from !== 'previousLevel' && from < dueDate;
    if (!isAdvance || day < dueDate) return { level, index, from };
  }
  return null;
}

function startOf(scope: Scope, ladder: Ladder, index: number, dueDate: string): string | null {
  const level = scope.policy.levels[index]!; // called with indexes of the list
  const previous = scope.policy.levels[index - 1]?.id ?? '';
  const from = level.from === 'previousLevel' ? ladder.sentOn.get(previous) : dueDate;
  if (from === undefined) return null;
  const key = `start ${index} ${from}`;
  if (!scope.memo.has(key)) scope.memo.set(key, startOfLevel(level, from));
  return scope.memo.get(key) as string; // stored by the line above
}

function climbed(scope: Scope, notices: NoticeFact[]): Ladder {
  const sentOn = new Map<string, string>();
  for (const notice of notices) {
    if (notice.status === 'sent') sentOn.set(notice.level, notice.sentOn ?? notice.date);
  }
  const reached = scope.policy.levels.findLastIndex((level) => sentOn.has(level.id));
  return {
    reached,
    level: scope.policy.levels[reached]?.id ?? null,
    sentOn,
    queued: notices.some((notice) => notice.status === 'queued'),
    lastTried: notices.reduce<string | null>(
      (last, { date }) => (last === null || date > last ? date : last),
      null,
    ),
  };
}

function noticesOf(scope: Scope, instalmentId: string): NoticeFact[] {
  const key = 'notices by instalment';
  if (!scope.memo.has(key))
    scope.memo.set(
      key,
      groupBy(scope.facts.notices, (notice) => notice.instalmentId),
    );
  const byInstalment = scope.memo.get(key) as Map<string, NoticeFact[]>; // stored by the line above
  return byInstalment.get(instalmentId) ?? [];
}
