import { end, type ProcessId } from './processes';

/** What outlives the supervisor's sudden death: a process of its own that then stops the parts, in order. */
export interface Guarded {
  id: ProcessId;
  signal: NodeJS.Signals;
  patience: number;
}

let guarded: Guarded[][] = [];

// the supervisor is the only one on this channel
process.on('message', (stages) => (guarded = stages as Guarded[][]));
process.once('disconnect', () => void stopAll());
for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined);

async function stopAll(): Promise<void> {
  for (const stage of guarded) {
    await Promise.all(stage.map(({ id, signal, patience }) => end(id, signal, patience)));
  }
  process.exit(0);
}
