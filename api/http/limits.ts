import { rateLimit } from 'express-rate-limit';
import type { Request, RequestHandler } from 'express';
import { DomainError } from '../../domain/errors';
import type { Config } from '../config';

/** How many requests, and how many sign-ins, one address may send in a minute. */
export function limits({ rateLimit: all, loginLimit }: Config): RequestHandler[] {
  const isSignIn = (request: Request) => request.method === 'POST' && request.path === '/session';
  return [
    ...(all > 0 ? [perMinute(all, () => false)] : []),
    ...(loginLimit > 0 ? [perMinute(loginLimit, (request) => !isSignIn(request))] : []),
  ];
}

function perMinute(limit: number, skip: (request: Request) => boolean): RequestHandler {
  return rateLimit({
    windowMs: 60_000,
    limit,
    skip,
    standardHeaders: false,
    legacyHeaders: false,
    // thrown here, it becomes a problem document like every other refusal
    handler: (_request, _response, next) => next(new DomainError('TOO_MANY_REQUESTS', { retryAfter: 60 })),
  });
}
