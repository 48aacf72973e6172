import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { commit } from '../../activities/commit/commit';
import { createSender } from '../../activities/messages/sender';
import { loadPlan } from '../../db/plan';
import { drain } from '../../api/relay';
import { createRecord } from '../../db/records/create';
import { newest, syncShipped } from '../../db/definitions';
import { enqueueMessage } from '../../db/messages';
import { enqueue } from '../../db/outbox';
import { startInstance } from '../../db/startInstance';
import { expand } from '../../domain/process/brief';
import { transition } from '../../domain/process/transition';
import type { Effect } from '../../domain/process/effectTypes';
import { SEMANTICS, type Plan, type ProcessEvent, type ProcessState } from '../../domain/process/types';
import { tell, type Outcome } from '../../domain/process/told';
import type { Temporal } from '../../api/temporal';
import { NOT_DERIVED, type CommitKey } from '../../workflows/messages';
import { openCompany, type Company } from '../db/company';
import { shipped } from './stage';

let company: Company;
beforeAll(async () => {
  company = await openCompany();
  await syncShipped(company.db, shipped());
}, 60_000);
afterAll(() => company.close());

/** The first wake-up of a task made by hand, as its workflow would hand it over. */
async function firstCommit(): Promise<CommitKey & Outcome> {
  const { db, idOf } = company;
  const definition = await newest(db, 'process', 'general.task');
  if (!definition) throw new Error('general.task is shipped');
  const vars = { title: '整理资料', assigneeId: idOf('li'), requesterId: idOf('li') };
  const { id, workflowId } = await startInstance(db, { definition, title: vars.title, input: vars });
  const now = Date.parse('2026-11-23T10:00:00+08:00');
  const plan = (await loadPlan(db, definition, now)) as Plan; // it was published a moment ago
  const input = { entityId: id, entity: {}, vars };
  const { state, effects } = transition(plan, null, { type: 'start', input, actor: null }, now);
  return { instanceId: id, workflowId, runId: 'run-1', seq: 0, state, effects, now };
}

function startOf({ entityId, vars }: ProcessState): ProcessEvent {
  return { type: 'start', input: { entityId, entity: {}, vars }, actor: null };
}

/** All that a commit could have left behind. */
async function traces({ instanceId, workflowId }: CommitKey): Promise<Record<string, unknown>> {
  const { db } = company;
  const count = async (table: string, where: object) =>
    Number((await db(table).where(where).count('* as n'))[0]?.['n']);
  const instance = await db('process_instance').first('status', 'state_version').where({ id: instanceId });
  return {
    ...instance,
    tasks: await count('task', { instance_id: instanceId }),
    events: await count('process_event', { instance_id: instanceId }),
    visits: await count('stage_visit', { instance_id: instanceId }),
    commits: await count('applied_commit', { workflow_id: workflowId }),
  };
}

describe('a commit', () => {
  it('that comes twice writes once and answers the same', async () => {
    const input = await firstCommit();
    const first = await commit(company.db, input);
    const written = await traces(input);
    expect(written).toMatchObject({ status: 'active', tasks: 1, visits: 1, commits: 1 });
    expect(await commit(company.db, input)).toEqual(first);
    expect(await traces(input)).toEqual(written);
  });

  it('of a case by newer rules is left to a newer program, handed over whole or told', async () => {
    const { state, effects, ...key } = await firstCommit();
    const newer = { ...state, semantics: SEMANTICS + 1 };
    await expect(commit(company.db, { ...key, state: newer, effects })).rejects.toThrow(/left to a newer/);
    const start = { ...startOf(state), semantics: SEMANTICS + 1 } as ProcessEvent; // a start says it
    const told = commit(company.db, { ...key, events: [start], mark: '' });
    await expect(told).rejects.toThrow(/left to a newer/);
    expect(await traces(key)).toMatchObject({ status: 'starting', tasks: 0, commits: 0 });
  });

  it('that is told as its events writes the same', async () => {
    const [whole, { state, effects, ...key }] = [await firstCommit(), await firstCommit()];
    const events = [startOf(state)];
    const told = tell(events, { state, effects });
    if (!told) throw new Error('a start can be told');
    const { settlements } = await commit(company.db, whole);
    const short = await commit(company.db, { ...key, ...told });
    expect(short.settlements.map((settlement) => expand(settlement, effects))).toEqual(settlements);
    expect(await traces(key)).toEqual(await traces(whole));
  });

  it('whose events lead to something else writes nothing, and goes through when it is whole', async () => {
    const whole = await firstCommit();
    const { state, effects: _, ...key } = whole;
    const before = await traces(key);
    const told = { events: [startOf({ ...state, vars: { title: '别的' } })], mark: '1.other' };
    await expect(commit(company.db, { ...key, ...told })).rejects.toMatchObject({ type: NOT_DERIVED });
    expect(await traces(key)).toEqual(before);
    await commit(company.db, whole);
    expect(await traces(key)).toMatchObject({ tasks: 1, commits: 1 });
  });

  it('that comes twice at once writes once and answers the same', async () => {
    const input = await firstCommit();
    const [first, ...others] = await Promise.all([1, 2, 3, 4].map(() => commit(company.db, input)));
    for (const other of others) expect(other).toEqual(first);
    expect(await traces(input)).toMatchObject({ tasks: 1, visits: 1, commits: 1 });
  });

  it('that fails half way leaves nothing, and goes through when it is tried again', async () => {
    const input = await firstCommit();
    const before = await traces(input);
    // The last effect breaks a foreign key, after all the others were written.
    const nobody = '00000000-0000-7000-8000-000000000000';
    const log: Effect = { id: '1.999', type: 'log', event: 'note', by: nobody };
    const effects = [...input.effects, log];
    await expect(commit(company.db, { ...input, effects })).rejects.toMatchObject({ code: '23503' });
    expect(await traces(input)).toEqual(before);
    await commit(company.db, input);
    expect(await traces(input)).toMatchObject({ tasks: 1, commits: 1 });
  });

  it('lets two steps watch different fields of one record', async () => {
    const { db } = company;
    const customer = await createRecord(
      db,
      'customer',
      { name: '苏州精密', email: 'cg@suzhou.example' },
      company.as('li'),
    );
    const watch = (n: number, fields: string[]): Effect => ({
      id: `1.90${n}`,
      type: 'watch',
      entity: 'customer',
      entityId: customer.id,
      fields,
    });
    const input = await firstCommit();
    const { settlements } = await commit(db, {
      ...input,
      effects: [watch(1, ['name']), watch(2, ['email'])],
    });
    expect(settlements.map(({ targets }) => targets)).toEqual([
      { [`customer:${customer.id}`]: { name: '苏州精密', email: 'cg@suzhou.example' } },
    ]);
    const row = await db('subscription')
      .first('fields')
      .where({ instance_id: input.instanceId, step: 'watch' });
    expect(row.fields).toEqual(['email', 'name']);
  });

  it('starts a process below another twenty deep and no deeper; the one above hears why', async () => {
    const { db } = company;
    const below: Effect = {
      id: '1.900',
      type: 'startProcess',
      process: 'general.task',
      version: 'latest',
      input: { title: '下一层' },
      step: null,
      detached: false,
    };
    let input = await firstCommit();
    for (let level = 1; level < 20; level++) {
      await commit(db, { ...input, effects: [below] });
      const child = await db('process_instance')
        .first('id', 'workflow_id')
        .where({ parent_id: input.instanceId });
      expect([level, child]).toEqual([level, expect.anything()]);
      input = { ...input, instanceId: child.id, workflowId: child.workflow_id };
    }
    const { settlements } = await commit(db, { ...input, effects: [below] });
    expect(await db('process_instance').where({ parent_id: input.instanceId })).toEqual([]);
    expect(settlements[0]?.failed).toMatchObject([{ effect: '1.900', error: expect.stringContaining('20') }]);
    const incidents = await db('incident').where({ instance_id: input.instanceId });
    expect(incidents).toMatchObject([{ key: 'start:1.900', code: 'PROCESS_FAILED', retry: 'action' }]);
  });
});

describe('two relays at once', () => {
  it('tell each row once, and each workflow in order', async () => {
    const { db } = company;
    await db('outbox').delete();
    for (let i = 0; i < 120; i++)
      await enqueue(db, { kind: 'event', workflowId: `w${i % 7}`, payload: { name: 'n', data: { i } } });
    const told: [string, number][] = [];
    const temporal = {
      signal: (workflowId: string, _kind: string, payload: { data: { i: number } }) => {
        told.push([workflowId, payload.data.i]);
        return Promise.resolve();
      },
    } as unknown as Temporal; // the relay only signals here
    const counts = await Promise.all([drain(db, temporal), drain(db, temporal), drain(db, temporal)]);
    // A relay that found everything taken has ended early; what is left is told by the next.
    const rest = await drain(db, temporal);
    expect(counts.reduce((sum, n) => sum + n, rest)).toBe(120);
    expect(told.map(([, i]) => i).sort((a, b) => a - b)).toEqual(Array.from({ length: 120 }, (_, i) => i));
    for (const workflow of new Set(told.map(([id]) => id))) {
      const heard = told.filter(([id]) => id === workflow).map(([, i]) => i);
      expect(heard).toEqual([...heard].sort((a, b) => a - b));
    }
  });
});

describe('two senders at once', () => {
  it('send each mail once, each with the Message-ID it was queued with', async () => {
    const { db } = company;
    const received: string[] = [];
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      onData: (stream, _session, done) => {
        let text = '';
        stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
        stream.on('end', () => {
          received.push(/^Message-ID: (.*)$/im.exec(text)?.[1] ?? '');
          done();
        });
      },
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.server.address() as AddressInfo; // it listens on a port
    const ids = Array.from({ length: 20 }, (_, i) => `<m${i}@guanxi.example>`);
    for (const [i, messageId] of ids.entries())
      await enqueueMessage(db, {
        dedupeKey: `test:${i}`,
        channel: 'email',
        toAddress: 'a@b.example',
        locale: 'en',
        subject: 's',
        text: 't',
        messageId,
      });
    const options = { smtpUrl: `smtp://127.0.0.1:${port}`, from: 'x@guanxi.example' };
    const senders = [createSender(db, options), createSender(db, options)];
    const sent = await Promise.all(senders.map((sender) => sender.drain()));
    for (const sender of senders) sender.close();
    await new Promise<void>((closed) => server.close(() => closed()));
    expect(sent.reduce((sum, n) => sum + n, 0)).toBe(20);
    expect(received.sort()).toEqual([...ids].sort());
  });
});
