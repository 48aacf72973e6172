import type { IncomingHttpHeaders } from 'node:http';
import { DomainError } from '../../domain/errors';

/**
 * Refuses changes that another site's page asks a browser for (CROSS_ORIGIN). A browser says where a request comes from in
 * Sec-Fetch-Site, an older one in Origin; who says neither is not a browser and has no cookie that it did not take itself.
 */
export function refuseOtherSites(method: string, headers: IncomingHttpHeaders, publicUrl: string): void {
  if (['GET', 'HEAD', 'OPTIONS'].includes(method)) return;
  const site = headers['sec-fetch-site'];
  if (site === 'same-origin' || site === 'none') return;
  const { origin } = headers;
  if (site === undefined && origin === undefined) return;
  if (origin !== undefined && isOurs(origin, headers.host, publicUrl)) return;
  throw new DomainError('CROSS_ORIGIN');
}

function isOurs(origin: string, host: string | undefined, publicUrl: string): boolean {
  if (!URL.canParse(origin)) return false;
  return new URL(origin).host === host || origin === new URL(publicUrl).origin;
}
