import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect as connectSocket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { useCompany } from './support';

const web = mkdtempSync(join(tmpdir(), 'guanxi-web-'));
mkdirSync(join(web, 'assets'));
writeFileSync(join(web, 'index.html'), '<!doctype html><title>Guanxi</title>');
writeFileSync(join(web, 'assets', 'app-1a2b.js'), 'export {};');

const company = useCompany({ env: { GUANXI_WEB: web, GUANXI_PUBLIC_URL: 'https://crm.example' } });
afterAll(() => rmSync(web, { recursive: true }));

test('headers of an answer', async () => {
  const { headers } = await company.as.rep.get('/api/session', { 'x-request-id': 'story-1' });
  const { date: _, 'content-length': __, ...rest } = Object.fromEntries(headers);
  expect(rest).toMatchInlineSnapshot(`
   {
     "cache-control": "no-store",
     "connection": "keep-alive",
     "content-security-policy": "default-src 'self';object-src 'none';base-uri 'none';form-action 'self';frame-ancestors 'none';img-src 'self' data:;upgrade-insecure-requests",
     "content-type": "application/json; charset=utf-8",
     "cross-origin-opener-policy": "same-origin",
     "cross-origin-resource-policy": "same-origin",
     "keep-alive": "timeout=65",
     "origin-agent-cluster": "?1",
     "referrer-policy": "same-origin",
     "strict-transport-security": "max-age=31536000; includeSubDomains",
     "x-content-type-options": "nosniff",
     "x-dns-prefetch-control": "off",
     "x-download-options": "noopen",
     "x-frame-options": "DENY",
     "x-permitted-cross-domain-policies": "none",
     "x-request-id": "story-1",
     "x-xss-protection": "0",
   }
  `);
});

test('a request id is made where none, or no good one, is given, and problems carry it', async () => {
  const made = await company.as.rep.get('/api/tasks/none', { 'x-request-id': 'two words' });
  expect(made.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  expect(made.body['requestId']).toBe(made.headers.get('x-request-id'));
});

test('over https the cookie is Secure and bound to the host', async () => {
  const { PASSWORD } = await import('./support');
  const reply = await company.nobody.post('/api/session', { login: 'rep', password: PASSWORD });
  expect(reply.headers.get('set-cookie')).toMatch(
    /^__Host-guanxi=[\w-]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+; Secure$/,
  );
});

test('every page is the application, assets are kept for ever, and nothing outside is served', async () => {
  for (const path of ['/', '/tasks', '/customers/1']) {
    const page = await company.nobody.get(path, { accept: 'text/html' });
    expect([page.status, page.text, page.headers.get('cache-control')]).toEqual([
      200,
      '<!doctype html><title>Guanxi</title>',
      'no-cache',
    ]);
  }
  const asset = await company.nobody.get('/assets/app-1a2b.js');
  expect([asset.status, asset.headers.get('cache-control')]).toEqual([
    200,
    'public, max-age=31536000, immutable',
  ]);
  for (const path of ['/assets/gone.js', '/api/gone', '/../package.json', '/..%2f..%2fetc%2fpasswd']) {
    expect([path, (await company.nobody.get(path)).status]).toEqual([path, 404]);
  }
  expect((await company.nobody.post('/customers', {})).status).toBe(404);
});

test('a request that is no HTTP is answered 400 and leaves the server standing', async () => {
  const { port } = new URL(company.url);
  const answer = await new Promise<string>((resolve) => {
    const socket = connectSocket(Number(port), '127.0.0.1', () =>
      socket.write('GET /api/tasks HTTP/1.1\r\nHost: x\r\nBad Header: 1\r\n\r\n'),
    );
    socket.on('data', (data) => resolve(data.toString()));
  });
  expect(answer).toMatch(/^HTTP\/1\.1 400/);
  expect((await company.nobody.get('/livez')).status).toBe(200);
});

test('without a worker the system is alive and not ready, and says what is missing', async () => {
  expect(await company.nobody.get('/readyz')).toMatchObject({
    status: 503,
    body: {
      ready: false,
      code: 'UNAVAILABLE',
      database: 'ok',
      migrations: [],
      temporal: 'ok',
      workerPollAge: null,
    },
  });
});

test('metrics are for this machine', async () => {
  const own = await company.nobody.get('/metrics');
  expect(own.text).toContain('guanxi_http_request_seconds_bucket{');
  expect(own.text).toContain('guanxi_waiting{kind="outbox"} 0');
  expect((await company.nobody.get('/metrics', { 'x-forwarded-for': '203.0.113.7' })).status).toBe(404);
});
