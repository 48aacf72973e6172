import { useCompany } from './support';

const company = useCompany();

const list = (key: string, version: number) => ({
  kind: 'list',
  key,
  version,
  title: { 'zh-CN': '投诉类型', en: 'Complaint types' },
  use: 'type',
  items: [{ code: 'late', title: { 'zh-CN': '迟到', en: 'Late' }, order: 1 }],
});

async function begin(key: string): Promise<string> {
  const body = { kind: 'list', key, text: JSON.stringify(list(key, 1)) };
  const { status, body: draft } = await company.as.admin.post('/api/drafts', body);
  expect(status).toBe(201);
  return String(draft['id']);
}

test('a half-written draft survives, and says what is wrong with it', async () => {
  const { admin } = company.as;
  const id = await begin('half-written');
  const half = '{"kind": "list", "key": "half-wr';
  const saved = await admin.send('PUT', `/api/drafts/${id}`, { text: half }, { 'if-match': '"v1"' });
  expect(saved).toMatchObject({ status: 200, body: { revision: 2, text: half, title: null } });
  expect(saved.headers.get('etag')).toBe('"v2"');
  expect((await admin.get(`/api/drafts/${id}`)).body).toMatchObject({ text: half, editors: [] });
  const { items } = (await company.as.manager.get('/api/drafts')).body;
  expect(items).toEqual([
    expect.objectContaining({ key: 'half-written', errors: 1, warnings: 0, updatedByLabel: '系统管理员' }),
  ]);
  expect((await admin.delete(`/api/drafts/${id}`)).status).toBe(204);
  expect((await admin.get(`/api/drafts/${id}`)).status).toBe(404);
});

test('two who save the same draft: the second is told who was first, and nothing is lost', async () => {
  const { admin } = company.as;
  const id = await begin('shared');
  const save = (text: string, revision: number) =>
    admin.send('PUT', `/api/drafts/${id}`, { text }, { 'if-match': `"v${revision}"` });
  const answers = await Promise.all([save('{"a": 1}', 1), save('{"a": 2}', 1)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
  const refused = answers.find(({ status }) => status === 412);
  expect(refused?.body).toMatchObject({
    code: 'VERSION_CONFLICT',
    details: { revision: 2, updatedByLabel: '系统管理员', updatedAt: expect.any(String) as unknown },
  });
  const kept = answers.find(({ status }) => status === 200);
  expect((await admin.get(`/api/drafts/${id}`)).body['text']).toEqual(kept?.body['text']);
  expect((await admin.send('PUT', `/api/drafts/${id}`, { text: '' })).status).toBe(428);
});

test('there is one draft of a definition, and the second hears which', async () => {
  const id = await begin('only-one');
  const again = { kind: 'list', key: 'only-one', text: '' };
  expect(await company.as.admin.post('/api/drafts', again)).toMatchObject({
    status: 409,
    body: { code: 'DRAFT_EXISTS', details: { id } },
  });
});

test('a new draft under a key that is bad or published is refused at that field', async () => {
  const { admin } = company.as;
  await admin.post('/api/definitions', list('taken', 1));
  const refusalOf = async (key: string) => {
    const { status, body } = await admin.post('/api/drafts', { kind: 'list', key, text: '' });
    const errors = body['errors'] as unknown as { pointer: string; code: string }[]; // as every refusal has them
    return [status, errors.map(({ pointer, code }) => `${pointer} ${code}`)];
  };
  expect(await refusalOf('1st')).toEqual([422, ['/key invalid']]);
  expect(await refusalOf('a..b')).toEqual([422, ['/key invalid']]);
  expect(await refusalOf('taken')).toEqual([409, ['/key DEFINITION_EXISTS']]);
});

test('a draft begins with what is published, one version on', async () => {
  const { admin } = company.as;
  const first = await admin.post('/api/definitions', list('complaints', 7));
  expect(first.status).toBe(201);
  const { body } = await admin.post('/api/drafts', { from: { kind: 'list', key: 'complaints' } });
  expect(JSON.parse(String(body['text']))).toEqual(list('complaints', 8));
  expect(String(body['text'])).toMatch(
    /^\{\n {2}"kind": "list",\n {2}"key": "complaints",\n {2}"version": 8/,
  );
  expect(body).toMatchObject({ baseVersion: 7, errors: 0, title: { en: 'Complaint types' } });
  expect((await admin.post('/api/drafts', { from: { kind: 'list', key: 'none' } })).status).toBe(404);
});

test('who has a draft open is seen by the others', async () => {
  const id = await begin('open');
  const { body } = await company.as.admin.post(`/api/drafts/${id}/presence`);
  expect(body).toMatchObject({ editors: [{ id: company.people.admin, name: '系统管理员' }] });
  expect((await company.as.manager.get(`/api/drafts/${id}`)).body).toMatchObject({
    editors: [{ id: company.people.admin }],
  });
  await company.db('draft_presence').update({ seen_at: company.db.raw(`now() - interval '46 seconds'`) });
  expect((await company.as.manager.get(`/api/drafts/${id}`)).body).toMatchObject({ editors: [] });
});

test('managers look, only the administrator writes', async () => {
  const id = await begin('looked-at');
  const { manager, rep } = company.as;
  expect((await manager.get(`/api/drafts/${id}`)).status).toBe(200);
  expect((await rep.get('/api/drafts')).status).toBe(403);
  expect((await manager.delete(`/api/drafts/${id}`)).status).toBe(403);
});
