import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import express, { Router, type RequestHandler } from 'express';

/**
 * The built browser application. Files under assets/ carry a hash in their name and are kept for ever. Every other address
 * without a dot gets index.html, and each of Studio and of reports, whose keys have dots: the application routes by itself.
 */
export function statics(directory: string): RequestHandler {
  const router = Router();
  const page = join(directory, 'index.html');
  router.use(
    '/assets',
    express.static(join(directory, 'assets'), {
      immutable: true,
      maxAge: '365d',
      index: false,
      fallthrough: true,
    }),
  );
  router.use(express.static(directory, { index: false, maxAge: 0 }));
  router.get(/^\/(?!api\/|api$)(?:(?:studio|reports)\/.*|[^.]*)$/, (request, response, next) => {
    if (!request.accepts('html') || !existsSync(page)) return next();
    response
      .set({ 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-cache' })
      .send(readFileSync(page));
  });
  return router;
}
