import type { Knex } from 'knex';
import { rawConnection, type Db } from './connect';
import { statementName } from './statementName';

/** A statement whose answer nobody needs; knex builds its SQL. */
export type Write = Knex.QueryBuilder | Knex.Raw;

/** Puts statements on the wire in this order, without waiting for the answers of those before; null is none. */
export type Send = (...writes: (Write | null)[]) => void;

/** Of one with more values, as of many rows at once, the same text hardly comes again. */
const MOST_VALUES_PREPARED = 40;

/**
 * Work in a transaction that sends what it writes and waits for all answers at its end. Whatever it reads meanwhile sees
 * what was sent before, because a connection serves its statements in order. The first write that failed is the error:
 * those behind it fail only because the transaction is broken.
 */
export async function pipelined<Result>(trx: Db, work: (send: Send) => Promise<Result>): Promise<Result> {
  const connection = await rawConnection(trx);
  const answers: Promise<unknown>[] = [];
  const send: Send = (...writes) => {
    for (const write of writes) {
      if (!write) continue;
      const answer = connection.query(statementOf(write));
      answers.push(answer);
      // It is waited for below; until then its failure is not one that nobody handles.
      answer.catch(() => undefined);
    }
  };
  try {
    const result = await work(send);
    await Promise.all(answers);
    return result;
  } catch (error) {
    const failed = (await Promise.allSettled(answers)).find((answer) => answer.status === 'rejected');
    throw failed ? failed.reason : error;
  }
}

function statementOf(write: Write) {
  const { sql: text, bindings: values } = write.toSQL().toNative();
  const name = values.length > MOST_VALUES_PREPARED ? {} : { name: statementName(text) };
  return { ...name, text, values: [...values] };
}
