import type { IncomingMessage } from 'node:http';
import { DomainError } from '../../domain/errors';

export const MAX_BODY = 1024 * 1024;
const MAX_DRAINED = 16 * MAX_BODY;

/** The body as text. BODY_TOO_LARGE, UNSUPPORTED_MEDIA_TYPE, or INVALID_JSON when it is not UTF-8. */
export async function readBody(request: IncomingMessage): Promise<string> {
  const bytes = await readBytes(request);
  if (bytes.length === 0) return '';
  checkType(request);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    throw new DomainError('INVALID_JSON', { reason: 'encoding' });
  }
}

// A client that still writes would not read our refusal, so what is too much is read to its end and thrown away.
async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    // a request without an encoding gives buffers
    const bytes = chunk as Buffer;
    size += bytes.length;
    if (size <= MAX_BODY) chunks.push(bytes);
    if (size > MAX_DRAINED) break;
  }
  if (size > MAX_BODY) throw new DomainError('BODY_TOO_LARGE', { limit: MAX_BODY });
  return Buffer.concat(chunks);
}

function checkType({ headers }: IncomingMessage): void {
  const [type, ...parameters] = (headers['content-type'] ?? '').toLowerCase().split(';');
  const charset =
    parameters.map((parameter) => /^\s*charset="?([^"\s]*)"?\s*$/.exec(parameter)?.[1]).find(Boolean) ??
    'utf-8';
  const isJson = /^application\/(json|merge-patch\+json)$/.test((type ?? '').trim());
  const isPlain = (headers['content-encoding'] ?? 'identity') === 'identity';
  if (!isJson || charset !== 'utf-8' || !isPlain)
    throw new DomainError('UNSUPPORTED_MEDIA_TYPE', { expected: 'application/json; charset=utf-8' });
}
