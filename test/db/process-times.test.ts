import { processTimes } from '../../db/reports/processTimes';
import { stepRework } from '../../db/reports/stepRework';
import { openCompany, type Company } from './company';

let company: Company;
beforeEach(async () => {
  company = await openCompany();
});
afterEach(() => company.close());

async function startCase(owner: string, definition = 'x.case'): Promise<string> {
  const id = crypto.randomUUID();
  await company.db('process_instance').insert({
    id,
    workflow_id: id,
    definition_key: definition,
    definition_version: 1,
    definition_sha256: 'x',
    entity_id: id,
    n: 1,
    title: 'x',
    status: 'active',
    owner_id: company.idOf(owner),
  });
  return id;
}

const visit = (id: string, stage: string, n: number, seconds: number | null) =>
  company
    .db('stage_visit')
    .insert({ instance_id: id, stage, visit: n, entered_at: '2026-03-02T01:00:00Z', seconds });

const left = (id: string, seq: number, due: string | null) =>
  company.db('process_event').insert({
    instance_id: id,
    seq,
    idx: 0,
    at: '2026-03-02T02:00:00Z',
    event: 'stageLeft',
    stage: 'one',
    data: { status: 'completed', to: 'two', ...(due && { due }) },
  });

const task = (id: string, status: string, due: string | null, closed: string | null) =>
  company.db('task').insert({
    instance_id: id,
    key: crypto.randomUUID(),
    stage: 'one',
    step: 'work',
    kind: 'human',
    status,
    title: {},
    due_at: due,
    opened_at: '2026-03-02T01:00:00Z',
    closed_at: closed,
  });

it('counts time, SLA and rework by stage, within what the person may see', async () => {
  const mine = await startCase('li');
  await visit(mine, 'one', 1, 100);
  await visit(mine, 'one', 2, 200);
  await visit(mine, 'two', 1, null);
  await task(mine, 'complete', '2026-03-02T02:00:00Z', '2026-03-02T02:00:00Z'); // kept, to the second
  await task(mine, 'complete', '2026-03-02T02:00:00Z', '2026-03-02T02:00:01Z'); // missed
  await task(mine, 'execute', '2026-03-02T02:00:00Z', null); // missed while it is still open
  await task(mine, 'execute', '2999-03-02T02:00:00Z', null); // not decided
  await task(mine, 'close', '2026-03-02T02:00:00Z', '2026-03-03T02:00:00Z'); // withdrawn
  await task(mine, 'complete', null, '2026-03-03T02:00:00Z'); // without a due date
  await left(mine, 1, '2026-03-02T02:00:00Z'); // in time, to the second
  await left(mine, 2, '2026-03-02T01:59:59Z'); // a second late
  await left(mine, 3, null); // without a target
  const other = await startCase('wu');
  await visit(other, 'one', 1, 900);
  const { db, as } = company;
  // 100, 200: median and average 150
  const one = {
    definition: 'x.case',
    stage: 'one',
    definitionTitle: null,
    stageTitle: null,
    kept: 1,
    missed: 2,
    targetKept: 1,
    targetMissed: 1,
    reworked: 1,
  };
  const two = {
    ...one,
    stage: 'two',
    cases: 1,
    visits: 1,
    medianSeconds: null,
    averageSeconds: null,
    kept: 0,
    missed: 0,
    targetKept: 0,
    targetMissed: 0,
    reworked: 0,
  };
  expect(await processTimes(db, as('li'))).toEqual([
    { ...one, cases: 1, visits: 2, medianSeconds: 150, averageSeconds: 150 },
    two,
  ]);
  // 100, 200, 900: median 200, average 400
  expect(await processTimes(db, as('zhao'))).toEqual([
    { ...one, cases: 2, visits: 3, medianSeconds: 200, averageSeconds: 400 },
    two,
  ]);
  expect(await processTimes(db, as('zhao'), 'another')).toEqual([]);
  const { rows } = await db.raw<{ rows: { seconds: string }[] }>(
    'select seconds from task_time where sla is not null and closed_at is not null order by seconds',
  );
  expect(rows.map(({ seconds }) => Number(seconds))).toEqual([3600, 3601]);
});

it('counts how often a step was done again; several approvers are one time', async () => {
  const open = (id: string, key: string, step: string) =>
    company.db('task').insert({
      instance_id: id,
      key,
      stage: 'one',
      step,
      kind: 'human',
      status: 'complete',
      title: {},
      opened_at: '2026-03-02T01:00:00Z',
    });
  const mine = await startCase('li');
  for (const key of ['one.write.1.1', 'one.write.1.2', 'one.write.2.1']) await open(mine, key, 'write');
  for (const key of ['one.agree.1.1.0', 'one.agree.1.1.1']) await open(mine, key, 'agree');
  await open(await startCase('li'), 'one.write.1.1', 'write');
  await open(await startCase('wu'), 'one.write.1.1', 'write');
  const titles = { definition: 'x.case', stage: 'one', definitionTitle: null, stepTitle: null };
  expect(await stepRework(company.db, company.as('li'))).toEqual([
    { ...titles, step: 'write', cases: 2, runs: 4, reworked: 1 },
    { ...titles, step: 'agree', cases: 1, runs: 1, reworked: 0 },
  ]);
  expect(await stepRework(company.db, company.as('zhao'), 'another')).toEqual([]);
});
