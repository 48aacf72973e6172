import { bundleWorkflowCode, DefaultLogger, NativeConnection, Worker } from '@temporalio/worker';
import { createProcessActivities } from '../../activities/index';
import { SEMANTICS } from '../../domain/process/types';
import { dataConverter } from '../../temporal/codec';
import { temporalAddress } from '../support/servers';
import type { Stage } from './stage';

/** Two workers on one queue, of which the older one knows the rules of before only; each is started when it is asked for. */
export async function openFleet({ company: { db } }: Stage, taskQueue: string) {
  const connection = await NativeConnection.connect({ address: temporalAddress() });
  const { code } = await bundleWorkflowCode({
    workflowsPath: require.resolve('../../workflows/index'),
    logger: new DefaultLogger('ERROR'),
  });
  const running: { worker: Worker; end: Promise<void> }[] = [];
  const start = async (identity: string, itsCode: string) => {
    const worker = await Worker.create({
      connection,
      namespace: 'default',
      dataConverter,
      taskQueue,
      identity,
      workerDeploymentOptions: {
        version: { deploymentName: 'fleet', buildId: identity },
        useWorkerVersioning: false,
      },
      workflowBundle: { code: itsCode },
      activities: createProcessActivities({ db }),
    });
    running.push({ worker, end: worker.run() });
  };
  return {
    startOlder: () => start('older', before(code)),
    startNewer: () => start('newer', code),
    async close() {
      for (const { worker } of running) worker.shutdown();
      await Promise.all(running.map(({ end }) => end));
      await connection.close();
    },
  };
}

/** The workflows' code as a program had it that was built before the newest rules. */
function before(code: string): string {
  const older = code.replace(`SEMANTICS = ${SEMANTICS}`, `SEMANTICS = ${SEMANTICS - 1}`);
  if (older === code) throw new Error('The bundle does not say which semantics it knows');
  return older;
}
