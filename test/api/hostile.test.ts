import { randomUUID } from 'node:crypto';
import { can, may } from '../../domain/permissions';
import { entityOf } from '../../domain/entity/catalogue';
import type { Route } from '../../api/http/route';
import { createRoutes } from '../../api/routes';
import type { Client, Reply } from './client';
import { startCompany, type Company, type Who } from './support';

// other tests share the machine; nothing here measures time
jest.setTimeout(60_000);

const routes = createRoutes();
const named = routes.map((route) => [`${route.method.toUpperCase()} ${route.path}`, route] as const);
const closed = named.filter(([, { permission }]) => permission !== 'public');
const withBody = named.filter(([, { body }]) => body !== undefined);

let company: Company;
let before: Record<string, number>;
beforeAll(async () => {
  company = await startCompany();
  before = await counts();
}, 60_000);
// nothing of all this may have changed anything
afterAll(async () => {
  expect(await counts()).toEqual(before);
  await company.stop();
});

const sent = (
  client: Client,
  { method, path, body: schema }: Route,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Reply> =>
  client.send(
    method.toUpperCase(),
    path.replace(/\{\w+\}/g, randomUUID()) + (path === '/api/search' ? '?q=x' : ''),
    schema ? body : undefined,
    { 'if-match': '"v1"', ...headers },
  );

/** Somebody who may call it. */
const caller = (route: Route): Client => company.as[allowed(route, 'admin') ? 'admin' : 'finance'];

function expectProblem(reply: Reply, status: number | number[], code?: string): void {
  expect([status].flat()).toContain(reply.status);
  expect(reply.headers.get('content-type')).toBe('application/problem+json');
  const { titles } = reply.body;
  expect(String(titles?.['zh-CN'])).toMatch(/\p{Script=Han}/u);
  expect(String(titles?.['en'])).toMatch(/[a-z]/);
  if (code !== undefined) expect(reply.body['code']).toBe(code);
}

test.each(closed)('%s does not know who has not signed in', async (_, route) => {
  expectProblem(await sent(company.nobody, route, {}), 401, 'UNAUTHENTICATED');
  expectProblem(
    await sent(
      company.nobody,
      route,
      {},
      { authorization: 'Bearer gx_wrong', cookie: 'guanxi=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' },
    ),
    401,
    'UNAUTHENTICATED',
  );
});

test.each(closed)(
  '%s refuses exactly the roles without its permission, and breaks for none',
  async (_, route) => {
    for (const [who, client] of Object.entries(company.as)) {
      const reply = await sent(client, route, {});
      if (allowed(route, who as Who)) {
        // a made-up id is not found, an empty body or query is not enough, and there is no worker here
        const lacks = route.query?.['required'] ? [400] : [];
        expect([200, 204, 404, 422, 409, 503, ...lacks]).toContain(reply.status);
        if (route.path.includes('{')) expect([404, 422, ...lacks]).toContain(reply.status);
      } else {
        expectProblem(reply, 403, 'FORBIDDEN');
      }
    }
  },
);

function allowed({ permission }: Route, who: Who): boolean {
  const role = { otherManager: 'manager', otherRep: 'rep' }[who as string] ?? who;
  if (typeof permission === 'object')
    return can({ roles: [role] }, permission.verb, entityOf(permission.entity)) !== 'none';
  return permission === 'signedIn' || permission === 'public' || may({ roles: [role] }, permission);
}

const BROKEN: [string, string, number, string][] = [
  ['half a body', '{"name":', 400, 'INVALID_JSON'],
  ['a key twice', '{"a":1,"a":2}', 400, 'INVALID_JSON'],
  ['__proto__', '{"__proto__":{"roles":["admin"]}}', 400, 'INVALID_JSON'],
  ['constructor inside', '{"a":{"constructor":{"prototype":{}}}}', 400, 'INVALID_JSON'],
  ['a hundred levels', '{"a":'.repeat(100) + '1' + '}'.repeat(100), 400, 'INVALID_JSON'],
  ['a number too large', '{"amount":12345678901234567890}', 400, 'INVALID_JSON'],
  ['half a character', '{"name":"\\ud800"}', 400, 'INVALID_JSON'],
  ['NUL', '{"name":"a\\u0000b"}', 400, 'INVALID_JSON'],
  ['two megabytes', JSON.stringify({ name: 'x'.repeat(2 * 1024 * 1024) }), 413, 'BODY_TOO_LARGE'],
];

describe.each(withBody)('%s', (_, route) => {
  test('refuses every broken body with its code', async () => {
    for (const [, body, status, code] of BROKEN)
      expectProblem(await sent(caller(route), route, body), status, code);
  });

  test('takes JSON in UTF-8 only', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    expectProblem(await sent(caller(route), route, 'name=x', form), 415, 'UNSUPPORTED_MEDIA_TYPE');
    expectProblem(
      await sent(caller(route), route, '{}', { 'content-type': 'application/json; charset=gbk' }),
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    );
    expectProblem(
      await sent(caller(route), route, '{}', { 'content-encoding': 'gzip' }),
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    );
    expectProblem(await sent(caller(route), route, new Uint8Array([0x7b, 0xff, 0x7d])), 400, 'INVALID_JSON');
  });

  test('refuses unknown fields and other types', async () => {
    // a record that is not there is not found before its fields are looked at
    const expected = route.method === 'patch' ? [404] : [422];
    for (const body of [{ isAdmin: true }, [], 'text', 1, null])
      expectProblem(await sent(caller(route), route, JSON.stringify(body)), expected);
  });
});

test.each(closed)('%s refuses what it does not know in the query', async (_, route) => {
  const path = route.path.replace(/\{\w+\}/g, randomUUID());
  for (const query of ['?nonsense=1', '?limit=1&limit=2', '?__proto__=1', '?q=%00', '?q=%ff', '?q=%']) {
    expectProblem(
      await caller(route).send(route.method.toUpperCase(), path + query, route.body ? {} : undefined),
      400,
      'BAD_REQUEST',
    );
  }
});

const lists = named.filter(
  ([, { permission, method, path }]) =>
    typeof permission === 'object' && method === 'get' && !path.includes('{'),
);

test.each(lists)('%s takes no SQL, no wild cursors and no wild limits', async (_, { path }) => {
  const wrong: [string, string, string][] = [
    ['sort', 'name; drop table customer', 'SORT_INVALID'],
    ['sort', '(select password_hash from employee limit 1)', 'SORT_INVALID'],
    ['sort', 'passwordHash', 'SORT_INVALID'],
    ['filter', '1=1; delete from customer', 'FILTER_INVALID'],
    ['filter', "passwordHash != ''", 'FILTER_INVALID'],
    ['filter', "number == '' || true ||", 'FILTER_INVALID'],
    ['filter', `${'('.repeat(500)}true${')'.repeat(500)}`, 'FILTER_INVALID'],
    ['cursor', 'bm90IGEgY3Vyc29y', 'CURSOR_INVALID'],
    ['limit', '0', 'BAD_REQUEST'],
    ['limit', '201', 'BAD_REQUEST'],
    ['limit', 'ten', 'BAD_REQUEST'],
    ['fields', 'number,password_hash', 'BAD_REQUEST'],
    ['fields', '*', 'BAD_REQUEST'],
  ];
  for (const [name, value, code] of wrong)
    expectProblem(await company.as.admin.get(`${path}?${name}=${encodeURIComponent(value)}`), 400, code);
});

test('what is not there is 404, what is there with another method is 405', async () => {
  const { rep } = company.as;
  for (const path of [
    '/api',
    '/api/',
    '/api/nothing',
    '/api/customers/',
    '/api/tasks//completion',
    '/api/customers/%00',
    '/api/customers/%',
    '/API/tasks',
    '/nothing.js',
  ]) {
    expectProblem(await rep.get(path), 404, 'NOT_FOUND');
  }
  const reply = await rep.send('PUT', '/api/customers', {});
  expectProblem(reply, 405, 'METHOD_NOT_ALLOWED');
  expect(reply.headers.get('allow')).toBe('GET, POST');
  for (const method of ['OPTIONS', 'PROPFIND'])
    expect((await rep.send(method, '/api/customers')).status).toBe(405);
});

test('an id that is none is not found', async () => {
  for (const id of [
    '1',
    "'",
    '%27%20or%201=1--',
    'undefined',
    '00000000-0000-0000-0000-000000000000',
    'x'.repeat(2000),
  ]) {
    for (const path of ['customers', 'tasks', 'processes', 'messages', 'mailbox', 'dunning'])
      expectProblem(await company.as.admin.get(`/api/${path}/${id}`), 404);
  }
});

test('a wrong Idempotency-Key or If-Match is said to be one', async () => {
  const { rep } = company.as;
  for (const key of ['', ' ', 'x'.repeat(256), 'a b'])
    expectProblem(
      await rep.post('/api/customers', { name: '不应创建' }, { 'idempotency-key': key }),
      400,
      'IDEMPOTENCY_KEY_INVALID',
    );
  expectProblem(
    await rep.patch(`/api/customers/${randomUUID()}`, {}, { 'if-match': 'nonsense' }),
    412,
    'VERSION_CONFLICT',
  );
});

async function counts(): Promise<Record<string, number>> {
  const own = ['api_token', 'session', 'idempotency_key'];
  const tables = await company.db('pg_tables').where({ schemaname: 'public' }).pluck<string[]>('tablename');
  const entries = tables
    .filter((table) => !own.includes(table))
    .sort()
    .map(
      async (table) =>
        [table, Number((await company.db(table).count<{ count: number }[]>())[0]?.count)] as const,
    );
  return Object.fromEntries(await Promise.all(entries));
}
