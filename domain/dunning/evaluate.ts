import type { Calendar } from '../calendar/types';
import type { DunningDefinition } from '../generated/dunning';
import { HORIZON_DAYS, nextInstant } from './ahead';
import { look, type Picture } from './look';
import { planNotices } from './notices';
import { createScope, type Scope } from './scope';
import { addDays, dateOf, maySendAt } from './time';
import type { Evaluation, Facts, Instant, Notice } from './types';

/**
 * What the policy says about a customer now. It follows from the facts alone, so it may run twice, late or out of
 * order; who calls it writes the notices down as facts before calling it again.
 */
export function evaluate(
  policy: DunningDefinition,
  calendar: Calendar,
  facts: Facts,
  now: Instant,
): Evaluation {
  const scope = createScope(policy, calendar, facts);
  const today = dateOf(calendar, now);
  const picture = look(scope, today);
  const notices = maySendAt(scope, now) ? planNotices(scope, picture) : [];
  const settled = picture.items.length === 0;
  return {
    today,
    items: picture.items,
    state: picture.state,
    skippedStates: skippedStates(scope, picture),
    notices,
    settled,
    clear: settled && facts.lastCase !== null ? (policy.clear ?? []) : [],
    nextAt: nextInstant(createScope(policy, calendar, withSent(facts, notices)), picture, now),
    problems: [...scope.problems.values()],
  };
}

/** The states of the days since the last evaluation that nobody saw. */
function skippedStates(scope: Scope, { day: today, state }: Picture): string[] {
  const { lastCase } = scope.facts;
  if (lastCase === null) return [];
  const skipped = new Set<string>();
  const first = addDays(dateOf(scope.calendar, lastCase.at), 1);
  const earliest = addDays(today, -HORIZON_DAYS);
  for (let day = first > earliest ? first : earliest; day < today; day = addDays(day, 1)) {
    skipped.add(look(scope, day).state);
  }
  skipped.delete(lastCase.state);
  skipped.delete(state);
  return [...skipped];
}

/** Looks ahead on the assumption that what is made now and what is on its way will arrive. */
function withSent(facts: Facts, notices: Notice[]): Facts {
  const arrived = facts.notices.map((notice) =>
    notice.status === 'queued' ? { ...notice, status: 'sent' as const } : notice,
  );
  const made = notices.flatMap((notice) =>
    notice.items.map(({ instalmentId, level }) => ({
      instalmentId,
      level,
      status: 'sent' as const,
      date: notice.date,
      sentOn: notice.date,
    })),
  );
  return { ...facts, notices: [...arrived, ...made] };
}
