import type { InstanceRow } from '../../db/instances';
import { findInstanceByWorkflow } from '../../db/instances';
import { createSale, openStage, type Stage } from './stage';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  const { temporal } = stage;
  const start = temporal.startProcess;
  temporal.startProcess = (workflowId, input) => start(workflowId, { ...input, longRun: 10 });
}, 60_000);
afterAll(() => stage.close());

const BURSTS = 6;
const EACH = 6;
const ALL = Array.from({ length: BURSTS * EACH }, (_, i) => i);

/** A run that is long goes on in a new one; commands and signals come in all the while. */
describe('a process that continues as new', () => {
  it('loses no command and no signal, and does none twice', async () => {
    const { db, idOf } = stage.company;
    const sale = await stage.instanceOf(await createSale(stage), 'sales.project');
    for (let first = 0; first < ALL.length; first += EACH) {
      const before = await runOf(sale);
      await sendBurst(sale, ALL.slice(first, first + EACH));
      // The next burst meets the new run before its first task is done.
      await stage.eventually(async () => (await runOf(sale)) !== before, 'a new run');
    }
    const lines = await db('process_event').where({ instance_id: sale.id }).orderBy('id').select('data');
    const reasons = lines.map(({ data }) => data?.reason).filter((reason) => /^no\. /.test(reason));
    expect(reasons.sort()).toEqual(ALL.map((i) => `no. ${i}`).sort());
    const mailbox = await stage.eventually(async () => {
      const state = (await findInstanceByWorkflow(db, sale.workflowId))?.state;
      const kept = state?.mailbox as { data: { i: number } }[]; // the snapshot is a state
      return kept.length >= ALL.length && kept;
    }, 'the last signal');
    expect(mailbox.map(({ data }) => data.i).sort((a, b) => a - b)).toEqual(ALL);

    await stage.act(sale, 'qian', { op: 'reassign', step: 'call', to: idOf('li'), reason: 'done' });
    const call = { op: 'complete', step: 'call', with: { interest: 'medium' } } as const;
    expect(await stage.act(sale, 'li', call)).toMatchObject({ stage: 'needs' });
  }, 120_000);
});

const runOf = async ({ workflowId }: InstanceRow) =>
  (await stage.temporal.client.workflow.getHandle(workflowId).describe()).runId;

/** Each command twice at once, as an impatient client would, with signals between them. */
async function sendBurst(sale: InstanceRow, numbers: number[]): Promise<void> {
  const people = ['zhou', 'li'].map(stage.company.idOf);
  await Promise.all(
    numbers.flatMap((i) => {
      const to = people[i % 2] ?? '';
      const command = { op: 'reassign', step: 'call', to, reason: `no. ${i}` } as const;
      const send = () => stage.act(sale, 'qian', command, `${sale.id}-${i}`);
      const event = { name: 'nobody.waits', data: { i } };
      return [send(), send(), stage.temporal.signal(sale.workflowId, 'event', event)];
    }),
  );
}
