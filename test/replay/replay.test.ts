import { bundleWorkflowCode, DefaultLogger, Worker } from '@temporalio/worker';
import { readHistory, storedHistories } from './histories';
import { dataConverter } from '../../temporal/codec';
import { tableOf } from './table';

jest.setTimeout(300_000);

const files = storedHistories();
const replayed = new Map<string, string>();
beforeAll(async () => {
  const workflowBundle = await bundleWorkflowCode({
    workflowsPath: require.resolve('../../workflows/index'),
    logger: new DefaultLogger('WARN'),
  });
  const histories = function* () {
    for (const file of files) yield { workflowId: file, history: readHistory(file) };
  };
  for await (const { workflowId, error } of Worker.runReplayHistories(
    { workflowBundle, dataConverter },
    histories(),
  ))
    replayed.set(workflowId, error?.message ?? 'as it was');
});

/** `node scripts/record-histories.mjs` records what is missing; none is ever taken away. */
describe('recorded histories', () => {
  it.each(files)('%s replays on this code', (file) => {
    expect(replayed.get(file)).toBe('as it was');
  });

  it('go through everything that the language and the workflow have', () => {
    expect(tableOf().filter(({ file }) => file === null)).toEqual([]);
  });
});
