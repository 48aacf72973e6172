import { listIn } from './client';
import { eventually } from './engine';
import { PASSWORD, useCompany } from './support';

const company = useCompany();

const cookieOf = (headers: Headers): string => (headers.get('set-cookie') ?? '').split(';')[0] ?? '';
const signIn = (login = 'rep', password = PASSWORD) =>
  company.nobody.post('/api/session', { login, password });

test('a rep signs in, is known, and signs out for good', async () => {
  const signedIn = await signIn();
  expect(signedIn.status).toBe(200);
  expect(signedIn.body['user']).toMatchObject({ login: 'rep', name: '张伟', roles: ['rep'] });
  expect(signedIn.headers.get('set-cookie')).toMatch(
    /^guanxi=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+$/,
  );
  const cookie = cookieOf(signedIn.headers);
  expect((await company.nobody.get('/api/session', { cookie })).body['user']).toMatchObject({ login: 'rep' });
  const out = await company.nobody.delete('/api/session', { cookie });
  expect(out.status).toBe(204);
  expect(out.headers.get('set-cookie')).toMatch(/Max-Age=0/);
  expect((await company.nobody.get('/api/session', { cookie })).status).toBe(401);
});

test('signing in again ends the session that was there before', async () => {
  const first = cookieOf((await signIn()).headers);
  const second = await company.nobody.post(
    '/api/session',
    { login: 'rep', password: PASSWORD },
    { cookie: first },
  );
  expect(cookieOf(second.headers)).not.toBe(first);
  expect((await company.nobody.get('/api/session', { cookie: first })).status).toBe(401);
});

test('wrong password, unknown login and a person who left read the same', async () => {
  await company.db('employee').where({ login: 'service' }).update({ active: false });
  const replies = await Promise.all([signIn('director', 'wrong'), signIn('nobody-here'), signIn('service')]);
  await company.db('employee').where({ login: 'service' }).update({ active: true });
  for (const { status, body } of replies) {
    expect(status).toBe(401);
    expect(body).toMatchObject({
      code: 'LOGIN_FAILED',
      titles: { 'zh-CN': '账号或密码不正确', en: 'The login or the password is wrong' },
    });
  }
});

test('the sixth wrong password in a row has to wait', async () => {
  for (let time = 0; time < 5; time++) expect((await signIn('presales', 'wrong')).status).toBe(401);
  const locked = await signIn('presales');
  expect(locked).toMatchObject({ status: 429, body: { code: 'TOO_MANY_REQUESTS' } });
  expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(0);
});

test('a page of another site can neither sign in nor change anything', async () => {
  const cookie = cookieOf((await signIn()).headers);
  const foreign = { cookie, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
  expect(
    await company.nobody.post('/api/session', { login: 'rep', password: PASSWORD }, foreign),
  ).toMatchObject({ status: 403, body: { code: 'CROSS_ORIGIN' } });
  expect((await company.nobody.post('/api/customers', { name: '不应创建' }, foreign)).status).toBe(403);
  expect((await company.nobody.get('/api/session', foreign)).status).toBe(200);
});

test('a person who is made inactive is out within a second', async () => {
  const cookie = cookieOf((await signIn('orderdesk')).headers);
  await company.db('employee').where({ login: 'orderdesk' }).update({ active: false });
  await eventually(
    async () => (await company.nobody.get('/api/session', { cookie })).status === 401,
    'the refusal',
  );
  await eventually(
    async () => (await company.as.orderDesk.get('/api/session')).status === 401,
    'the refusal',
  );
});

test('a token with a scope does what the scope says and no more', async () => {
  const { createToken } = await import('../../db/tokens');
  const { createClient } = await import('./client');
  const { token } = await createToken(company.db, company.people.rep, 'reader', ['records:read']);
  const reader = createClient(company.url, token);
  expect((await reader.get('/api/customers')).status).toBe(200);
  expect(await reader.post('/api/customers', { name: '不应创建' })).toMatchObject({
    status: 403,
    body: { code: 'TOKEN_SCOPE' },
  });
  expect(await reader.get('/api/tasks')).toMatchObject({ status: 403, body: { code: 'TOKEN_SCOPE' } });
});

test('everybody makes, sees and ends their own tokens, and an administrator ends those of others', async () => {
  const { createClient } = await import('./client');
  const { rep, otherRep, admin } = company.as;
  const made = await rep.post('/api/tokens', { name: '报表', expiresAt: '2999-01-01T00:00:00Z' });
  expect(made).toMatchObject({ status: 201, body: { token: expect.stringMatching(/^gx_/) as unknown } });
  const { id, token } = made.body as unknown as { id: string; token: string };
  const script = createClient(company.url, token);
  expect((await script.get('/api/session')).body['user']).toMatchObject({ login: 'rep' });
  const [own, others] = [await rep.get('/api/tokens'), await otherRep.get('/api/tokens')];
  expect(listIn(own.body)).toContainEqual(expect.objectContaining({ id, name: '报表' }));
  expect(JSON.stringify([own.body, others.body])).not.toContain(token);
  expect(listIn(others.body).map((item) => item['id'])).not.toContain(id);
  expect((await otherRep.delete(`/api/tokens/${id}`)).status).toBe(404);
  expect((await admin.delete(`/api/tokens/${id}`)).status).toBe(204);
  await eventually(async () => (await script.get('/api/session')).status === 401, 'the end of the token');
  expect((await admin.delete(`/api/tokens/${id}`)).status).toBe(404);
});

test('a token that has expired is worth nothing, and one of few rights cannot make itself one of many', async () => {
  const { createClient } = await import('./client');
  const { rep } = company.as;
  const late = await rep.post('/api/tokens', { name: '过期', expiresAt: '2001-01-01T00:00:00Z' });
  expect((await createClient(company.url, String(late.body['token'])).get('/api/session')).status).toBe(401);
  const few = await rep.post('/api/tokens', { name: '少', scopes: ['session:write'] });
  const small = createClient(company.url, String(few.body['token']));
  expect(await small.post('/api/tokens', { name: '多' })).toMatchObject({ status: 403 });
  expect((await rep.post('/api/tokens', { name: '坏', scopes: ['everything'] })).status).toBe(422);
});
