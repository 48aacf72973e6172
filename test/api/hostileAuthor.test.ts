import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkFiles } from '../../cli/definition-files';
import { syncShipped } from '../../db/definitions';
import { loadShipped } from '../../definitions/load';
import { ATTACKS, ENDLESS, process as processOf, TEN_MEGABYTES, WIDE, type Attack } from './attacks';
import { listIn, type Reply } from './client';
import { eventually, startEngine } from './engine';
import { createSale } from './sales';
import { startCompany, type Company } from './support';

// other tests share the machine; nothing here measures time
jest.setTimeout(120_000);

let company: Company;
let instanceId: string;
let customerId: string;
let published: unknown;
beforeAll(async () => {
  company = await startCompany({ engine: startEngine });
  await syncShipped(company.db, loadShipped());
  const { task } = await createSale(company.as.rep);
  instanceId = String(task['instanceId']);
  customerId = String(task['customerId']);
  await eventually(
    async () => company.db('process_instance').first('id').where({ id: instanceId }).whereNotNull('state'),
    'the first commit',
  );
  published = await definitions();
}, 120_000);
// nothing of all this was published
afterAll(async () => {
  expect(await definitions()).toEqual(published);
  await company.stop();
});

const definitions = () => company.db('definition').count();
const named = ATTACKS.map((attack) => [attack.name, attack] as const);

/** Somebody else asks meanwhile and gets an answer. */
async function beside(work: Promise<Reply>): Promise<Reply> {
  const other = await company.as.rep.get('/api/customers?limit=1');
  expect(other.status).toBe(200);
  return work;
}

function expectRefused({ status, body }: Reply, { codes }: Attack): void {
  expect([status, body['code']]).toEqual([422, 'DEFINITION_INVALID']);
  const found = listIn(body, 'errors').map(({ code }) => String(code));
  expect(found.filter((code) => codes.includes(code))).not.toEqual([]);
}

// five processes are refused together; one alone names what is not there
const first = ({ files, codes }: Attack): Attack & { text: string } => ({
  name: '',
  files,
  codes: [...codes, ...(files.length > 1 ? ['unknown-process'] : [])],
  text: files[0]?.text ?? '',
});

test.each(named)('checking names it: %s', async (_, attack) => {
  const { files, codes } = attack;
  const { status, body } = await beside(company.as.manager.post('/api/definitions/check', { files }));
  expect([status, body['ok']]).toEqual([200, false]);
  const found = listIn(body, 'problems').map(({ code }) => String(code));
  expect(found.filter((code) => codes.includes(code))).not.toEqual([]);
  expect(found.length).toBeLessThanOrEqual(100 * files.length);
});

test.each(named)('publishing refuses it: %s', async (_, attack) => {
  const { admin } = company.as;
  expectRefused(await beside(admin.post('/api/definitions', { files: attack.files })), attack);
});

test.each(named)('simulation and trial refuse it: %s', async (_, attack) => {
  const { admin } = company.as;
  const { text, ...refused } = first(attack);
  expectRefused(await beside(admin.post('/api/definitions/simulation', { text })), refused);
  expectRefused(await beside(admin.post('/api/definitions/trial', { text, instanceId, steps: [] })), refused);
  const preview = admin.post('/api/templates/preview', { text, customerId, locale: 'en' });
  expectRefused(await beside(preview), refused);
  expectRefused(await beside(admin.post('/api/reports/preview', { text })), refused);
});

test.each(named)('a draft keeps it, says so, and is not published: %s', async (_, attack) => {
  const { admin } = company.as;
  const { text, ...refused } = first(attack);
  const draft = await beside(admin.post('/api/drafts', { kind: 'process', key: 'hostile.one', text }));
  expect(draft.status).toBe(201);
  const path = `/api/drafts/${String(draft.body['id'])}`;
  expect(Number(draft.body['errors'])).toBeGreaterThan(0);
  const saved = await beside(admin.send('PUT', path, { text }, { 'if-match': '"v1"' }));
  expect(saved).toMatchObject({ status: 200, body: { revision: 2, text } });
  expectRefused(await beside(admin.post(`${path}/publication`, {})), refused);
  expect((await admin.delete(path)).status).toBe(204);
});

test.each(named.filter(([, { files }]) => files[0]?.text.startsWith('{"kind":"form","key"')))(
  'a form preview shows nothing of it: %s',
  async (_, { files, codes }) => {
    const { schema } = JSON.parse(files[0]?.text ?? '') as { schema: object }; // filtered above
    const { body } = await beside(company.as.admin.post('/api/forms/preview', { form: { schema } }));
    expect(body['form']).toBeNull();
    expect(codes).toContain(String(listIn(body, 'problems')[0]?.['code']));
  },
);

test('ten megabytes and bodies of mistakes are refused', async () => {
  const { admin } = company.as;
  for (const path of [
    '/api/definitions/check',
    '/api/definitions',
    '/api/drafts',
    '/api/definitions/simulation',
    '/api/definitions/trial',
    '/api/forms/preview',
    '/api/templates/preview',
    '/api/reports/preview',
  ]) {
    const large = await beside(admin.post(path, TEN_MEGABYTES));
    expect([path, large.status, large.body['code']]).toEqual([path, 413, 'BODY_TOO_LARGE']);
    for (const body of WIDE) expect([400, 413, 422]).toContain((await beside(admin.post(path, body))).status);
  }
});

test('a condition without end is an incident of the simulation, not of the server', async () => {
  const text = JSON.stringify(processOf({}, { if: ENDLESS }));
  const scenario = {
    name: 'endless',
    start: '2026-03-02T09:00:00+08:00',
    given: { entity: { ownerId: 'zhang' }, people: [{ id: 'zhang' }] },
    steps: [{ expect: { incidents: ['EXPRESSION_FAILED'] } }],
  };
  const { status, body } = await beside(
    company.as.admin.post('/api/definitions/simulation', { text, scenario }),
  );
  expect(status).toBe(200);
  expect(listIn(body, 'checks')).toMatchObject([{ ok: true }]);
});

test('the command line refuses all of it too', () => {
  const folder = mkdtempSync(join(tmpdir(), 'guanxi-hostile-'));
  try {
    for (const { name, files, codes } of [
      ...ATTACKS,
      {
        name: 'ten megabytes',
        files: [{ file: 'large.json', text: TEN_MEGABYTES }],
        codes: ['json-too-large'],
      },
    ]) {
      const paths = files.map(({ file, text }) => {
        const path = join(folder, file);
        writeFileSync(path, text);
        return path;
      });
      const found = checkFiles(paths).map(({ code }) => code);
      expect([name, found.some((code) => codes.includes(code))]).toEqual([name, true]);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
