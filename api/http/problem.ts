import { DomainError, ERRORS, type ErrorCode, type ErrorSpec, type FieldError } from '../../domain/errors';
import type { Answer } from './route';

/** RFC 9457, with a stable code and both languages. `details` holds values, never what a person may not see. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: ErrorCode;
  titles: { 'zh-CN': string; en: string };
  details?: Record<string, unknown>;
  errors?: FieldError[];
  requestId: string;
}

/** The answer to a request that failed. What is not ours to explain is INTERNAL, and says nothing about itself. */
export function problemAnswer(cause: unknown, requestId: string): Answer {
  const error = toDomainError(cause);
  const { status, title, at }: ErrorSpec = ERRORS[error.code];
  const isAtField = error.fields.length === 0 && at !== undefined;
  const fields = isAtField ? [{ pointer: at, code: error.code, message: title }] : error.fields;
  const problem: Problem = {
    type: `urn:guanxi:error:${error.code}`,
    title: title['zh-CN'],
    status,
    code: error.code,
    titles: title,
    ...(Object.keys(error.details).length > 0 && { details: error.details }),
    ...(fields.length > 0 && { errors: fields }),
    requestId,
  };
  return { status, headers: { 'Content-Type': 'application/problem+json', ...hints(error) }, body: problem };
}

/** Whether nobody is to blame but us. */
export function isOurFault(cause: unknown): boolean {
  return ERRORS[toDomainError(cause).code].status >= 500;
}

function toDomainError(cause: unknown): DomainError {
  if (cause instanceof DomainError) return cause;
  return new DomainError(isPassing(cause) ? 'UNAVAILABLE' : 'INTERNAL');
}

// PostgreSQL starts, stops, is full or cannot be reached; a deadlock or a serialization failure goes better next time.
const PASSING = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  '53300',
  '57P01',
  '57P02',
  '57P03',
  '08006',
  '08001',
  '40001',
  '40P01',
  '55P03',
  '57014',
  '25P03',
]);

function isPassing(cause: unknown): boolean {
  if (typeof cause !== 'object' || cause === null) return false;
  const { name, code, message } = cause as { name?: unknown; code?: unknown; message?: unknown }; // every object may have them
  if (
    name === 'KnexTimeoutError' ||
    /^Connection terminated|timeout exceeded when trying to connect/.test(String(message))
  )
    return true;
  return typeof code === 'string' && PASSING.has(code);
}

const COME_AGAIN: ReadonlySet<ErrorCode> = new Set(['UNAVAILABLE', 'SCHEMA_BEHIND', 'TOO_MANY_REQUESTS']);

function hints(error: DomainError): Record<string, string> {
  const { retryAfter, allow } = error.details;
  if (error.code === 'METHOD_NOT_ALLOWED') return { Allow: String(allow) };
  if (error.code === 'UNAUTHENTICATED') return { 'WWW-Authenticate': 'Bearer realm="guanxi"' };
  if (COME_AGAIN.has(error.code)) return { 'Retry-After': String(retryAfter ?? 2) };
  return {};
}
