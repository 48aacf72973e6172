import { COMMITTED } from '../../db/committed';
import type { JsonObject } from '../../domain/process/types';
import type { Commit } from './commit';

/**
 * Whoever waits for a command hears of it with the commit that applies it, when nothing more follows at once: its rows
 * are what the answer is made of. The workflow's own answer comes a workflow task later.
 */
export function announce({ trx, instance, state, send }: Commit): void {
  const known = appliedIn(instance.state);
  for (const commandId of state.applied)
    if (!known.has(commandId)) send(trx.raw('select pg_notify(?, ?)', [COMMITTED, commandId]));
}

function appliedIn(state: JsonObject | null): Set<unknown> {
  return new Set(Array.isArray(state?.applied) ? state.applied : []);
}
