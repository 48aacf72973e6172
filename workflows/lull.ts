import { condition } from '@temporalio/workflow';
import type { ProcessEvent } from '../domain/process/types';

const PAUSE = 1_000;
const MOST = 5;

/**
 * Waits until a second brings nothing more, five at most: while events come in, the server refuses to begin a new run.
 * A list's children cannot go on for ever, since none is started meanwhile. False when a command came, which is not to wait.
 */
export async function lull(inbox: ProcessEvent[]): Promise<boolean> {
  for (let seconds = 0; seconds < MOST; seconds++) {
    const before = inbox.length;
    if (await condition(() => inbox.some(({ type }) => type === 'command'), PAUSE)) return false;
    if (inbox.length === before) break;
  }
  return true;
}
