import type { ProcessState } from '../domain/process/types';

/** An ended case stays as long as something of it could not be undone, written or started. */
export function isFinished(state: ProcessState | null): boolean {
  return isOver(state) && Object.keys(state?.incidents ?? {}).length === 0;
}

export function isOver(state: ProcessState | null): boolean {
  return state?.status === 'ended' || state?.status === 'cancelled';
}
