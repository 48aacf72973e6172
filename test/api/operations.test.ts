import { workOff } from '../../api/bulk';
import { getDefinition, publish } from '../../db/definitions';
import { startInstance } from '../../db/startInstance';
import { listIn, type Client } from './client';
import { eventually, startEngine } from './engine';
import { useCompany } from './support';

jest.setTimeout(120_000);

const company = useCompany({ engine: startEngine });
beforeAll(async () => {
  for (const version of [1, 2]) await publish(company.db, { ...CASE, version }, null);
}, 60_000);

const text = (name: string) => ({ 'zh-CN': name, en: name });
/** One of everything that an operation can be done to: work, a queue, work opened by hand, an approval, a failure. */
const CASE = {
  kind: 'process',
  key: 'test.operations',
  category: 'general',
  title: text('操作'),
  vars: { type: 'object', properties: { owner: { type: 'string' } } },
  roles: {
    owner: { by: 'field', path: '/vars/owner' },
    boss: { by: 'employee', code: 'MANAGER' },
    desk: { by: 'pool', group: 'order-desk', strategy: 'roundRobin' },
  },
  assignment: { ifNone: { queue: 'presales' } },
  stages: [
    {
      id: 's',
      title: text('一'),
      repeat: { max: 9 },
      steps: [
        { id: 'work', kind: 'human', assign: 'owner' },
        { id: 'ok', kind: 'approval', approvers: ['boss'] },
        { id: 'extra', kind: 'human', assign: 'owner', manual: true, required: false },
        { id: 'stuck', kind: 'human', assign: 'owner', if: 'vars.missing == 1', required: false },
        { id: 'shared', kind: 'human', assign: { by: 'pool', group: 'nobody' }, required: false },
      ],
    },
    {
      id: 'z',
      title: text('二'),
      repeat: { max: 9 },
      steps: [{ id: 'last', kind: 'human', assign: 'owner' }],
    },
  ],
};

type Before = [operation: string, params?: object];
interface Row {
  /** Who does it where it is not the manager. */
  as?: 'rep' | 'presales' | 'admin';
  /** What has to be done before, by whom. */
  before?: ['manager' | 'rep' | 'presales', ...Before][];
  params?: Record<string, unknown>;
  /** The route that does it to one. */
  route: [method: 'POST' | 'DELETE', path: string];
  body?: Record<string, unknown>;
  step?: string;
  /** Of one of many; absent = done. */
  result?: string;
}

const at = (step: string) => ({ params: { step }, step });
/** Every operation of the language, as docs/case-operations.md has it. */
const OPERATIONS: Record<string, Row> = {
  claim: { as: 'presales', ...at('shared'), route: ['POST', 'tasks/{task}/claim'] },
  unclaim: {
    as: 'presales',
    before: [['presales', 'claim', { step: 'shared' }]],
    ...at('shared'),
    route: ['DELETE', 'tasks/{task}/claim'],
  },
  decline: { as: 'rep', ...at('work'), route: ['POST', 'tasks/{task}/refusal'] },
  start: { as: 'rep', ...at('work'), route: ['POST', 'tasks/{task}/start'] },
  wait: {
    as: 'rep',
    step: 'work',
    params: { step: 'work', until: '2040-01-01T00:00:00Z' },
    body: { until: '2040-01-01T00:00:00Z' },
    route: ['POST', 'tasks/{task}/wait'],
  },
  complete: { as: 'rep', ...at('work'), body: { with: {} }, route: ['POST', 'tasks/{task}/completion'] },
  approve: { ...at('ok'), route: ['POST', 'tasks/{task}/approval'] },
  reject: { ...at('ok'), route: ['POST', 'tasks/{task}/rejection'] },
  close: { ...at('work'), route: ['POST', 'tasks/{task}/closure'] },
  amend: {
    step: 'work',
    params: { step: 'work', due: '2040-01-01T00:00:00Z', priority: 'high' },
    body: { due: '2040-01-01T00:00:00Z', priority: 'high' },
    route: ['POST', 'tasks/{task}/amendment'],
  },
  reassign: {
    step: 'work',
    params: { step: 'work', to: 'otherRep' },
    route: ['POST', 'tasks/{task}/assignment'],
  },
  delegate: {
    as: 'rep',
    step: 'work',
    params: { step: 'work', to: 'otherRep' },
    route: ['POST', 'tasks/{task}/delegation'],
  },
  return: {
    as: 'rep',
    before: [['rep', 'delegate', { step: 'work', to: 'otherRep' }]],
    ...at('work'),
    route: ['DELETE', 'tasks/{task}/delegation'],
  },
  hold: { route: ['POST', 'processes/{id}/hold'] },
  resume: { before: [['manager', 'hold']], route: ['POST', 'processes/{id}/resumption'] },
  skip: { params: { step: 'work' }, route: ['POST', 'processes/{id}/skip'] },
  open: { params: { step: 'extra' }, route: ['POST', 'processes/{id}/step'] },
  jump: { params: { stage: 'z' }, route: ['POST', 'processes/{id}/jump'] },
  cancel: { route: ['POST', 'processes/{id}/cancellation'] },
  reopen: { before: [['manager', 'cancel']], route: ['POST', 'processes/{id}/reopening'] },
  // The condition of `stuck` fails again.
  retry: { route: ['POST', 'processes/{id}/retry'], result: 'INCIDENT_REMAINS' },
  migrate: { as: 'admin', params: { version: 2 }, route: ['POST', 'processes/{id}/migration'] },
};

const REASON = '试一下';

/** Two cases like that, standing where the operation finds them. */
async function open({ before = [] }: Row): Promise<string[]> {
  const { db, people } = company;
  const { sha256 = '' } = (await getDefinition(db, 'process', CASE.key, 1)) ?? {};
  const ids: string[] = [];
  for (const title of ['one', 'two']) {
    const input = { owner: people.rep };
    const definition = { key: CASE.key, version: 1, sha256 };
    ids.push((await startInstance(db, { definition, title, input, ownerId: people.rep })).id);
  }
  await eventually(async () => (await db('task').whereIn('instance_id', ids)).length >= 6, 'the tasks');
  for (const [who, operation, params] of before) await bulk(company.as[who], operation, params, ids);
  return ids;
}

async function bulk(
  client: Client,
  operation: string,
  params: object = {},
  ids: string[],
): Promise<unknown[]> {
  const wish = { operation, params: named(params), reason: REASON, ids };
  const { body } = await client.post('/api/bulk', wish);
  await workOff(company.db, company.engine);
  const { body: items } = await client.get(`/api/bulk/${String(body['id'])}/items`);
  return listIn(items).map(({ status, code }) => code ?? status);
}

/** With people by their ids. */
function named<Params extends object>(params: Params): Params {
  return 'to' in params ? { ...params, to: company.people.otherRep } : params;
}

describe.each(Object.entries(OPERATIONS))('%s', (operation, row) => {
  const { as = 'manager', params = {}, body, route, step, result = 'done' } = row;
  const audited = (id: string | undefined) =>
    company
      .db('audit')
      .where({ entity: 'process', entity_id: id, action: operation, actor_id: company.people[as] });

  it('is done to one, and to many, and is in the audit each time', async () => {
    const [one = '', two = ''] = await open(row);
    const task =
      step && (await company.db('task').first('id').where({ instance_id: one, step }).whereNull('closed_at'));
    const [method, path] = route;
    const url = `/api/${path.replace('{id}', one).replace('{task}', String(task?.id))}`;
    const { step: _, ...more } = named(params);
    const isAboutTask = path.startsWith('tasks');
    const given = body ?? (isAboutTask ? more : named(params));
    const needsReason = !['claim', 'start', 'complete'].includes(operation);
    const reply = await company.as[as].send(
      method,
      url,
      method === 'DELETE' ? undefined : { ...given, ...(needsReason && { reason: REASON }) },
    );
    expect([operation, reply.status, reply.body?.['code']]).toEqual([operation, 200, undefined]);
    expect(await bulk(company.as[as], operation, params, [two])).toEqual([result]);
    expect(await audited(one)).toHaveLength(1);
    const [row2] = await audited(two);
    expect(row2?.reason).toBe(REASON);
  });
});
