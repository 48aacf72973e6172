import type { EntityKey } from '../../domain/generated/entities';
import type { Operation, Verb } from '../../domain/permissions';
import type { Db } from '../../db/connect';
import type { RecordContext } from '../../db/context';
import type { Principal } from '../auth/principal';
import type { Deps } from '../deps';

export type Schema = Record<string, unknown>;

/** Who may call a route: anybody, anybody who is signed in, holders of an operation, or of a right to an entity. */
export type Permission = 'public' | 'signedIn' | Operation | { entity: EntityKey; verb: Verb };

export type Tag =
  | 'session'
  | 'meta'
  | 'records'
  | 'tasks'
  | 'processes'
  | 'definitions'
  | 'reports'
  | 'dunning'
  | 'messages'
  | 'operations';

/** A body is sent as JSON; a text goes out as it is, with the Content-Type of `headers`. */
export interface Answer {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
  /** What came into being, kept with the Idempotency-Key. */
  created?: { entity: string; entityId: string };
}

/** A request whose every part has been checked against the route's schemas. */
export interface Call<Body = unknown, Query = unknown> {
  params: Record<string, string>;
  query: Query;
  body: Body;
  /** The body as it was sent, for what needs lines and columns. */
  text: string;
  who: Principal;
  context: RecordContext;
  requestId: string;
  /** Of the client; behind a proxy what that proxy says. */
  address: string;
  /** Stable for a request that is sent again with the same Idempotency-Key. */
  commandId: string;
  header(name: string): string | undefined;
  deps: Deps;
  /** One transaction for the change and for the answer that is kept for its Idempotency-Key. */
  write(work: (trx: Db) => Promise<Answer>): Promise<Answer>;
}

export interface Route {
  method: 'get' | 'post' | 'patch' | 'put' | 'delete';
  /** OpenAPI's way: `/api/tasks/{id}`. */
  path: string;
  tag: Tag;
  summary: string;
  permission: Permission;
  query?: Schema;
  body?: Schema;
  /** Of the body of a good answer; null = there is none. */
  response: Schema | null;
  status?: number;
  /** Other than JSON. */
  contentType?: string;
  /** The schema is for the documentation: what the handler calls checks the body itself, by the person's own fields. */
  parsesBody?: true;
  handle(call: Call): Promise<Answer>;
}

type Handled<Body, Query> = Omit<Route, 'handle'> & { handle(call: Call<Body, Query>): Promise<Answer> };

/** Declares a route. `Body` and `Query` are what its schemas let through: the dispatcher checks both before it calls. */
export function route<Body = unknown, Query = unknown>(declared: Handled<Body, Query>): Route {
  return declared;
}

/** Refuses to start with a route that nobody thought about. */
export function checkRoutes(routes: Route[]): Route[] {
  const seen = new Set<string>();
  for (const { method, path, permission, body, summary } of routes) {
    const name = `${method.toUpperCase()} ${path}`;
    const wrong =
      (!permission && 'has no permission') ||
      (!summary && 'has no summary') ||
      (seen.has(name) && 'is declared twice') ||
      (!['get', 'delete'].includes(method) && !body && 'has no body schema');
    if (wrong) throw new Error(`The route ${name} ${wrong}.`);
    seen.add(name);
  }
  return routes;
}
