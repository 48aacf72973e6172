import type { Deadline, Instant, ProcessEvent, ProcessState } from './types';

/**
 * The state that a case is carried on with when its workflow was lost in the midst of its work. What a commit wrote is
 * whole; only an action that was under way has nobody left who waits for it, and is tried again at once, under its key.
 */
export function carriedOnWith(state: ProcessState, now: Instant): ProcessState {
  const retries = underWay(state).map((subject): [string, Deadline] => {
    const id = `retry:${subject}`;
    return [id, { id, kind: 'retry', at: now, subject, clock: 'calendar' }];
  });
  return { ...state, deadlines: { ...state.deadlines, ...Object.fromEntries(retries) } };
}

/** The automatic steps, as `stage/step`, whose action has not answered. */
export function underWay({ stages }: ProcessState): string[] {
  return Object.entries(stages).flatMap(([stage, { steps }]) =>
    Object.entries(steps)
      .filter(([, run]) => run.status === 'open' && run.effect != null)
      .map(([step]) => `${stage}/${step}`),
  );
}

/** The change of its record that a case may not have heard of; null where it knows the record as it is. */
export function missedFact(
  { entity, entityId }: ProcessState,
  kind: string | null | undefined,
  record: ProcessState['entity'] | null,
): ProcessEvent | null {
  const changed = Object.entries(record ?? {}).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(entity[name]),
  );
  if (!kind || changed.length === 0) return null;
  return { type: 'fact', entity: kind, id: entityId, set: Object.fromEntries(changed) };
}
