import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { DomainError } from '../../domain/errors';
import { schemaGate } from '../../db/migrate';
import type { StoredAnswer } from '../../db/idempotency';
import { admit, NOBODY, type Principal } from '../auth/principal';
import { refuseOtherSites } from '../auth/origin';
import type { Deps } from '../deps';
import { readBody } from './body';
import { parseJson } from './json';
import { keyOf, once } from './keep';
import { matcher } from './match';
import { parseQuery } from './query';
import type { Answer, Call, Route } from './route';
import { bodyCheck, queryCheck, type Check } from './validate';

interface Checks {
  query: Check;
  body: Check | null;
}

/** Calls the route of a request: who it is, whether they may, whether it makes sense, and then the handler. */
export function dispatcher(routes: Route[], deps: Deps): RequestHandler {
  const match = matcher(routes);
  const checks = compiled();
  const requireSchema = schemaGate(deps.db);
  return async (request: Request, response: Response, next: NextFunction) => {
    const [path = '/', search = ''] = request.url.split('?', 2);
    const found = match(request.method, path);
    if (!found) return next();
    if ('allow' in found) throw new DomainError('METHOD_NOT_ALLOWED', { allow: found.allow.join(', ') });
    const { route, params } = found;
    response.locals['route'] = route.path;
    refuseOtherSites(request.method, request.headers, deps.config.publicUrl);
    // health is asked about while the database is away, or older than this program
    const isHealth = route.tag === 'operations';
    if (!isHealth) await requireSchema();
    const who = isHealth ? NOBODY : await deps.identities.identify(request);
    response.locals['actorId'] = who.id;
    admit(route, who);
    const query = parseQuery(search);
    checks(route).query(query);
    const { text, body } = await bodyOf(request, route, checks(route).body);
    const call = { params, query, body, text, who, ...about(request, response, who), deps };
    send(request, response, await answered(route, request, path, call));
  };
}

function compiled(): (route: Route) => Checks {
  const known = new Map<Route, Checks>();
  return (route) => {
    const present = known.get(route);
    if (present) return present;
    const query = { type: 'object', additionalProperties: false, ...route.query };
    const checks = {
      query: queryCheck(query),
      body: route.body && !route.parsesBody ? bodyCheck(route.body) : null,
    };
    known.set(route, checks);
    return checks;
  };
}

async function bodyOf(
  request: Request,
  route: Route,
  check: Check | null,
): Promise<{ text: string; body: unknown }> {
  if (!route.body) return { text: '', body: undefined };
  const text = await readBody(request);
  // a change without a body is the same as one with nothing to say
  const body = text === '' ? {} : parseJson(text);
  check?.(body);
  return { text, body };
}

type About = Pick<Call, 'context' | 'requestId' | 'header' | 'address'>;

function about(request: Request, response: Response, who: Principal): About {
  const requestId = String(response.locals['requestId']);
  return {
    requestId,
    header: (name) => request.get(name),
    address: request.ip ?? '',
    context: { actorId: who.id || null, roles: who.roles, requestId },
  };
}

type Unkept = Omit<Call, 'write' | 'commandId'>;

async function answered(route: Route, request: Request, path: string, call: Unkept): Promise<StoredAnswer> {
  const { db } = call.deps;
  const key =
    route.method === 'post' && call.who.id !== '' ? keyOf(request.get('idempotency-key')) : undefined;
  if (key === undefined) {
    const write: Call['write'] = (work) => db.transaction((trx) => work(trx));
    return finished(route, await route.handle({ ...call, write, commandId: randomUUID() }));
  }
  const keyed = { actorId: call.who.id, key, method: request.method, path, text: call.text };
  return once(db, keyed, async (keep) => {
    const write: Call['write'] = (work) =>
      db.transaction(async (trx) => {
        const answer = await work(trx);
        await keep(trx, finished(route, answer), answer.created);
        return answer;
      });
    return finished(route, await route.handle({ ...call, write, commandId: `${call.who.id}:${key}` }));
  });
}

export function finished(route: Pick<Route, 'status' | 'contentType'>, answer: Answer): StoredAnswer {
  const status = answer.status ?? route.status ?? 200;
  const headers = {
    'Content-Type': route.contentType ?? 'application/json; charset=utf-8',
    ...answer.headers,
  };
  if (answer.body === undefined)
    return { status: answer.status ?? route.status ?? 204, headers: answer.headers ?? {}, body: '' };
  return {
    status,
    headers,
    body: typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body),
  };
}

export function send(request: Request, response: Response, answer: StoredAnswer): void {
  response.statusCode = answer.status;
  response.setHeader('Cache-Control', 'no-store');
  for (const [name, value] of Object.entries(answer.headers)) response.setHeader(name, value);
  if (answer.body !== '') response.setHeader('Content-Length', Buffer.byteLength(answer.body));
  response.end(request.method === 'HEAD' ? undefined : answer.body);
}
