import type { Db } from './connect';

export interface IdempotentRequest {
  actorId: string;
  key: string;
  method: string;
  path: string;
  bodyHash: string;
}

interface KeyRow {
  method: string;
  path: string;
  body_hash: string;
  state: 'running' | 'done';
  status: number;
  headers: Record<string, string> | null;
  body: string;
}

export interface StoredAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

export type KeyState =
  { state: 'new' } | { state: 'running' } | { state: 'other' } | { state: 'done'; answer: StoredAnswer };

/**
 * Takes the key: `new` = go on and then finish or abandon it; `done` = answer what is stored; `running` = 409;
 * `other` = the key was used for another request: 422. A key whose request died is free again after 30 seconds, twice as long as a command may take.
 */
export async function beginKey(db: Db, request: IdempotentRequest): Promise<KeyState> {
  const { actorId, key, method, path, bodyHash } = request;
  const taken = await db('idempotency_key')
    .insert({ actor_id: actorId, key, method, path, body_hash: bodyHash, state: 'running' })
    .onConflict(['actor_id', 'key'])
    .merge({ state: 'running', created_at: db.fn.now() })
    .whereRaw(
      "idempotency_key.state = 'running' and idempotency_key.created_at < now() - interval '30 seconds' and idempotency_key.body_hash = excluded.body_hash and idempotency_key.path = excluded.path and idempotency_key.method = excluded.method",
    )
    .returning('key');
  if (taken.length > 0) return { state: 'new' };
  const row = await db('idempotency_key').first<KeyRow | undefined>().where({ actor_id: actorId, key });
  if (!row) return { state: 'running' };
  if (row.body_hash !== bodyHash || row.method !== method || row.path !== path) return { state: 'other' };
  return row.state === 'done'
    ? { state: 'done', answer: { status: row.status, headers: row.headers ?? {}, body: row.body } }
    : { state: 'running' };
}

/** In the transaction of the change where there is one, so that the answer is kept exactly if the change is. */
export async function finishKey(
  db: Db,
  actorId: string,
  key: string,
  answer: StoredAnswer,
  created?: { entity: string; entityId: string },
): Promise<void> {
  await db('idempotency_key')
    .where({ actor_id: actorId, key })
    .update({
      state: 'done',
      status: answer.status,
      headers: JSON.stringify(answer.headers),
      body: answer.body,
      entity: created?.entity ?? null,
      entity_id: created?.entityId ?? null,
    });
}

/** The request failed in a way that may go better next time. */
export async function abandonKey(db: Db, actorId: string, key: string): Promise<void> {
  await db('idempotency_key').where({ actor_id: actorId, key, state: 'running' }).delete();
}

/** Keys are kept for a day. */
export async function deleteOldKeys(db: Db): Promise<number> {
  return db('idempotency_key').whereRaw("created_at < now() - interval '1 day'").delete();
}
