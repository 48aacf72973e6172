import { bundleWorkflowCode, DefaultLogger, Worker, type WorkflowBundleOption } from '@temporalio/worker';
import { dataConverter } from '../../temporal/codec';
import { workflowBundle } from '../support/servers';

type Histories = Parameters<typeof Worker.runReplayHistories>[1];

/** Replays each history on the workflows' code as it is now: null, or why it is another one, by the workflow's id. */
export async function replayAll(histories: Histories): Promise<Map<string, string | null>> {
  const results = new Map<string, string | null>();
  const workflows = { workflowBundle: await workflowCode(), dataConverter };
  for await (const { workflowId, error } of Worker.runReplayHistories(workflows, histories))
    results.set(workflowId, error?.message ?? null);
  return results;
}

/** The same for one, which must be as it was. */
export async function replay(workflowId: string, history: unknown): Promise<void> {
  const error = (await replayAll([{ workflowId, history }])).get(workflowId);
  if (error !== null) throw new Error(error);
}

/** Those that are not as they were. */
export const diverged = (results: Map<string, string | null>): [string, string | null][] =>
  [...results].filter(([, error]) => error !== null);

/** The one of the run, where there is one: the stored histories are replayed without servers. */
async function workflowCode(): Promise<WorkflowBundleOption> {
  return (
    workflowBundle() ??
    bundleWorkflowCode({
      workflowsPath: require.resolve('../../workflows/index'),
      logger: new DefaultLogger('WARN'),
    })
  );
}
