import { Client } from 'pg';

export interface Listener {
  close(): Promise<void>;
}

const RECONNECT = 1_000;

/**
 * Calls `wake` at once, at every NOTIFY on the channel, after every reconnect, and at least every `every` milliseconds:
 * a notice that was lost costs time, never a row. Calls never overlap; `onError` hears what went wrong.
 */
export function listen(
  url: string,
  channel: string,
  every: number,
  wake: () => Promise<unknown>,
  onError: (error: unknown) => void,
): Listener {
  const loop = createLoop(wake, onError);
  const timer = setInterval(() => loop.wake(), every);
  const listener = hear(
    url,
    channel,
    () => loop.wake(),
    onError,
    () => loop.wake(),
  );
  loop.wake();
  return {
    async close() {
      clearInterval(timer);
      await listener.close();
      await loop.idle();
    },
  };
}

/** Calls `notice` with what each NOTIFY on the channel says, and `onReady` after every connect: notices before it are lost. */
export function hear(
  url: string,
  channel: string,
  notice: (payload: string) => void,
  onError: (error: unknown) => void,
  onReady: () => void = () => undefined,
): Listener {
  let closed = false;
  let client: Client | null = null;

  async function connect(): Promise<void> {
    if (closed) return;
    const fresh = new Client({ connectionString: url, application_name: `guanxi ${channel}` });
    // Without a listener a stopping server would end this process.
    fresh.on('error', onError);
    fresh.on('end', () => void setTimeout(() => void connect(), RECONNECT));
    fresh.on('notification', ({ payload }) => notice(payload ?? ''));
    try {
      await fresh.connect();
      if (closed) return await fresh.end();
      client = fresh;
      await fresh.query(`listen ${channel}`);
      onReady();
    } catch (error) {
      onError(error);
      await fresh.end().catch(() => undefined);
    }
  }

  void connect();
  return {
    async close() {
      closed = true;
      await client?.end().catch(onError);
    },
  };
}

/** Runs `work` again when it was woken meanwhile; never two at once. */
function createLoop(work: () => Promise<unknown>, onError: (error: unknown) => void) {
  let running: Promise<void> | null = null;
  let again = false;
  async function run(): Promise<void> {
    do {
      again = false;
      await work().catch(onError);
    } while (again);
    running = null;
  }
  return {
    wake(): void {
      again = true;
      running ??= run();
    },
    idle: async (): Promise<void> => void (await running),
  };
}
