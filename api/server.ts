import { createServer, IncomingMessage, ServerResponse, type Server } from 'node:http';
import type { Express } from 'express';

/**
 * An HTTP server whose requests and responses already have the application's prototypes. Express otherwise changes the
 * prototype of both on every request, which on Node 20 costs more than the rest of Express; see bench/.
 */
export function createHttpServer(app: Express): Server {
  const server = createServer(
    {
      IncomingMessage: subclass(IncomingMessage, app.request),
      ServerResponse: subclass(ServerResponse, app.response),
    },
    app,
  );
  // longer than any proxy before us keeps a connection, so that it never sends into a closing one
  server.keepAliveTimeout = 65_000;
  server.requestTimeout = 60_000;
  server.headersTimeout = 20_000;
  return server;
}

// A class has a fixed `prototype`, so this is a plain constructor, as node's own two are.
function subclass<Base extends typeof IncomingMessage | typeof ServerResponse>(
  base: Base,
  prototype: object,
): Base {
  function Constructor(this: object, ...args: unknown[]): void {
    Reflect.apply(base, this, args);
  }
  Constructor.prototype = prototype;
  // it constructs what `base` constructs, with another prototype
  return Constructor as unknown as Base;
}
