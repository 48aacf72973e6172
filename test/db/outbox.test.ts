import { randomUUID } from 'node:crypto';
import { claimOutbox, enqueue, markFailed, markRelayed, publishEvent } from '../../db/outbox';
import { endSubscriptions, fireRung, subscribeEvent, watchRecord } from '../../db/instanceLog';
import { saveInstance } from '../../db/instances';
import { startInstance } from '../../db/startInstance';
import { publish } from '../../db/definitions';
import { systemContext } from '../../db/context';
import { createRecord } from '../../db/records/create';
import { updateRecord } from '../../db/records/update';
import { openCompany, type Company } from './company';

let company: Company;
beforeEach(async () => {
  company = await openCompany();
});
afterEach(() => company.close());

const definition = { key: 'test.flow', version: 1, sha256: 'x' };
const waiting = (workflowId: string) =>
  company.db('outbox').where({ workflow_id: workflowId }).whereNull('relayed_at').orderBy('id');

async function publishProcess(version: number, trigger: unknown, key = 'test.flow'): Promise<void> {
  await publish(
    company.db,
    { kind: 'process', key, version, entity: 'customer', trigger, stages: [] } as {
      kind: string;
      key: string;
      version: number;
    },
    null,
  );
}

describe('the outbox', () => {
  it('gives each workflow its rows in order, and two relays different workflows', async () => {
    const { db } = company;
    await enqueue(
      db,
      ...['a', 'a', 'b'].map((workflowId, n) => ({ kind: 'fact' as const, workflowId, payload: { n } })),
    );
    await db.transaction(async (one) => {
      const first = await claimOutbox(one, 10);
      expect(first.map((row) => [row.workflowId, row.payload])).toEqual([
        ['a', { n: 0 }],
        ['b', { n: 2 }],
      ]);
      await db.transaction(async (two) => expect(await claimOutbox(two, 10)).toEqual([]));
      await markRelayed(
        one,
        first.map((row) => row.id),
      );
    });
    await db.transaction(async (trx) => {
      const [second] = await claimOutbox(trx, 10);
      expect(second?.payload).toEqual({ n: 1 });
      await markFailed(trx, second!.id, 'no connection');
    });
    expect(await db.transaction((trx) => claimOutbox(trx, 10))).toEqual([]);
    expect(await db('outbox').first('attempts', 'error').whereNull('relayed_at')).toEqual({
      attempts: 1,
      error: 'no connection',
    });
  });
});

describe('a trigger', () => {
  it('starts the newest version once for a record, in the same transaction', async () => {
    const { db, as } = company;
    await publishProcess(1, [{ on: 'created' }]);
    await publishProcess(2, [
      { on: 'created', when: "entity.region == '华东' && entity.creditLimit > 99.5" },
    ]);
    await createRecord(db, 'customer', { name: '不触发', region: '华北' }, as('li'));
    const customer = await createRecord(
      db,
      'customer',
      { name: '触发', region: '华东', creditLimit: '100' },
      as('li'),
    );
    const started = await db('process_instance');
    expect(started).toMatchObject([
      {
        workflow_id: `process:test.flow:${customer.id}:1`,
        definition_version: 2,
        status: 'starting',
        customer_id: customer.id,
        title: '触发',
        entity_id: customer.id,
      },
    ]);
    expect(await waiting(started[0].workflow_id)).toMatchObject([
      {
        kind: 'start',
        payload: {
          instanceId: started[0].id,
          entity: 'customer',
          entityId: customer.id,
          definition: { key: 'test.flow', version: 2 },
        },
      },
    ]);
    await expect(
      db.transaction(async (trx) => {
        await createRecord(trx, 'customer', { name: '回滚', region: '华东', creditLimit: '100' }, as('li'));
        throw new Error('undone');
      }),
    ).rejects.toThrow('undone');
    expect(await db('process_instance')).toHaveLength(1);
  });

  it('on change starts when the condition becomes true, not while it stays so, and tells the open one instead', async () => {
    const { db, as } = company;
    await publishProcess(1, [{ on: 'changed', when: "entity.status == 'crisis'" }]);
    const { id } = await createRecord(db, 'customer', { name: '客户', status: 'crisis' }, as('li'));
    const set = (values: object) => updateRecord(db, 'customer', id, values, null, as('li'));
    const count = async () => (await db('process_instance')).length;
    await set({ name: '改名' });
    expect(await count()).toBe(0);
    await set({ status: 'normal' });
    await set({ status: 'crisis' });
    expect(await count()).toBe(1);
    await set({ status: 'normal' });
    await set({ status: 'crisis' });
    expect(await count()).toBe(1);
    expect((await waiting(`process:test.flow:${id}:1`)).map((row) => row.kind)).toEqual([
      'start',
      'fact',
      'fact',
    ]);
    const [instance] = await db('process_instance');
    await saveInstance(db, instance.id, { status: 'ended', endedAt: new Date() });
    for (const write of endSubscriptions(db, instance.id)) await write;
    await set({ status: 'normal' });
    await set({ status: 'crisis' });
    expect(await db('process_instance').orderBy('n').pluck('workflow_id')).toEqual([
      `process:test.flow:${id}:1`,
      `process:test.flow:${id}:2`,
    ]);
  });

  it('that cannot be evaluated does not stand in the way of the record', async () => {
    await publishProcess(1, [{ on: 'created', when: 'entity.nope.deeper > 1' }]);
    await createRecord(company.db, 'customer', { name: '客户' }, company.as('li'));
    expect(await company.db('process_instance')).toEqual([]);
  });

  it('starts once even when many start at the same time', async () => {
    const { db } = company;
    const entityId = randomUUID();
    const started = await Promise.all(
      Array.from({ length: 12 }, () =>
        startInstance(db, { definition, entityId, title: 't', triggerKey: 'k' }),
      ),
    );
    expect(started.filter((start) => start.started)).toHaveLength(1);
    expect(new Set(started.map((start) => start.id)).size).toBe(1);
    const parent = started[0]!.id;
    const children = await Promise.all(
      Array.from({ length: 6 }, () =>
        startInstance(db, {
          definition,
          entityId: randomUUID(),
          title: 'c',
          parentId: parent,
          parentEffect: '3.1',
        }),
      ),
    );
    expect(new Set(children.map((start) => start.id)).size).toBe(1);
    const byHand = await Promise.all(
      Array.from({ length: 6 }, () => startInstance(db, { definition, title: 'alone' })),
    );
    expect(new Set(byHand.map((start) => start.workflowId)).size).toBe(6);
  });
});

describe('an instance', () => {
  it('hears of the fields that it watches, as numbers, but not of its own changes', async () => {
    const { db, as } = company;
    const { id } = await createRecord(db, 'customer', { name: '客户', creditLimit: '10' }, as('li'));
    const { id: instanceId, workflowId } = await startInstance(db, { definition, title: 't' });
    await watchRecord(db, instanceId, 'customer', id, ['creditLimit']);
    await updateRecord(db, 'customer', id, { name: '新名' }, null, as('li'));
    await updateRecord(db, 'customer', id, { creditLimit: '12.50', region: '华东' }, null, as('li'));
    await updateRecord(
      db,
      'customer',
      id,
      { creditLimit: '13' },
      null,
      systemContext({ origin: workflowId }),
    );
    const facts = (await waiting(workflowId)).filter((row) => row.kind === 'fact');
    expect(facts.map((row) => row.payload)).toEqual([
      { entity: 'customer', id, set: { creditLimit: 12.5, region: '华东' } },
    ]);
    await subscribeEvent(db, instanceId, 'customer.replied');
    await publishEvent(db, 'customer.replied', { customerId: id });
    await publishEvent(db, 'nobody.listens', {});
    expect((await waiting(workflowId)).map((row) => row.kind)).toEqual(['start', 'fact', 'event']);
  });

  it('fires a rung once', async () => {
    const { db } = company;
    const { id } = await startInstance(db, { definition, title: 't' });
    const rung = { taskKey: 'a.b.1.1', dueVersion: 1, rung: 'PT0S', at: new Date() };
    expect([
      await fireRung(db, id, rung),
      await fireRung(db, id, rung),
      await fireRung(db, id, { ...rung, dueVersion: 2 }),
    ]).toEqual([true, false, true]);
  });
});
