import { useCompany } from './support';

const company = useCompany();

test('a customer is created, read, changed with its version, and deleted', async () => {
  const { rep, director } = company.as;
  const created = await rep.post('/api/customers', { name: '苏州精密仪器有限公司' });
  expect(created).toMatchObject({
    status: 201,
    body: { name: '苏州精密仪器有限公司', version: 1, ownerLabel: '张伟' },
  });
  const path = created.headers.get('location') ?? '';
  const read = await rep.get(path);
  expect(read.headers.get('etag')).toBe('"v1"');
  expect(read.headers.get('allow')).toBe('GET, PATCH');
  expect((await director.get(path)).headers.get('allow')).toBe('GET, PATCH, DELETE');
  expect((await rep.get(path, { 'if-none-match': '"v1"' })).status).toBe(304);
  expect(await rep.patch(path, { region: '江苏' }, {})).toMatchObject({
    status: 428,
    body: { code: 'PRECONDITION_REQUIRED' },
  });
  expect(await rep.patch(path, { region: '江苏' }, { 'if-match': '"v1"' })).toMatchObject({
    status: 200,
    body: { region: '江苏', version: 2 },
  });
  expect(await rep.patch(path, { region: '浙江' }, { 'if-match': '"v1"' })).toMatchObject({
    status: 412,
    body: { code: 'VERSION_CONFLICT', details: { current: 2 } },
  });
  expect((await rep.get(path)).body).toMatchObject({ region: '江苏' });
  expect((await rep.delete(path, { 'if-match': '"v2"' })).status).toBe(403);
  expect((await director.delete(path, { 'if-match': '"v2"' })).status).toBe(204);
  expect((await rep.get(path)).status).toBe(404);
});

test('a second click creates once, another body with the same key is refused', async () => {
  const { rep } = company.as;
  const key = { 'idempotency-key': 'second-click-1' };
  const [first, second] = [
    await rep.post('/api/customers', { name: '一次' }, key),
    await rep.post('/api/customers', { name: '一次' }, key),
  ];
  expect(second.body['id']).toBe(first.body['id']);
  expect(second.status).toBe(201);
  expect(second.headers.get('idempotency-replayed')).toBe('true');
  expect(second.headers.get('location')).toBe(first.headers.get('location'));
  expect(await rep.post('/api/customers', { name: '两次' }, key)).toMatchObject({
    status: 422,
    body: { code: 'IDEMPOTENCY_MISMATCH' },
  });
  expect(
    (await rep.get(`/api/customers?filter=${encodeURIComponent("name == '一次'")}`)).body['items'],
  ).toHaveLength(1);
});

test('ten at once with one key create once', async () => {
  const { rep } = company.as;
  const key = { 'idempotency-key': 'at-once' };
  const replies = await Promise.all(
    Array.from({ length: 10 }, () => rep.post('/api/customers', { name: '同时' }, key)),
  );
  expect(replies.map(({ status }) => status).filter((status) => status !== 201 && status !== 409)).toEqual(
    [],
  );
  expect((await rep.get(`/api/customers?q=${encodeURIComponent('同时')}`)).body['items']).toHaveLength(1);
});

test('a refused request frees its key', async () => {
  const { rep } = company.as;
  const key = { 'idempotency-key': 'refused-first' };
  expect((await rep.post('/api/customers', { name: '' }, key)).status).toBe(422);
  expect((await rep.post('/api/customers', { name: '改正后' }, key)).status).toBe(201);
});

test('a list goes page by page, and the next page has an address', async () => {
  const { otherRep } = company.as;
  for (const name of ['甲', '乙', '丙']) await otherRep.post('/api/customers', { name });
  const first = await otherRep.get('/api/customers?sort=createdAt&limit=2&fields=name');
  expect(first.body['items']).toMatchObject([{ name: '甲' }, { name: '乙' }]);
  const next = /<([^>]+)>; rel="next"/.exec(first.headers.get('link') ?? '')?.[1] ?? '';
  const second = await otherRep.get(next);
  expect(second.body).toMatchObject({ items: [{ name: '丙' }], next: null });
});

test('another rep’s customer is not there: not to read, change, delete, list, or refer to', async () => {
  const { rep, otherRep, manager, otherManager } = company.as;
  const { body: customer } = await rep.post('/api/customers', { name: '私有客户' });
  const path = `/api/customers/${String(customer['id'])}`;
  expect((await manager.get(path)).status).toBe(200);
  for (const stranger of [otherRep, otherManager]) {
    expect((await stranger.get(path)).status).toBe(404);
    expect((await stranger.patch(path, { name: '改名' }, { 'if-match': '"v1"' })).status).toBe(404);
    expect((await stranger.get(`/api/customers?q=${encodeURIComponent('私有')}`)).body['items']).toEqual([]);
    expect((await stranger.post('/api/contacts', { name: '王五', customerId: customer['id'] })).status).toBe(
      422,
    );
  }
});
