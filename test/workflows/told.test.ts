import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import { NOT_DERIVED } from '../../workflows/messages';
import { replay } from '../replay/replays';
import { createSale, openStage, type Stage } from './stage';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
}, 60_000);
afterAll(() => stage.close());

test('a commit that cannot get from the stored state to what is meant has it whole, and mends the state', async () => {
  const { db } = stage.company;
  const sale = await stage.instanceOf(await createSale(stage), 'sales.project');
  const row = () => db('process_instance').where({ id: sale.id });
  const state = async () => (await row().first('state'))?.['state'];
  const before = await state();
  await row().update({ state: JSON.stringify({ ...before, vars: { ...before.vars, rounds: 7 } }) });

  await stage.act(sale, 'li', { op: 'complete', step: 'call', with: { interest: 'medium' } });
  expect(await state()).toMatchObject({ stage: 'needs', vars: before.vars });
  expect(await db('task').where({ instance_id: sale.id }).orderBy('opened_at').pluck('step')).toEqual([
    'call',
    'requirements',
  ]);
  await stage.act(sale, 'li', { op: 'complete', step: 'requirements', with: { need: '两台' } });

  const history = await stage.temporal.client.workflow.getHandle(sale.workflowId).fetchHistory();
  expect(historyToJSON(history).split(`"${NOT_DERIVED}"`)).toHaveLength(2);
  await replay(sale.workflowId, history);
}, 60_000);
