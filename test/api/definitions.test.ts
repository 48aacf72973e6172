import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run as deploy } from '../../cli/deploy';
import { eventually, startEngine } from './engine';
import { listIn } from './client';
import { shippedDocument, useCompany } from './support';
import { createToken } from '../../db/tokens';

const company = useCompany({ engine: startEngine });
const folder = mkdtempSync(join(tmpdir(), 'guanxi-deploy-'));
afterAll(() => rmSync(folder, { recursive: true }));

const task = (version: number, title: string) => ({
  ...shippedDocument('processes/general/task.json'),
  version,
  title: { 'zh-CN': title, en: title },
});

async function handTask(title: string): Promise<string> {
  const { body } = await company.as.rep.post('/api/tasks', { title });
  const found = await eventually(
    async () =>
      listIn((await company.as.rep.get(`/api/tasks?instanceId=${String(body['instanceId'])}`)).body)[0],
    'the task',
  );
  return String(found['processTitle']?.['en']);
}

test('a new version is published while everything runs; the next process uses it, the running one keeps its own', async () => {
  const before = listIn((await company.as.rep.get('/api/tasks')).body).length;
  expect(await handTask('旧版任务')).toBe('General task');
  const { admin } = company.as;
  const published = await admin.post('/api/definitions', task(2, 'Task, second edition'));
  expect(published).toMatchObject({
    status: 201,
    body: { published: [{ kind: 'process', key: 'general.task', version: 2, published: true }] },
  });
  expect(await handTask('新版任务')).toBe('Task, second edition');
  const titles = listIn((await company.as.rep.get('/api/tasks')).body).map((item) =>
    String(item['processTitle']?.['en']),
  );
  expect(titles.sort().slice(before)).toEqual(['General task', 'Task, second edition']);
  const [row] = listIn((await admin.get('/api/definitions?kind=process')).body).filter(
    (item) => String(item['key']) === 'general.task',
  );
  expect(row).toMatchObject({ version: 2, versions: 2, running: 2 });
  expect((await admin.get('/api/definitions/process/general.task?version=1')).body).toMatchObject({
    version: 1,
    body: { key: 'general.task' },
  });
  expect((await admin.get('/api/definitions/process/general.task?version=9')).status).toBe(404);
});

test('the same again changes nothing, other content under the same version is refused', async () => {
  expect((await company.as.admin.post('/api/definitions', task(3, 'Third'))).status).toBe(201);
  expect((await company.as.admin.post('/api/definitions', task(3, 'Third'))).body).toMatchObject({
    published: [{ published: false }],
  });
  expect(await company.as.admin.post('/api/definitions', task(3, 'Other'))).toMatchObject({
    status: 409,
    body: { code: 'ALREADY_PUBLISHED' },
  });
});

test('a broken definition is refused with every problem at its place, and nothing is published', async () => {
  const broken = JSON.stringify({ ...task(4, 'Broken'), surprise: true, stages: [] }, null, 2);
  const refused = await company.as.admin.post('/api/definitions', broken);
  expect(refused).toMatchObject({ status: 422, body: { code: 'DEFINITION_INVALID' } });
  const problems = listIn(refused.body['details'] ?? {}, 'problems');
  expect(problems.length).toBeGreaterThan(0);
  for (const problem of problems)
    expect(problem).toMatchObject({
      severity: 'error',
      line: expect.any(Number) as unknown,
      message: { 'zh-CN': expect.stringMatching(/\p{Script=Han}/u) as unknown },
    });
  expect((await company.as.admin.post('/api/definitions/check', broken)).body).toMatchObject({ ok: false });
  expect((await company.as.admin.get('/api/definitions/process/general.task?version=4')).status).toBe(404);
});

test('only the administrator publishes, and nobody an entity', async () => {
  for (const who of [company.as.director, company.as.manager, company.as.rep])
    expect((await who.post('/api/definitions', task(9, 'x'))).status).toBe(403);
  expect(
    await company.as.admin.post('/api/definitions', shippedDocument('entities/customer.json')),
  ).toMatchObject({
    status: 422,
    body: { code: 'ENTITY_NOT_DEPLOYED' },
  });
  expect(
    await company.as.admin.post('/api/definitions', { kind: 'spell', key: 'x', version: 1 }),
  ).toMatchObject({ status: 422, body: { code: 'DEFINITION_INVALID' } });
});

test('several files that name each other are published together or not at all', async () => {
  const form = { ...shippedDocument('forms/general-result.json'), key: 'new-result', version: 1 };
  const process = {
    ...task(1, 'With a new form'),
    key: 'general.other',
    stages: [
      {
        id: 'work',
        title: { 'zh-CN': '处理', en: 'Work' },
        steps: [
          {
            id: 'do',
            kind: 'human',
            assign: 'assignee',
            form: 'new-result',
            title: { 'zh-CN': '处理', en: 'Do it' },
          },
        ],
      },
    ],
  };
  const files = (...documents: object[]) => ({
    files: documents.map((document, n) => ({ file: `${n}.json`, text: JSON.stringify(document) })),
  });
  expect((await company.as.admin.post('/api/definitions', files(process))).status).toBe(422);
  expect((await company.as.admin.post('/api/definitions', files(process, form))).body).toMatchObject({
    published: [
      { key: 'general.other', version: 1 },
      { key: 'new-result', version: 1 },
    ],
  });
});

describe('guanxi deploy', () => {
  const written = (name: string, document: object): string => {
    const file = join(folder, name);
    writeFileSync(file, JSON.stringify(document, null, 2));
    return file;
  };
  const printed: string[] = [];
  beforeEach(() => {
    printed.length = 0;
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => printed.push(String(text)) > 0);
  });
  afterEach(() => jest.restoreAllMocks());

  test('publishes through the API with a token: 0 when it is done, 1 when it is refused', async () => {
    const { token } = await createToken(company.db, company.people.admin, 'deploy');
    const options = { url: company.url, token };
    const good = written('good.json', task(6, 'Deployed'));
    expect(await deploy([good], { ...options, dryRun: true })).toBe(0);
    expect(await deploy([good], { ...options, json: true })).toBe(0);
    expect(JSON.parse(printed.at(-1) ?? '')).toMatchObject({
      ok: true,
      published: [{ key: 'general.task', version: 6, published: true }],
    });
    expect(await deploy([written('bad.json', { ...task(7, 'Bad'), surprise: 1 })], options)).toBe(1);
    expect(printed.join('')).toMatch(/bad\.json:\d+:\d+ error unknown-property: /);
    expect(await deploy([written('other.json', task(6, 'Other'))], options)).toBe(1);
  });

  test('a dry run refuses what publishing would refuse, also for a scenario that does not hold', async () => {
    const { token } = await createToken(company.db, company.people.admin, 'rehearsal');
    const tests = [
      {
        name: 'wrong',
        start: '2026-03-02T09:00:00+08:00',
        given: { vars: { title: 'T', assigneeId: 'rep1' }, people: [{ id: 'rep1' }] },
        steps: [{ expect: { stage: 'nowhere' } }],
      },
    ];
    const file = written('failing.json', { ...task(9, 'Failing'), tests });
    for (const dryRun of [true, false])
      expect(await deploy([file], { url: company.url, token, dryRun })).toBe(1);
    expect(printed.filter((line) => /scenario-failed/.test(line))).toHaveLength(2);
  });

  test('a dry run says that the version is published with other content, through the API and the database', async () => {
    const { token } = await createToken(company.db, company.people.admin, 'foresight');
    await company.as.admin.post('/api/definitions', task(11, 'Eleven'));
    const [same, other] = [
      written('same.json', task(11, 'Eleven')),
      written('twice.json', task(11, 'Twice')),
    ];
    await withDatabaseUrl(async () => {
      for (const way of [{ url: company.url, token }, {}]) {
        expect(await deploy([same], { ...way, dryRun: true, lang: 'en' })).toBe(0);
        expect(await deploy([other], { ...way, dryRun: true, lang: 'en' })).toBe(1);
        expect(printed.at(-1)).toBe('This version is already published with other content\n');
      }
    });
  });

  test('without a token it writes to the database that DATABASE_URL names', async () => {
    const file = written('direct.json', task(10, 'Direct'));
    await withDatabaseUrl(async () => {
      expect(await deploy([file], { json: true })).toBe(0);
      expect(await deploy([file], { lang: 'en' })).toBe(0);
    });
    expect(printed.at(-1)).toBe('process general.task v10 unchanged\n');
  });

  async function withDatabaseUrl(work: () => Promise<void>): Promise<void> {
    const before = process.env['DATABASE_URL'];
    process.env['DATABASE_URL'] = company.databaseUrl;
    await work();
    if (before === undefined) delete process.env['DATABASE_URL'];
    else process.env['DATABASE_URL'] = before;
  }
});

test('a process is served as BPMN, in the language and version asked for', async () => {
  const { status, headers, text } = await company.as.admin.get(
    '/api/definitions/process/sales.direct/bpmn?version=2',
  );
  expect([status, headers.get('content-type'), headers.get('content-disposition')]).toEqual([
    200,
    'application/xml; charset=utf-8',
    'attachment; filename="sales.direct-2.bpmn"',
  ]);
  expect(text).toMatch(/<bpmn:process id="sales.direct" name="[^"]+" isExecutable="false">/);
  expect((await company.as.admin.get('/api/definitions/process/sales.direct/bpmn?version=99')).status).toBe(
    404,
  );
  expect((await company.as.admin.get('/api/definitions/process/nothing/bpmn')).status).toBe(404);
});
