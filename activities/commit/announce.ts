import { COMMITTED } from '../../db/committed';
import { run } from '../../db/connect';
import type { JsonObject } from '../../domain/process/types';
import type { Commit } from './commit';

/**
 * Whoever waits for a command hears of it with the commit that applies it, when nothing more follows at once: its rows
 * are what the answer is made of. The workflow's own answer comes a workflow task later.
 */
export async function announce({ trx, instance, state }: Commit): Promise<void> {
  const known = appliedIn(instance.state);
  for (const commandId of state.applied)
    if (!known.has(commandId))
      await run(trx, { name: 'announce', text: 'select pg_notify($1, $2)', values: [COMMITTED, commandId] });
}

function appliedIn(state: JsonObject | null): Set<unknown> {
  return new Set(Array.isArray(state?.applied) ? state.applied : []);
}
