import type { Command } from './commands';
import type { JsonObject, ProcessEvent } from './types';

/** A command as the audit has it: without its answers, which stand in the timeline; with its id, by which it is known for ever. */
export type DoneCommand = JsonObject & { op: Command['op']; by: string | null };

/** What people did in a wake-up, besides migrations, which are written down with what they change; none for the second time. */
export function doneIn(events: ProcessEvent[], applied: string[] = []): DoneCommand[] {
  return events.flatMap((event) => {
    if (event.type !== 'command' || event.command.op === 'migrate') return [];
    const { command, commandId, actor } = event;
    if (commandId !== undefined && applied.includes(commandId)) return [];
    // a command without its answers is texts and flags
    const said: JsonObject = Object.fromEntries(Object.entries(command).filter(([name]) => name !== 'with'));
    return [
      { ...said, op: command.op, by: actor?.id ?? null, ...(commandId !== undefined && { commandId }) },
    ];
  });
}
