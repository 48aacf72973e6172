import { createHash } from 'node:crypto';
import { DomainError } from '../../domain/errors';
import { abandonKey, beginKey, finishKey, type StoredAnswer } from '../../db/idempotency';
import type { Db } from '../../db/connect';

export interface KeyedRequest {
  actorId: string;
  key: string;
  method: string;
  path: string;
  text: string;
}

export type Keep = (
  trx: Db,
  answer: StoredAnswer,
  created?: { entity: string; entityId: string },
) => Promise<void>;

/** Idempotency-Key: 1 to 255 printable ASCII characters. */
export function keyOf(header: string | undefined): string | undefined {
  if (header !== undefined && !/^[\x21-\x7e]{1,255}$/.test(header))
    throw new DomainError('IDEMPOTENCY_KEY_INVALID');
  return header;
}

/**
 * Does the work once for a key: a repeated request gets the answer of the first. IDEMPOTENCY_RUNNING while that one is
 * under way, IDEMPOTENCY_MISMATCH for another request with the key. A refused request changed nothing, so its key is free
 * again. `keep` stores the answer in the work's own transaction, where it has one.
 */
export async function once(
  db: Db,
  request: KeyedRequest,
  work: (keep: Keep) => Promise<StoredAnswer>,
): Promise<StoredAnswer> {
  const { actorId, key, method, path, text } = request;
  const state = await beginKey(db, {
    actorId,
    key,
    method,
    path,
    bodyHash: createHash('sha256').update(text).digest('hex'),
  });
  if (state.state === 'running') throw new DomainError('IDEMPOTENCY_RUNNING', { retryAfter: 1 });
  if (state.state === 'other') throw new DomainError('IDEMPOTENCY_MISMATCH');
  if (state.state === 'done')
    return { ...state.answer, headers: { ...state.answer.headers, 'Idempotency-Replayed': 'true' } };
  let isKept = false;
  try {
    const answer = await work(async (trx, kept, created) => {
      await finishKey(trx, actorId, key, kept, created);
      isKept = true;
    });
    if (!isKept) await finishKey(db, actorId, key, answer);
    return answer;
  } catch (error) {
    await abandonKey(db, actorId, key).catch(() => undefined);
    throw error;
  }
}
