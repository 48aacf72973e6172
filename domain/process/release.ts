import { followClocks } from './caseClocks';
import { clockRunOf } from './clock';
import { emit, type Draft } from './draft';
import { goOn } from './recount';
import type { Instant } from './types';

/** What the instant is about at which a held case goes on by itself. */
export const HOLD = 'case:hold';
const RESUME = 'resume';

/** A case that a person holds until an instant goes on by itself then; a hold of a status has no such instant. */
export function resumeAt(draft: Draft, at: Instant): void {
  draft.state.deadlines[RESUME] = { id: RESUME, kind: 'resume', at, subject: HOLD, clock: 'calendar' };
}

/** Clocks that stood still while the process was held go on where they stopped; `at`: when that was, where it comes late. */
export function release(
  draft: Draft,
  { by, reason, at = draft.now }: { by?: string | null; reason?: string; at?: Instant } = {},
): void {
  const since = draft.state.held?.since ?? draft.now;
  const until = Math.max(since, at);
  delete draft.state.deadlines[RESUME];
  Object.assign(draft.state, { status: 'active', held: null });
  const who = by ?? draft.actor?.id ?? null;
  emit(draft, { type: 'hold', held: false, ...(reason ? { reason } : {}), by: who });
  // Clocks of the case go on by themselves, see `followClocks`; from now on, where nobody says since when.
  if (until < draft.now) followClocks(draft, until);
  goOn(draft, 'onHold', [since, until], (subject) => !clockRunOf(draft.state, subject));
}
