import { auditRows } from '../../db/audit';
import { systemContext } from '../../db/context';
import { doneIn, type DoneCommand } from '../../domain/process/done';
import type { Effect } from '../../domain/process/effectTypes';
import type { ProcessState } from '../../domain/process/types';
import type { CommitInput } from '../../workflows/messages';
import type { Commit } from './commit';

/** Who did what to the instance, on whose behalf and why: a row for each command. A migration writes its own. */
export function auditCommands({ trx, instance, send }: Commit, input: CommitInput, effects: Effect[]): void {
  // A commit stored it.
  const before = instance.state as ProcessState | null;
  const commands = 'events' in input ? doneIn(input.events, before?.applied) : (input.commands ?? []);
  for (const command of commands) {
    const { by, reason, ...said } = command;
    const asked = systemContext({ actorId: by, requestId: input.requestId });
    send(
      auditRows(
        trx,
        { ...asked, onBehalfOfId: onBehalfOf(command, effects) },
        {
          action: command.op,
          entity: 'process',
          entityId: instance.id,
          after: said,
          reason: typeof reason === 'string' ? reason : null,
        },
      ),
    );
  }
}

/** Whoever should have done it. */
function onBehalfOf({ by }: DoneCommand, effects: Effect[]): string | null {
  const closed = effects.find((effect) => effect.type === 'closeTask' && effect.by === by);
  return closed?.type === 'closeTask' ? (closed.onBehalfOf ?? null) : null;
}
