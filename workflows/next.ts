import { patched } from '@temporalio/workflow';
import { nextDeadline } from '../domain/process/transition';
import type { Effect } from '../domain/process/effectTypes';
import type { ProcessEvent, ProcessState } from '../domain/process/types';
import { isOver } from './over';

interface Waiting {
  inbox: ProcessEvent[];
  state: ProcessState | null;
}

/**
 * What has come, and after it each deadline that is due as an event of its own, so that missed ones are caught up with in
 * order. One that these effects move, because its clock stood still or is another one, is not up before it is settled when.
 */
export function nextEvent(
  { inbox, state }: Waiting,
  now: number,
  effects: Effect[],
): ProcessEvent | undefined {
  const event = inbox.shift();
  if (event) return event;
  const next = state && !isOver(state) ? nextDeadline(state) : null;
  if (!next || next.at > now) return undefined;
  const moves = effects.some((effect) => isMovedBy(effect, next.id));
  return moves && patched('settle-first') ? undefined : { type: 'due', deadline: next.id };
}

function isMovedBy(effect: Effect, deadline: string): boolean {
  if (effect.type === 'shiftDeadlines') return effect.deadlines.includes(deadline);
  return effect.type === 'computeDeadlines' && effect.request.items.some(({ id }) => id === deadline);
}
