import { randomUUID } from 'node:crypto';
import { guanxi, type StartedSystem } from '../support/system';

type Json = Record<string, unknown>;
export type Item = Json & { id: string; customerId: string; status: string; lines: unknown[] };

/** The same person over the API, for what a browser test checks rather than does. */
export interface Api {
  get(path: string): Promise<Json & { items: Item[] }>;
  post(path: string, body: unknown): Promise<Json>;
  /** The newest records of a kind, with their rows. */
  list(path: string, fields?: string): Promise<Item[]>;
  mailTo(address: string, subject: RegExp): Promise<Item[]>;
  processesOf(definition: string, customer: string): Promise<Item[]>;
}

export async function createApi(system: StartedSystem, login: string): Promise<Api> {
  const program = guanxi(['token', '--user', login, '--data', system.dataDir]);
  await program.exit;
  const token = /gx_\S+/.exec(program.output())?.[0] ?? '';
  const call = async (method: string, path: string, body?: unknown) => {
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    };
    const answer = await fetch(system.url + path, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return JSON.parse(text) as Json & { items: Item[] }; // our API answers JSON objects, lists under `items`
  };
  const get = (path: string) => call('GET', path);
  return {
    get,
    post: (path, body) => call('POST', path, body),
    async list(path) {
      const { items } = await get(`/api/${path}?sort=-createdAt&limit=1`);
      return Promise.all(items.map(async ({ id }) => (await get(`/api/${path}/${id}`)) as unknown as Item)); // one record is an item
    },
    async mailTo(address, subject) {
      const { items } = await get('/api/mailbox?limit=200');
      return items.filter(
        (mail) => JSON.stringify(mail).includes(address) && subject.test(String(mail['subject'])),
      );
    },
    async processesOf(definition) {
      return (await get(`/api/processes?definition=${definition}&limit=1`)).items;
    },
  };
}
