import { clockKey, clockRunOf } from './clock';
import { emit, type Draft } from './draft';
import type { DeadlineRequest, RunningClock } from './requests';
import type { Deadline, Instant } from './types';

type Pause = NonNullable<Deadline['pause']>[number];
type Span = [from: Instant, to: Instant];

/** Clocks that stood still in this time go on: what they count comes that much later, never twice for the same time. */
export function goOn(
  draft: Draft,
  pause: Pause,
  [from, to]: Span,
  isMeant: (subject: string) => boolean,
): void {
  const { state } = draft;
  const stood = (subject: string, pauses: Pause[] = []) => pauses.includes(pause) && isMeant(subject);
  const pending = Object.values(state.deadlines).filter((d) => stood(d.subject, d.pause));
  const clocks = Object.values(state.clocks ?? {}).filter(({ request: r }) => stood(r.subject, r.pause));
  for (const clock of clocks) {
    const { subject } = clock.request;
    const key = clockKey(clock.request);
    const deadlines = pending
      .filter((d) => clockKey({ subject: d.subject, items: [d] }) === key)
      .map(({ id }) => id);
    const tasks = state.tasks[subject] ? [subject] : [];
    // What began meanwhile, such as a due set while the case was held, stood from then on.
    for (const gap of gaps([Math.max(from, clock.request.from), to], clock.stood)) {
      clock.stood.push(gap);
      emit(draft, { type: 'shiftDeadlines', deadlines, tasks, from: gap[0], to: gap[1] });
    }
  }
  const known = new Set(clocks.map(({ request }) => request.subject));
  const others = pending.filter(({ subject }) => !known.has(subject)).map(({ id }) => id);
  if (others.length > 0) emit(draft, { type: 'shiftDeadlines', deadlines: others, from, to });
}

/** Counts what is pending by a calendar again, from where it began; without one, everything. What has fired does not fire again. */
export function recountAll(draft: Draft, calendar?: string): void {
  const own = draft.plan.definition.calendar;
  for (const clock of Object.values(draft.state.clocks ?? {}))
    if (calendar === undefined || (clock.request.calendar ?? own) === calendar)
      recount(draft, clock, clock.request);
}

/** Counts by this request what the clock has pending, and what it did not know before. */
export function recount(draft: Draft, clock: RunningClock, request: DeadlineRequest): void {
  const { deadlines, tasks } = draft.state;
  const known = new Set(clock.request.items.map(({ id }) => id));
  const items = request.items.filter(({ id }) => deadlines[id] !== undefined || !known.has(id));
  const { from } = clock.request;
  const subject = tasks[request.subject] ?? clockRunOf(draft.state, request.subject);
  if (items.length > 0 || subject?.due != null)
    emit(draft, { type: 'computeDeadlines', request: { ...request, from, items }, stood: clock.stood });
}

/** What of a span is in none of the others. */
export function gaps(span: Span, others: Span[]): Span[] {
  return others
    .reduce<Span[]>(
      (rest, [from, to]) =>
        rest.flatMap(([a, b]): Span[] => [
          [a, Math.min(b, from)],
          [Math.max(a, to), b],
        ]),
      [span],
    )
    .filter(([a, b]) => a < b);
}
