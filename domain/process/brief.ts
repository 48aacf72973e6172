import type { Effect } from './effectTypes';
import type { DeadlineRequest } from './requests';
import type { Settlement } from './settlement';
import type { Deadline, Instant } from './types';

type Found = Settlement['tasks'][string];

/** A settlement as it travels: what is as usual is left out, and of the deadlines only their instants are told, in the order in which the effects ask for them. */
export interface Brief extends Omit<Settlement, 'tasks' | 'deadlines'> {
  tasks: Record<string, Partial<Found>>;
  at: Instant[];
}

const NOBODY: Found = { assignee: null, onBehalfOf: null, candidates: [], queue: null };
const FIRST_DUE = 1;

/** In short where these effects give it back to the letter, else as it is. */
export function shorten(settlement: Settlement, effects: Effect[]): Settlement | Brief {
  const { tasks, deadlines, ...others } = settlement;
  const brief: Brief = {
    ...others,
    tasks: Object.fromEntries(Object.entries(tasks).map(([id, found]) => [id, unusual(found)])),
    at: Object.values(deadlines).map((deadline) => deadline?.at ?? 0),
  };
  const again = expand(brief, effects);
  return same(again.tasks, tasks) && same(again.deadlines, deadlines) ? brief : settlement;
}

export function expand(settlement: Settlement | Brief, effects: Effect[]): Settlement {
  if (!('at' in settlement)) return settlement;
  const { tasks, at, ...others } = settlement;
  return {
    tasks: Object.fromEntries(Object.entries(tasks).map(([id, found]) => [id, usual(found)])),
    deadlines: Object.fromEntries(
      requestsOf(effects)
        .flatMap((request) => request.items.map((item) => deadlineOf(request, item, 0)))
        .map((deadline, i) => [deadline.id, { ...deadline, at: at[i] ?? 0 }]),
    ),
    ...others,
  };
}

/** What a deadline is besides its instant. */
export function deadlineOf(
  { subject, clock, calendar, dueVersion, pause }: DeadlineRequest,
  { id, kind, rung }: DeadlineRequest['items'][number],
  at: Instant,
): Deadline {
  return {
    id,
    kind,
    at,
    subject,
    clock,
    ...(calendar === undefined ? {} : { calendar }),
    ...(rung === undefined ? {} : { rung }),
    ...(dueVersion === undefined ? {} : { dueVersion }),
    ...(pause?.length ? { pause } : {}),
  };
}

function requestsOf(effects: Effect[]): DeadlineRequest[] {
  return effects.flatMap((effect) => {
    if (effect.type === 'computeDeadlines') return [effect.request];
    const mayAsk = effect.type === 'openTask' || effect.type === 'reassignTask';
    return (mayAsk && effect.deadlines) || [];
  });
}

function unusual(found: Found): Partial<Found> {
  const { assignee, onBehalfOf, candidates, queue, due, dueVersion } = found;
  return {
    ...(assignee !== null && { assignee }),
    ...(onBehalfOf !== null && { onBehalfOf }),
    ...(candidates.length > 0 && { candidates }),
    ...(queue !== null && { queue }),
    ...(due !== undefined && { due }),
    ...(dueVersion !== undefined && dueVersion !== FIRST_DUE && { dueVersion }),
  };
}

function usual(found: Partial<Found>): Found {
  const { assignee, onBehalfOf, candidates, queue, due, dueVersion } = { ...NOBODY, ...found };
  return {
    assignee,
    onBehalfOf,
    candidates,
    queue,
    ...(due !== undefined && { due, dueVersion: dueVersion ?? FIRST_DUE }),
  };
}

function same(one: object, other: object): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
