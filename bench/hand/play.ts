import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { NativeConnection } from '@temporalio/worker';
import { Worker } from '@temporalio/worker';
import type { WorkflowHandle } from '@temporalio/client';
import type { Stage } from '../../test/workflows/stage';
import { createSale } from '../../test/workflows/stage';
import { createSaleActivities } from './activities';
import { bundling } from '../../temporal/bundling';
import { dataConverter } from '../../temporal/codec';
import type { Completion, SaleInput, Standing } from './messages';

/** Seven answers that win a sale with a small discount. */
export type Answer = Pick<Completion, 'step' | 'with'>;

export const ANSWERS: Answer[] = [
  { step: 'call', with: { interest: 'medium' } },
  { step: 'requirements', with: { need: '两台' } },
  { step: 'design', with: { summary: '方案' } },
  { step: 'price', with: { discount: 0.05 } },
  { step: 'reply', with: { answer: 'yes' } },
  { step: 'terms', with: { paymentTerms: 'net30' } },
  { step: 'sign', with: { contractNumber: 'HT-1', signedOn: '2026-11-23' } },
];

const QUEUE = `hand-${randomUUID()}`;

export async function startHandWorker(
  stage: Stage,
  connection: NativeConnection,
): Promise<() => Promise<void>> {
  const worker = await Worker.create({
    connection,
    namespace: 'default',
    taskQueue: QUEUE,
    dataConverter,
    workflowsPath: require.resolve('./workflow'),
    bundlerOptions: { webpackConfigHook: bundling(join(__dirname, '..', '..')).webpackConfigHook },
    activities: createSaleActivities(stage.company.db),
  });
  const running = worker.run();
  return async () => {
    worker.shutdown();
    await running;
  };
}

/** A running sale by hand: it takes the row of the one that the trigger would have started. */
export async function startHandSale(stage: Stage, isLocal: boolean): Promise<WorkflowHandle> {
  const { company, temporal } = stage;
  const [workflowId, instanceId] = await company.db.transaction(async (trx) => {
    const saleId = await createSale({ ...stage, company: { ...company, db: trx } });
    const { id, workflow_id: ours } = await trx('process_instance')
      .first<{ id: string; workflow_id: string }>('id', 'workflow_id')
      .where({ entity_id: saleId });
    await trx('outbox').where({ workflow_id: ours }).delete();
    await trx('process_instance')
      .where({ id })
      .update({ workflow_id: `hand/${saleId}` });
    return [`hand/${saleId}`, id];
  });
  const input: SaleInput = {
    instanceId,
    owner: company.idOf('li'),
    manager: company.idOf('qian'),
    director: company.idOf('zhao'),
    isLocal,
  };
  const handle = await temporal.client.workflow.start('handSale', {
    workflowId,
    taskQueue: QUEUE,
    args: [input],
  });
  await stage.eventually(
    () => company.db('task').first('id').where({ instance_id: instanceId }),
    'the first task of a sale by hand',
  );
  return handle;
}

/** A whole sale by hand, from its deal to its order. */
export async function playByHand(stage: Stage, isLocal: boolean): Promise<WorkflowHandle> {
  const handle = await startHandSale(stage, isLocal);
  for (const item of ANSWERS) await answer(stage, handle, item);
  await handle.result();
  return handle;
}

/** The same by `sales.project`. By hand nobody looks up what a person may do, so that neither does this side: that is P2. */
export async function playOurs(stage: Stage): Promise<WorkflowHandle> {
  const sale = await stage.instanceOf(await createSale(stage), 'sales.project');
  const actor = { id: stage.company.idOf('li'), name: 'li', holds: ['rep', 'owner'] };
  for (const item of ANSWERS) {
    const command = { op: 'complete', ...item } as const;
    await stage.temporal.command(sale.workflowId, { commandId: randomUUID(), command, actor });
  }
  const handle = stage.temporal.client.workflow.getHandle(sale.workflowId);
  await handle.result();
  return handle;
}

export function answer(
  stage: Stage,
  handle: WorkflowHandle,
  { step, with: answers }: Answer,
): Promise<Standing> {
  const completion: Completion = { step, by: stage.company.idOf('li'), with: answers };
  return handle.executeUpdate<Standing, [Completion]>('complete', { args: [completion] });
}
