import { randomUUID } from 'node:crypto';
import { guanxi, type StartedSystem } from '../test/support/system';

const AT_ONCE = 4;

export type Caller = (
  method: string,
  path: string,
  body?: object,
  key?: string,
) => Promise<Record<string, unknown>>;

/** Calls the API as JSON, each change once. */
export function caller({ url }: StartedSystem, token: string): Caller {
  return async (method, path, body, key = randomUUID()) => {
    const answer = await fetch(url + path, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'idempotency-key': key,
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as Record<string, unknown>; // the API answers JSON objects
  };
}

/** A token of one of the demo people. */
export async function tokenOf({ dataDir }: StartedSystem, user: string): Promise<string> {
  const program = guanxi(['token', '--user', user, '--data', dataDir]);
  await program.exit;
  return /gx_\S+/.exec(program.output())?.[0] ?? '';
}

/** Any customer of the demo company. */
export async function customerOf(call: Caller): Promise<string> {
  const { items } = await call('GET', '/api/customers?limit=1');
  return (items as { id: string }[])[0]?.id ?? ''; // a list has items
}

/** As many people at once as a small office has. */
export async function inParallel(count: number, work: (i: number) => Promise<unknown>): Promise<void> {
  let i = 0;
  const runner = async () => {
    while (i < count) await work(i++);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, runner));
}
