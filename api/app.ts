import { randomUUID } from 'node:crypto';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { DomainError } from '../domain/errors';
import type { Deps } from './deps';
import { dispatcher, finished, send } from './http/dispatch';
import { limits } from './http/limits';
import { isOurFault, problemAnswer } from './http/problem';
import { securityHeaders } from './http/security';
import { statics } from './http/statics';
import { createRoutes } from './routes';

/** The HTTP application: the API, health and metrics, and the browser application's files. It listens to nothing itself. */
export function createApp(deps: Deps): Express {
  const app = express();
  app
    .disable('x-powered-by')
    .disable('etag')
    .set('query parser', false)
    .set('trust proxy', deps.config.proxies);
  app.use(recorded(deps));
  app.use(securityHeaders(deps.config.publicUrl));
  for (const limit of limits(deps.config)) app.use('/api', limit);
  app.use(dispatcher(createRoutes(), deps));
  app.use(statics(deps.config.webDirectory));
  app.use((request: Request) => {
    throw new DomainError('NOT_FOUND', { path: request.path.slice(0, 200) });
  });
  app.use(failed(deps));
  return app;
}

/** Every request has an id, which the caller may choose, and leaves one line and one measurement. */
function recorded({ log, metrics }: Deps) {
  return (request: Request, response: Response, next: NextFunction) => {
    const requestId = requestIdOf(request.get('x-request-id'));
    const began = process.hrtime.bigint();
    response.locals['requestId'] = requestId;
    response.setHeader('X-Request-Id', requestId);
    response.once('close', () => {
      const seconds = Number(process.hrtime.bigint() - began) / 1e9;
      const route = typeof response.locals['route'] === 'string' ? response.locals['route'] : 'other';
      const status = response.writableFinished ? response.statusCode : 499;
      metrics.observe(route, request.method, status, seconds);
      const level = route === '/livez' || route === '/readyz' ? 'debug' : 'info';
      log[level]({
        requestId,
        method: request.method,
        route,
        status,
        ms: Math.round(seconds * 1e4) / 10,
        actorId: response.locals['actorId'] || undefined,
      });
    });
    next();
  };
}

function requestIdOf(given: string | undefined): string {
  return given !== undefined && /^[\w.-]{1,64}$/.test(given) ? given : randomUUID();
}

/** The one place where an error becomes an answer. */
function failed({ log }: Deps) {
  // Express knows an error handler by its four parameters
  return (cause: unknown, request: Request, response: Response, _next: NextFunction) => {
    const requestId = String(response.locals['requestId']);
    if (isOurFault(cause)) log.error({ requestId, err: cause });
    if (response.headersSent) return void response.destroy();
    send(request, response, finished({}, problemAnswer(cause, requestId)));
  };
}
