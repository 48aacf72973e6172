import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import { readable } from '../temporal/readable';
import { CommandError } from './command-error';
import { running } from './running';

/** Of gRPC. */
const NOT_FOUND = 5;

/** Prints what Temporal has of a workflow, with every value as it was: in its own tools large ones are compressed. */
export async function run([workflowId = '']: string[], options: Record<string, unknown>): Promise<number> {
  const { temporalAddress, temporalNamespace } = running(options);
  // The client is loaded only here, as by the doctor.
  const { connectTemporal } = await import('../api/temporal');
  const temporal = await connectTemporal(temporalAddress, temporalNamespace);
  try {
    const history = await temporal.client.workflow.getHandle(workflowId).fetchHistory();
    process.stdout.write(`${JSON.stringify(readable(JSON.parse(historyToJSON(history))), null, 2)}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === NOT_FOUND)) throw error;
    throw new CommandError({
      'zh-CN': `Temporal 中没有工作流 ${workflowId}。`,
      en: `Temporal has no workflow ${workflowId}.`,
    });
  } finally {
    await temporal.close();
  }
}
