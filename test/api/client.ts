import { randomUUID } from 'node:crypto';
import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { matcher } from '../../api/http/match';
import { components } from '../../api/openapi';
import { createRoutes } from '../../api/routes';

export interface Reply {
  status: number;
  headers: Headers;
  text: string;
  /** Parsed JSON; tests reach into it. */
  body: ReplyBody;
}
export interface ReplyBody {
  [name: string]: ReplyBody;
}

/** A member of an answer that is an array. */
export function listIn(body: ReplyBody, name = 'items'): ReplyBody[] {
  return body[name] as unknown as ReplyBody[];
}

export interface Client {
  get(path: string, headers?: Record<string, string>): Promise<Reply>;
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>;
  patch(path: string, body: unknown, headers?: Record<string, string>): Promise<Reply>;
  delete(path: string, headers?: Record<string, string>, body?: unknown): Promise<Reply>;
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>;
}

/** Sends real requests, and checks every answer against what the route declares. */
export function createClient(url: string, token?: string): Client {
  const send: Client['send'] = async (method, path, body, headers = {}) => {
    const response = await fetch(url + path, {
      method,
      redirect: 'manual',
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && {
        // bytes of our own, not of a shared buffer
        body:
          typeof body === 'string'
            ? body
            : body instanceof Uint8Array
              ? (body as Uint8Array<ArrayBuffer>)
              : JSON.stringify(body),
      }),
    });
    const text = await response.text();
    const reply = {
      status: response.status,
      headers: response.headers,
      text,
      body: isJson(response) && text !== '' ? JSON.parse(text) : undefined,
    };
    conforms(method, path, reply);
    return reply;
  };
  return {
    send,
    get: (path, headers) => send('GET', path, undefined, headers),
    post: (path, body = {}, headers = { 'idempotency-key': randomUUID() }) =>
      send('POST', path, body, headers),
    patch: (path, body, headers) => send('PATCH', path, body, headers),
    delete: (path, headers, body) => send('DELETE', path, body, headers),
  };
}

function isJson(response: Response): boolean {
  return /json/.test(response.headers.get('content-type') ?? '');
}

const match = matcher(createRoutes());
const ajv = addFormats(new Ajv2020({ strict: false, allErrors: true }));
const validators = new Map<unknown, ValidateFunction>();

function conforms(method: string, path: string, reply: Reply): void {
  const found = match(method, path.split('?')[0] ?? '');
  const problem =
    reply.status >= 400 && reply.headers.get('content-type')?.startsWith('application/problem+json');
  const schema = problem
    ? { $ref: '#/components/schemas/problem' }
    : found && 'route' in found
      ? found.route.response
      : null;
  if (!schema || reply.status === 304 || (reply.status >= 400 && !problem)) return;
  if (!reply.headers.get('content-type')?.includes('json')) return;
  const validate =
    validators.get(schema) ?? ajv.compile({ ...schema, components: { schemas: components() } });
  validators.set(schema, validate);
  if (!validate(reply.body)) {
    throw new Error(
      `${method} ${path} → ${reply.status} is not what it declares: ${ajv.errorsText(validate.errors)}\n${reply.text.slice(0, 2000)}`,
    );
  }
}
