import { randomUUID } from 'node:crypto';
import { liveCase } from '../../api/studio/liveCase';
import { getInstance } from '../../db/instances';
import { listIn, type Client } from './client';
import { eventually, startEngine } from './engine';
import { createSale } from './sales';
import { shippedDocument, useCompany } from './support';

let instanceId: string;
const company = useCompany({ engine: startEngine });
beforeAll(async () => {
  instanceId = String((await createSale(company.as.rep)).task['instanceId']);
  await eventually(
    async () => company.db('process_instance').first('id').where({ id: instanceId }).whereNotNull('state'),
    'the first commit',
  );
}, 60_000);

type Loose = Record<string, unknown>;
const PATH = '/api/definitions/trial';
const sale = (more: Loose = {}): Loose => ({
  ...shippedDocument('processes/sales/project.json'),
  version: 99,
  ...more,
});
const tried = (client: Client, definition: Loose | string, steps: unknown[] = [], id = instanceId) =>
  client.post(PATH, {
    text: typeof definition === 'string' ? definition : JSON.stringify(definition),
    instanceId: id,
    steps,
  });

/** Everything that a trial must not touch. */
async function everything(): Promise<unknown[]> {
  const tables = [
    'process_instance',
    'task',
    'opportunity',
    'pool_cursor',
    'definition',
    'audit',
    'process_event',
    'message',
  ];
  return Promise.all(
    tables.map(async (table) =>
      (await company.db(table).select('*')).map((row) => JSON.stringify(row)).sort(),
    ),
  );
}

test('a draft is tried on a copy of a running case, with its record and people, and nothing is written', async () => {
  const before = await everything();
  const { status, body } = await tried(company.as.manager, sale(), [
    { expect: { entity: { name: '光谱仪采购' }, assigned: { 'contact/call': company.people.rep } } },
    { complete: 'contact/call', with: { interest: 'high', spokeTo: '王经理' }, by: company.people.rep },
    { advance: 'P3D', clock: 'business' },
  ]);
  expect(status).toBe(200);
  expect(body).toMatchObject({ ok: true, adopted: { problems: [] } });
  expect(listIn(body, 'timeline').map(({ event }) => event)).toEqual(
    expect.arrayContaining(['migrate', `complete contact/call by ${company.people.rep}`]),
  );
  expect(body['adopted']?.['moved']).toContainEqual({ from: 'contact/call', to: 'contact/call' });
  expect(await everything()).toEqual(before);
});

test('what the draft has no place for is named', async () => {
  const stages = (sale()['stages'] as { id: string; steps: { id: string }[] }[]).slice(1); // a shipped document
  const { body } = await tried(company.as.admin, sale({ stages, migrations: [], tests: [] }));
  expect(body).toMatchObject({ ok: false, timeline: [], adopted: { problems: [{ code: 'STAGE_GONE' }] } });
  const small = {
    kind: 'process',
    key: 'sales.project',
    version: 99,
    category: 'sales',
    title: { 'zh-CN': '小', en: 'Small' },
    entity: 'opportunity',
    roles: { owner: { by: 'field', path: '/entity/ownerId' } },
    stages: [
      {
        id: 'contact',
        title: { 'zh-CN': '接触', en: 'Contact' },
        steps: [{ id: 'other', kind: 'human', assign: 'owner', title: { 'zh-CN': '另', en: 'Other' } }],
      },
    ],
  };
  const report = await tried(company.as.admin, small);
  expect(report.body).toMatchObject({
    final: { open: ['contact/other'] },
    adopted: { problems: expect.arrayContaining([expect.objectContaining({ code: 'STEP_GONE' })]) },
  });
});

test('only those who may see the case may try a draft on it', async () => {
  expect((await tried(company.as.rep, sale())).status).toBe(403);
  expect((await tried(company.nobody, sale())).status).toBe(401);
  expect((await tried(company.as.otherManager, sale())).status).toBe(404);
  expect((await tried(company.as.admin, sale(), [], randomUUID())).status).toBe(404);
});

test('what makes no sense is refused with a code', async () => {
  const { admin } = company.as;
  expect(await tried(admin, '{')).toMatchObject({ status: 422, body: { code: 'DEFINITION_INVALID' } });
  expect(await tried(admin, sale({ key: 'sales.other' }))).toMatchObject({
    status: 409,
    body: { code: 'MIGRATION_REFUSED' },
  });
  expect(await tried(admin, shippedDocument('forms/visit.json'))).toMatchObject({
    status: 422,
    body: { code: 'SCENARIO_INVALID' },
  });
  for (const step of [{ dance: true }, { advance: '-P1D' }, { complete: 'contact/call', __proto: 1 }, {}])
    expect(await tried(admin, sale(), [step])).toMatchObject({
      status: 422,
      body: { code: 'SCENARIO_INVALID' },
    });
  expect((await tried(admin, sale(), [], 'x')).status).toBe(422);
  expect(
    (
      await tried(
        admin,
        sale(),
        Array.from({ length: 201 }, () => ({ advance: 'P1D' })),
      )
    ).status,
  ).toBe(422);
});

test('a field that the author may not see is not in the copy', async () => {
  const instance = await getInstance(company.db, instanceId);
  const state = {
    ...instance!.state, // made above
    entity: { id: 'p1', name: '光谱仪', cost: '5' },
    targets: { 'product:p2': { name: '探头', cost: '7' }, 'nothing:x': { cost: '9' } },
  };
  const product = { ...instance!, entity: 'product', state }; // made above
  const seenBy = async (role: string) => {
    const live = await liveCase(company.db, product, { actorId: null, roles: [role] });
    return [live.state.entity, live.state.targets];
  };
  expect(await seenBy('manager')).toEqual([state.entity, state.targets]);
  expect(await seenBy('rep')).toEqual([
    { id: 'p1', name: '光谱仪' },
    { 'product:p2': { name: '探头' }, 'nothing:x': { cost: '9' } },
  ]);
});

test('where the live cases stand is counted for the map of a migration', async () => {
  const path = '/api/definitions/process/sales.project/positions';
  const { body } = await company.as.admin.get(path);
  expect(listIn(body)).toEqual([
    { version: expect.any(Number) as number, stage: 'contact', step: null, running: 1 },
    { version: expect.any(Number) as number, stage: 'contact', step: 'call', running: 1 },
  ]);
  expect((await company.as.manager.get(path)).status).toBe(403);
  expect((await company.as.admin.get('/api/definitions/process/none/positions')).status).toBe(404);
});
