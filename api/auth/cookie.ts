import type { IncomingMessage } from 'node:http';
import { SESSION_LIMITS } from '../../db/sessions';

// A browser takes a __Host- cookie only over https, for the whole host and from that host itself.
const SECURE_NAME = '__Host-guanxi';
const PLAIN_NAME = 'guanxi';

export function sessionIdOf(request: IncomingMessage): string | undefined {
  const pairs = (request.headers.cookie ?? '').split(/; */).map((pair) => pair.split('=', 2));
  const found = pairs.find(([name]) => name === SECURE_NAME) ?? pairs.find(([name]) => name === PLAIN_NAME);
  return found?.[1] !== undefined && /^[\w-]{20,100}$/.test(found[1]) ? found[1] : undefined;
}

export function sessionCookie(sessionId: string, secure: boolean): string {
  return cookie(sessionId, SESSION_LIMITS.absoluteHours * 3600, secure);
}

export function endedCookie(secure: boolean): string {
  return cookie('', 0, secure);
}

function cookie(value: string, seconds: number, secure: boolean): string {
  const name = secure ? SECURE_NAME : PLAIN_NAME;
  return `${name}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${seconds}${secure ? '; Secure' : ''}`;
}
