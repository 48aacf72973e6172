import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import type { Command } from '../../domain/process/commands';
import { getInstance } from '../../db/instances';
import { createRecord } from '../../db/records/create';
import type { ProcessState } from '../../domain/process/types';
import { STATE_QUERY } from '../../workflows/messages';
import { countByType } from './events';
import { begin, human, publishProcess } from './process';
import { replay } from '../replay/replays';
import { createSale, openStage, type Stage } from './stage';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
}, 60_000);
afterAll(() => stage.close());

const histories = join(__dirname, '../replay/histories');

const SALE: Command[] = [
  { op: 'complete', step: 'call', with: { interest: 'medium' } },
  { op: 'complete', step: 'requirements', with: { need: '两台' } },
  { op: 'complete', step: 'design', with: { summary: '方案' } },
  { op: 'complete', step: 'price', with: { discount: 0.05 } },
  { op: 'complete', step: 'reply', with: { answer: 'yes' } },
  { op: 'complete', step: 'terms', with: { paymentTerms: 'net30' } },
  { op: 'complete', step: 'sign', with: { contractNumber: 'HT-1', signedOn: '2026-11-23' } },
];

describe('the history of a seven-stage sale', () => {
  it('has an exact number of events, and a refused command leaves none', async () => {
    const sale = await stage.instanceOf(await createSale(stage), 'sales.project');
    const handle = stage.temporal.client.workflow.getHandle(sale.workflowId);
    // only a case that is not busy refuses before anything is written
    await stage.eventually(async () => {
      const state = await handle.query<ProcessState | null>(STATE_QUERY);
      return Object.values(state?.tasks ?? {}).some(({ assignee }) => assignee !== null);
    }, 'a first task that somebody has');
    await expect(stage.act(sale, 'zhou', { op: 'complete', step: 'call', with: {} })).rejects.toMatchObject({
      code: 'TASK_NOT_YOURS',
    });
    for (const command of SALE) await stage.act(sale, 'li', command);
    await handle.result();
    const history = await handle.fetchHistory();
    if (process.env['GUANXI_RECORD'])
      writeFileSync(join(histories, 'sales.project.won.json'), historyToJSON(history));
    const {
      TIMER_STARTED: armed = 0,
      TIMER_CANCELED: disarmed,
      ...others
    } = countByType(history.events ?? []);
    expect(others).toEqual(EXPECTED);
    // How often the earliest instant is another one depends on the hour: before work begins several fall together.
    expect(armed).toBe(disarmed);
    expect(armed).toBeLessThanOrEqual(8);
    await replay(sale.workflowId, history);
  }, 60_000);

  it('a click that is sent twice is one command', async () => {
    const sale = await stage.instanceOf(await createSale(stage), 'sales.project');
    const [first] = SALE as [Command];
    const [once, twice] = await Promise.all([
      stage.act(sale, 'li', first, 'click-1'),
      stage.act(sale, 'li', first, 'click-1'),
    ]);
    expect(twice).toEqual(once);
    await expect(stage.act(sale, 'li', first, 'click-2')).rejects.toMatchObject({ code: 'TASK_CLOSED' });
    const done = await stage.company
      .db('task')
      .where({ instance_id: sale.id, step: 'call', status: 'complete' });
    expect(done).toHaveLength(1);
  });
});

describe('two actions at once', () => {
  it('run one after the other: what ended out of turn could not be replayed', async () => {
    const { db, as } = stage.company;
    const auto = async (id: string) => {
      const customer = await createRecord(db, 'customer', { name: `无锡传感${id}` }, as('li'));
      const change = { entity: 'customer', id: customer.id, set: { region: '991' } };
      return { id, kind: 'auto', action: 'record.update', with: change };
    };
    const steps = [await auto('first'), await auto('second')] as const;
    const definition = await publishProcess(stage, 'test.both', { s: { steps } });
    const others = await db.transaction();
    await others('customer').where({ id: steps[0].with.id }).forUpdate();
    const { id, workflowId } = await begin(stage, definition);
    const waits = `select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`;
    await stage.eventually(async () => (await db.raw<{ rows: unknown[] }>(waits)).rows.length > 0, 'a wait');
    await others.rollback();
    const handle = stage.temporal.client.workflow.getHandle(workflowId);
    await handle.result();
    const ended = db('process_event').where({ instance_id: id, event: 'actionRun' }).orderBy('id');
    expect(await ended.pluck('step')).toEqual(['first', 'second']);
    await replay(workflowId, await handle.fetchHistory());
  });
});

describe('a command among events that do not end', () => {
  it('is answered when it is done, and no event is lost or taken twice', async () => {
    const definition = await publishProcess(stage, 'test.flood', { s: { steps: [human('a')] } });
    const instance = await begin(stage, definition);
    const state = async () =>
      (await getInstance(stage.company.db, instance.id))?.state as ProcessState | undefined; // a commit's
    const before = (await state())?.seq ?? 0;
    let isAnswered = false;
    let sent = 0;
    const send = async () => {
      while (!isAnswered && sent < MANY)
        await stage.temporal.signal(instance.workflowId, 'event', { name: 'tick', data: { n: sent++ } });
    };
    const senders = Promise.all([send(), send(), send()]);
    await stage.eventually(async () => (await state())?.mailbox.length, 'the first of them');
    await stage.act(instance, 'li', { op: 'start', step: 'a' });
    isAnswered = true;
    await senders;
    expect(sent).toBeLessThan(MANY);
    await stage.eventually(async () => (await state())?.seq === before + sent + 1, 'all of them, once');
    const handle = stage.temporal.client.workflow.getHandle(instance.workflowId);
    await replay(instance.workflowId, await handle.fetchHistory());
  }, 60_000);
});

/** Without the answer they would come for half a minute. */
const MANY = 3_000;

it('a case whose workflow is cancelled in Temporal itself ends there, though it waits for nothing but a command', async () => {
  const definition = await publishProcess(stage, 'test.cancelled', { s: { steps: [human('do')] } });
  const { workflowId } = await begin(stage, definition);
  const handle = stage.temporal.client.workflow.getHandle(workflowId);
  await handle.cancel();
  await expect(handle.result()).rejects.toMatchObject({ cause: { message: 'Workflow canceled' } });
  await replay(workflowId, await handle.fetchHistory());
});

/**
 * The start and seven commands are a workflow task each, and so is the answer of each of eleven commits (an activity of
 * three events); three actions are one marker each; each command is an update of two events; the first stage, and six
 * changes of it, upsert search attributes.
 */
const EXPECTED = {
  WORKFLOW_EXECUTION_STARTED: 1,
  WORKFLOW_TASK_SCHEDULED: 19,
  WORKFLOW_TASK_STARTED: 19,
  WORKFLOW_TASK_COMPLETED: 19,
  ACTIVITY_TASK_SCHEDULED: 11,
  ACTIVITY_TASK_STARTED: 11,
  ACTIVITY_TASK_COMPLETED: 11,
  WORKFLOW_EXECUTION_UPDATE_ACCEPTED: 7,
  WORKFLOW_EXECUTION_UPDATE_COMPLETED: 7,
  MARKER_RECORDED: 3,
  UPSERT_WORKFLOW_SEARCH_ATTRIBUTES: 7,
  WORKFLOW_EXECUTION_COMPLETED: 1,
};
