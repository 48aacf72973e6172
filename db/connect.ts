import { knex, type Knex } from 'knex';
import { types } from 'pg';

export type Db = Knex;

/** What `connection.query` of pg takes; `name` makes it a prepared statement of that connection. */
export interface Statement {
  name?: string;
  text: string;
  values: unknown[];
}

export interface PoolOptions {
  max?: number;
  applicationName?: string;
  /** Milliseconds after which a statement is broken off (SQLSTATE 57014); never when it is absent. */
  statementTimeout?: number;
}

/** One pool of connections; close it with `db.destroy()`. Dates stay text, numbers of SQL `numeric` stay exact text. */
export function connect(url: string, options: PoolOptions = {}): Db {
  const connection = {
    connectionString: url,
    application_name: options.applicationName ?? 'guanxi',
    options: `-c TimeZone=UTC -c lock_timeout=10s -c idle_in_transaction_session_timeout=60s -c statement_timeout=${options.statementTimeout ?? 0}`,
    types: TYPES,
    // What is sent without waiting, as by db/pipeline.ts, goes out at once. knex hands it to pg and has no type for it.
    pipeline: true,
  };
  return knex({
    client: 'pg',
    connection,
    pool: { min: 0, max: options.max ?? 10 },
    acquireConnectionTimeout: 5_000,
  });
}

/** Runs one statement on a connection of the pool, or on the transaction's own, past knex's SQL builder. */
export async function run<Row>(db: Db, statement: Statement): Promise<Row[]> {
  const client = clientOf(db);
  const connection = await client.acquireConnection();
  try {
    const { rows } = await connection.query(statement);
    // the caller names the columns that its SQL selects
    return rows as Row[];
  } finally {
    await client.releaseConnection(connection);
  }
}

/**
 * Runs statements in this order without waiting between them, which one connection guarantees: what comes behind a lock
 * sees what was committed before the lock was got. Gives the rows of each.
 */
export async function runInOrder(db: Db, ...statements: Statement[]): Promise<unknown[][]> {
  const client = clientOf(db);
  const connection = await client.acquireConnection();
  try {
    const answers = await Promise.all(statements.map((statement) => connection.query(statement)));
    return answers.map(({ rows }) => rows);
  } finally {
    await client.releaseConnection(connection);
  }
}

/** The connection that a transaction has for itself; it is given back with the transaction. */
export function rawConnection(trx: Db): Promise<RawConnection> {
  return clientOf(trx).acquireConnection();
}

export interface RawConnection {
  query(statement: Statement): Promise<{ rows: unknown[] }>;
}

/** The same object for a pool of connections and for all of its transactions. */
export function poolOf(db: Db): object {
  return clientOf(db).config;
}

function clientOf(db: Db) {
  // knex types its client as unknown; the functions are its documented way to a raw connection
  return db.client as {
    config: object;
    acquireConnection(): Promise<RawConnection>;
    releaseConnection(connection: RawConnection): Promise<void>;
  };
}

const INT8 = 20;
const DATE = 1082;

// Counters and identities stay far below 2^53, so bigint is read as a number.
const OURS = new Map<number, (value: string) => unknown>([
  [INT8, Number],
  [DATE, (value) => value],
]);

const TYPES = {
  getTypeParser: (oid: number, format: string): unknown =>
    // pg asks for text everywhere; its overloads tie the format to the parser's argument
    OURS.get(oid) ?? (types.getTypeParser(oid, format as 'text') as unknown),
};
