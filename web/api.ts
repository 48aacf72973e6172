import type { DataRecord, Label, Values } from './types';

export interface FieldError {
  pointer: string;
  code: string;
  message: Label;
}

/** An answer of the server that is no success; `titles` is for people, `code` for programs. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly titles: Label,
    readonly errors: FieldError[] = [],
    readonly requestId?: string,
    /** What the server adds for programs: who saved last, what failed. */
    readonly details: Values = {},
  ) {
    super(`${status} ${code}`);
  }
}

export interface RequestOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  body?: unknown;
  /** The version that was seen. */
  version?: number;
  /** The same key for the same intent: a repetition is then done once. */
  key?: string;
  signal?: AbortSignal;
}

const TRIES = 3;
const PROXY_TROUBLE = [502, 503, 504];

let signedOut: () => void = () => undefined;

/** What is done when the session has ended. */
export function whenSignedOut(handler: () => void): void {
  signedOut = handler;
}

export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}

/** A record, and whether this person may change or delete it: what the server's `Allow` names. */
export interface LoadedRecord {
  record: DataRecord;
  allow: string[];
}

export async function requestRecord(address: string): Promise<LoadedRecord> {
  const response = await answerOf(address, {});
  // the shape is the server's declared schema, which its own tests hold it to
  const record = (await parsed(response)) as DataRecord;
  return { record, allow: response.headers.get('allow')?.split(', ') ?? [] };
}

export async function request<Answer>(address: string, options: RequestOptions = {}): Promise<Answer> {
  const response = await answerOf(address, options);
  // the shape is the server's declared schema, which its own tests hold it to
  return (response.status === 204 ? undefined : await parsed(response)) as Answer;
}

/** The only place that talks to the server. Throws Problem, also when the server cannot be reached. */
async function answerOf(address: string, options: RequestOptions): Promise<Response> {
  const { method = 'GET', body, version, signal } = options;
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (method !== 'GET' && body !== undefined) headers['Content-Type'] = 'application/json';
  if (version !== undefined) headers['If-Match'] = `"v${version}"`;
  if (method === 'POST') headers['Idempotency-Key'] = options.key ?? newKey();
  const response = await send(address, {
    method,
    headers,
    body: body === undefined ? null : JSON.stringify(body),
    signal: signal ?? null,
  });
  if (response.ok) return response;
  const problem = await problemOf(response);
  if (problem.status === 401 && address !== '/api/session') signedOut();
  throw problem;
}

// A lost answer of a POST is asked for again with the same key, so it is done once.
async function send(address: string, init: RequestInit, attempt = 1): Promise<Response> {
  try {
    const response = await fetch(address, init);
    if (attempt < TRIES && init.method === 'GET' && PROXY_TROUBLE.includes(response.status))
      return await again();
    return response;
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    if (attempt < TRIES && (init.method === 'GET' || init.method === 'POST')) return again();
    throw new Problem(0, 'OFFLINE', {
      'zh-CN': '无法连接服务器，请检查网络后重试',
      en: 'The server cannot be reached; check your connection and try again',
    });
  }
  async function again(): Promise<Response> {
    await new Promise((resolve) => setTimeout(resolve, 300 * attempt));
    return send(address, init, attempt + 1);
  }
}

async function parsed(response: Response): Promise<unknown> {
  const text = await response.text();
  return text === '' ? undefined : JSON.parse(text);
}

async function problemOf(response: Response): Promise<Problem> {
  const body = await parsed(response).catch(() => undefined);
  // a proxy may answer anything; each property is checked by its fallback
  const { code, titles, errors, requestId, details } = (body ?? {}) as Partial<Problem>;
  return new Problem(
    response.status,
    code ?? `HTTP_${response.status}`,
    titles ?? { 'zh-CN': `服务器出错（${response.status}）`, en: `The server failed (${response.status})` },
    errors ?? [],
    requestId ?? response.headers.get('x-request-id') ?? undefined,
    details ?? {},
  );
}
