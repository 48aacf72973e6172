import { findInstanceByWorkflow, type InstanceRow } from '../../db/instances';
import type { ProcessState } from '../../domain/process/types';
import { createSale, openStage, type Stage } from './stage';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  const { temporal } = stage;
  const start = temporal.startProcess;
  temporal.startProcess = (workflowId, input) => start(workflowId, { ...input, longRun: 20 });
}, 60_000);
afterAll(() => stage.close());

const CLIENTS = [0, 1, 2, 3, 4, 5, 6, 7];
const EACH = 8;
const ALL = CLIENTS.flatMap((client) => Array.from({ length: EACH }, (_, i) => `${client}.${i}`));

/** A run that is long goes on in a new one; commands, events and changes of the record come in all the while. */
describe('a process that continues as new', () => {
  it('loses nothing that eight clients send it, and does nothing twice', async () => {
    const { db, idOf } = stage.company;
    const sale = await stage.instanceOf(await createSale(stage), 'sales.project');
    await Promise.all(CLIENTS.map((client) => work(sale, client)));

    const lines = await db('process_event').where({ instance_id: sale.id }).orderBy('id').select('data');
    const reasons = lines
      .map(({ data }) => String(data?.reason))
      .filter((reason) => /^\d\.\d+$/.test(reason));
    expect([...reasons].sort()).toEqual([...ALL].sort());
    // each client's own in the order in which it was answered
    for (const client of CLIENTS)
      expect(reasons.filter((reason) => reason.startsWith(`${client}.`))).toEqual(
        ALL.slice(client * EACH, (client + 1) * EACH),
      );
    const state = await stage.eventually(async () => {
      const now = await stateOf(sale);
      return now.mailbox.length >= ALL.length && now;
    }, 'the last signal');
    expect(state.mailbox.map(({ data }) => data['i']).sort()).toEqual([...ALL].sort());
    expect(state.entity).toMatchObject(
      Object.fromEntries(CLIENTS.map((client) => [`seen${client}`, EACH - 1])),
    );
    const runs = await db('applied_commit').where({ workflow_id: sale.workflowId }).distinct('run_id');
    // although no moment was without a command
    expect(runs.length).toBeGreaterThan(4);

    await stage.act(sale, 'qian', { op: 'reassign', step: 'call', to: idOf('li'), reason: 'done' });
    const call = { op: 'complete', step: 'call', with: { interest: 'medium' } } as const;
    expect(await stage.act(sale, 'li', call)).toMatchObject({ stage: 'needs' });
  }, 120_000);
});

// the snapshot is a state
const stateOf = async ({ workflowId }: InstanceRow) =>
  (await findInstanceByWorkflow(stage.company.db, workflowId))?.state as unknown as ProcessState;

/** Each command twice at once, as an impatient client would, and again after the next one, as one that lost the answer. */
async function work(sale: InstanceRow, client: number): Promise<void> {
  const people = ['zhou', 'li'].map(stage.company.idOf);
  const send = async (i: number) => {
    const command = {
      op: 'reassign',
      step: 'call',
      to: people[i % 2] ?? '',
      reason: `${client}.${i}`,
    } as const;
    expect(await stage.act(sale, 'qian', command, `${sale.id}-${client}-${i}`)).toMatchObject({
      status: 'active',
    });
  };
  for (let i = 0; i < EACH; i++) {
    const { signal } = stage.temporal;
    const set = { [`seen${client}`]: i };
    await Promise.all([
      send(i),
      send(i),
      signal(sale.workflowId, 'event', { name: 'nobody.waits', data: { i: `${client}.${i}` } }),
      signal(sale.workflowId, 'fact', { entity: 'opportunity', id: sale.entityId, set }),
    ]);
    await send(Math.max(0, i - 1));
  }
}
