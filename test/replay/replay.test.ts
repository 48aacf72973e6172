import { readHistory, storedHistories } from './histories';
import { replayAll } from './replays';
import { tableOf } from './table';

jest.setTimeout(300_000);

const files = storedHistories();
let replayed: Map<string, string | null>;
beforeAll(async () => {
  const histories = function* () {
    for (const file of files) yield { workflowId: file, history: readHistory(file) };
  };
  replayed = await replayAll(histories());
});

/** `node scripts/record-histories.mjs` records what is missing; none is ever taken away. */
describe('recorded histories', () => {
  it.each(files)('%s replays on this code', (file) => {
    expect(replayed.get(file)).toBeNull();
  });

  it('go through everything that the language and the workflow have', () => {
    expect(tableOf().filter(({ file }) => file === null)).toEqual([]);
  });
});
