import { commit } from '../../activities/commit/commit';
import { publish } from '../../db/definitions';
import { loadPlan } from '../../db/plan';
import { startInstance } from '../../db/startInstance';
import { transition } from '../../domain/process/transition';
import type { Plan } from '../../domain/process/types';
import type { CommitInput } from '../../workflows/messages';
import { openCompany, type Company } from '../db/company';

// Who gets a task when many cases ask at once: real commits on PostgreSQL, each a transaction of its own.
const STARTS = 50;
const NOW = Date.parse('2026-11-23T10:00:00+08:00');
const text = (name: string) => ({ 'zh-CN': name, en: name });

let company: Company;
beforeEach(async () => {
  company = await openCompany();
}, 60_000);
afterEach(() => company.close());

/** A process of one step for the pool; `assign` may be inline or a role. */
async function publishPool(
  strategy: string,
  isInline: boolean,
): Promise<{ key: string; version: number; sha256: string }> {
  const pool = { by: 'pool', group: 'hotline', strategy };
  const definition = {
    kind: 'process',
    key: 'test.hotline',
    version: 1,
    category: 'general',
    title: text('热线'),
    ...(isInline ? {} : { roles: { agent: pool } }),
    assignment: { ifNone: { queue: 'hotline' } },
    stages: [
      {
        id: 's',
        title: text('接听'),
        steps: [{ id: 'a', kind: 'human', assign: isInline ? pool : 'agent' }],
      },
    ],
  };
  const { version, sha256 } = await publish(company.db, definition, null);
  return { key: definition.key, version, sha256 };
}

async function first(definition: Awaited<ReturnType<typeof publishPool>>): Promise<CommitInput> {
  const { db } = company;
  const { id, workflowId } = await startInstance(db, { definition, title: '来电', input: {} });
  const plan = (await loadPlan(db, definition, NOW)) as Plan; // it was published a moment ago
  const { state, effects } = transition(
    plan,
    null,
    { type: 'start', input: { entityId: id }, actor: null },
    NOW,
  );
  return { instanceId: id, workflowId, runId: 'run-1', seq: 0, state, effects, now: NOW };
}

const join = (login: string, more: object = {}) =>
  company
    .db('employee')
    .where({ login })
    .update({ groups: ['hotline'], ...more });

async function tasksByLogin(): Promise<Record<string, number>> {
  const rows = await company
    .db('task as t')
    .leftJoin('employee as e', 'e.id', 't.assignee_id')
    .select<{ login: string | null; n: string }[]>('e.login')
    .count('* as n')
    .groupBy('e.login');
  return Object.fromEntries(rows.map(({ login, n }) => [login ?? 'nobody', Number(n)]));
}

describe('fifty cases that start at once', () => {
  it.each([
    ['a role', false],
    ['the step itself', true],
  ])(
    'go round fairly among those of the pool that %s names, and never to somebody who has left',
    async (_, isInline) => {
      await join('li');
      await join('zhou');
      await join('wang', { active: false });
      const definition = await publishPool('roundRobin', isInline);
      const inputs = [];
      for (let n = 0; n < STARTS; n++) inputs.push(await first(definition));
      await Promise.all(inputs.map((input) => commit(company.db, input)));
      expect(await tasksByLogin()).toEqual({ li: 25, zhou: 25 });
    },
    120_000,
  );

  it('are shared by load as fairly', async () => {
    await join('li');
    await join('zhou');
    const definition = await publishPool('leastLoaded', true);
    const inputs = await Promise.all(Array.from({ length: STARTS }, () => first(definition)));
    await Promise.all(inputs.map((input) => commit(company.db, input)));
    expect(await tasksByLogin()).toEqual({ li: 25, zhou: 25 });
  }, 120_000);

  it('give nothing more to somebody who leaves half way', async () => {
    await join('li');
    await join('zhou');
    const definition = await publishPool('roundRobin', false);
    const inputs = await Promise.all(Array.from({ length: STARTS }, () => first(definition)));
    await Promise.all(inputs.slice(0, 10).map((input) => commit(company.db, input)));
    await join('zhou', { active: false });
    await Promise.all(inputs.slice(10).map((input) => commit(company.db, input)));
    expect(await tasksByLogin()).toEqual({ li: 45, zhou: 5 });
  }, 120_000);

  it('lie in the queue when nobody is there, each with an incident that says so', async () => {
    await join('li', { active: false });
    const definition = await publishPool('roundRobin', false);
    const input = await first(definition);
    await commit(company.db, input);
    expect(await company.db('task')).toMatchObject([{ assignee_id: null, queue: 'hotline' }]);
    expect(await company.db('incident')).toMatchObject([
      { code: 'NOBODY_ELIGIBLE', retry: 'assignment', resolved_at: null },
    ]);
    expect(await company.db('process_instance').where({ id: input.instanceId })).toMatchObject([
      { incident_count: 1 },
    ]);
  });
});
