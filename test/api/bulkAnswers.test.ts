import { workOff } from '../../api/bulk';
import type { Engine } from '../../api/deps';
import { DomainError } from '../../domain/errors';
import { publish } from '../../db/definitions';
import { getInstance } from '../../db/instances';
import { startInstance } from '../../db/startInstance';
import { listIn, type Client, type ReplyBody } from './client';
import { eventually, startEngine } from './engine';
import { useCompany, type Who } from './support';

const company = useCompany({ engine: startEngine });
beforeAll(async () => {
  await publish(company.db, REQUEST, null);
}, 60_000);

const text = (name: string) => ({ 'zh-CN': name, en: name });
/** Somebody asks for an amount; the manager grants it. */
const REQUEST = {
  kind: 'process',
  key: 'test.request',
  version: 1,
  category: 'general',
  title: text('申请'),
  vars: { type: 'object', properties: { owner: { type: 'string' } } },
  roles: { owner: { by: 'field', path: '/vars/owner' }, boss: { by: 'employee', code: 'MANAGER' } },
  stages: [
    {
      id: 's',
      title: text('申请'),
      steps: [
        {
          id: 'ask',
          kind: 'human',
          assign: 'owner',
          outcomes: [{ id: 'yes', title: text('好') }],
          form: {
            type: 'object',
            additionalProperties: false,
            required: ['amount'],
            properties: { amount: { type: 'number', maximum: 100 } },
          },
        },
        { id: 'grant', kind: 'approval', needs: ['ask'], approvers: ['boss'] },
      ],
    },
  ],
};

/** A case of each of them, as far as the first task. */
async function open(...owners: Who[]): Promise<string[]> {
  const { db, people } = company;
  const { sha256 } = await publish(db, REQUEST, null);
  const definition = { key: REQUEST.key, version: REQUEST.version, sha256 };
  const ids: string[] = [];
  for (const who of owners) {
    const input = { owner: people[who] };
    ids.push((await startInstance(db, { definition, title: who, input, ownerId: people[who] })).id);
  }
  await eventually(async () => {
    const tasks = await db('task').whereIn('instance_id', ids);
    return tasks.length === ids.length;
  }, 'the tasks');
  return ids;
}

/** The job when all of it is worked off, and what became of each, by its title. */
async function bulk(
  client: Client,
  wish: object,
): Promise<{ id: string; results: Record<string, ReplyBody> }> {
  const { body, status } = await client.post('/api/bulk', { reason: '集中处理', ...wish });
  expect(status).toBe(201);
  await workOff(company.db, company.engine);
  const id = String(body['id']);
  return { id, results: await resultsOf(client, id) };
}

async function resultsOf(client: Client, id: string): Promise<Record<string, ReplyBody>> {
  const { body } = await client.get(`/api/bulk/${id}/items`);
  return Object.fromEntries(listIn(body).map((item) => [String(item['title']), item]));
}

const taskOf = (id: string, step: string) => company.db('task').where({ instance_id: id, step }).first();

test('one answer completes many tasks, when it fits the form of each and the task is one’s own', async () => {
  const { as, db } = company;
  const ids = await open('rep', 'otherRep');
  const wish = { operation: 'complete', ids };
  expect((await as.rep.post('/api/bulk', { ...wish, reason: '集中' })).status).toBe(422);
  // somebody else's case is not even selected
  const wrong = { ...wish, params: { step: 's/ask', with: { amount: 500 }, outcome: 'yes' }, dryRun: true };
  const { results: refused } = await bulk(as.rep, wrong);
  expect(Object.keys(refused)).toEqual(['rep']);
  expect(refused['rep']).toMatchObject({
    status: 'refused',
    code: 'VALIDATION_FAILED',
    message: { en: expect.stringMatching(/^amount: .*100/) },
  });
  const unsaid = { ...wish, params: { step: 'ask', with: { amount: 5 } }, dryRun: true };
  expect((await bulk(as.rep, unsaid)).results['rep']).toMatchObject({
    message: { en: expect.stringContaining('outcome') },
  });
  const right = { ...wish, params: { step: 'ask', with: { amount: 5 }, outcome: 'yes' }, dryRun: true };
  // who sees it all does not answer for others
  const { results: seen } = await bulk(as.admin, right);
  expect([seen['rep']?.['code'], seen['otherRep']?.['code']]).toEqual(['TASK_NOT_YOURS', 'TASK_NOT_YOURS']);
  const { id, results } = await bulk(as.rep, right);
  expect(results['rep']).toMatchObject({ status: 'possible', message: null });
  await as.rep.post(`/api/bulk/${id}/start`, {});
  await workOff(db, company.engine);
  expect((await resultsOf(as.rep, id))['rep']).toMatchObject({ status: 'done' });
  const [mine, theirs] = [await taskOf(ids[0] ?? '', 'ask'), await taskOf(ids[1] ?? '', 'ask')];
  expect([mine.status, theirs.status]).toEqual(['complete', 'prepare']);
  expect((await getInstance(db, ids[0] ?? ''))?.state).toMatchObject({
    stages: { s: { steps: { ask: { out: { amount: 5 }, by: company.people.rep } } } },
  });
});

test('many are approved at once, never what one has asked for oneself; rejecting leaves the reason', async () => {
  const { as, db, people } = company;
  const ids = await open('rep', 'otherRep', 'manager');
  const asked = { operation: 'complete', ids, params: { step: 'ask', with: { amount: 5 }, outcome: 'yes' } };
  for (const who of ['rep', 'otherRep', 'manager'] as const) await bulk(as[who], asked);
  const approve = { operation: 'approve', ids: ids.filter((_, n) => n !== 1), params: { step: 'grant' } };
  expect((await bulk(as.manager, approve)).results).toMatchObject({
    rep: { status: 'done' },
    manager: { status: 'refused', code: 'SELF_APPROVAL' },
  });
  const reject = { operation: 'reject', ids, params: { step: 's/grant' } };
  const { results } = await bulk(as.manager, reject);
  expect(results).toMatchObject({ rep: { code: 'PROCESS_ENDED' }, otherRep: { status: 'done' } });
  const audit = await db('audit').where({ action: 'reject' });
  expect(audit).toMatchObject([{ reason: '集中处理', actor_id: people.manager }]);
});

test('one that nobody answers for holds up neither its own job nor another one', async () => {
  const { as, db } = company;
  const ids = await open('rep', 'rep', 'rep');
  const asleep = (await getInstance(db, [...ids].sort()[0] ?? ''))?.workflowId;
  const order: string[] = [];
  let isDeaf = true;
  const deaf: Engine = {
    ...company.engine,
    command(workflowId, sent, ended) {
      order.push(`${sent.command.op} ${workflowId === asleep ? 'asleep' : 'awake'}`);
      if (isDeaf && workflowId === asleep) return Promise.reject(new DomainError('UNAVAILABLE'));
      return company.engine.command(workflowId, sent, ended);
    },
  };
  const post = async (operation: string, more: object) =>
    (await as.manager.post('/api/bulk', { operation, reason: '盘点', ...more })).body['id'];
  const first = await post('hold', { ids });
  const second = await post('start', { ids: ids.slice(1, 2), params: { step: 'ask' } });
  await workOff(db, deaf);
  // the jobs took turns
  expect(order.slice(0, 2)).toEqual(['hold asleep', expect.stringMatching(/^hold|^start/)]);
  const statusOf = async (id: unknown) => (await as.manager.get(`/api/bulk/${String(id)}`)).body;
  expect(await statusOf(first)).toMatchObject({ status: 'running', done: 2, pending: 1 });
  expect(await statusOf(second)).toMatchObject({ status: 'done' });
  const [waiting] = listIn((await as.manager.get(`/api/bulk/${String(first)}/items?status=pending`)).body);
  expect(waiting).toMatchObject({
    code: 'UNAVAILABLE',
    message: { en: expect.stringContaining('unavailable') },
  });
  isDeaf = false;
  await db('bulk_item').where({ status: 'pending' }).update({ at: db.fn.now() });
  await workOff(db, deaf);
  expect(await statusOf(first)).toMatchObject({ status: 'done', done: 3 });
});
