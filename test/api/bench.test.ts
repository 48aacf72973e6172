import { createBench, type Bench } from '../../api/studio/bench';
import { loadShipped } from '../../definitions/load';
import { shippedDocument } from './support';

// other tests share the machine; nothing here measures time
jest.setTimeout(60_000);

let bench: Bench;
beforeEach(() => {
  bench = createBench({ longest: 3_000, waiting: 3 });
});
afterEach(() => bench.close());

/** Two thousand invoices, looked at on each of a thousand days: minutes of work. */
const runaway = {
  text: JSON.stringify({ ...shippedDocument('dunning/standard.json'), version: 9 }),
  scenario: {
    name: 'for ever',
    start: '2026-03-02T09:00:00+08:00',
    given: {
      customer: { id: 'c1', name: '客户' },
      invoices: Array.from({ length: 2_000 }, (_, n) => ({
        id: `i${n}`,
        number: `I-${n}`,
        issueDate: '2026-01-01',
        dueDate: '2026-01-31',
        amount: '10.00',
        currency: 'CNY',
      })),
    },
    steps: [{ advance: 'P1000D' }],
  },
};
const published = { revision: 'one', documents: loadShipped() };
const check = (author: string) =>
  bench.run(author, 'check', { files: [{ file: 'form', text: '{' }] }, published);
const stuck = (author: string) => bench.run(author, 'simulate', runaway, published);
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code: string }) => error.code,
  );

test('jobs of one author survive the runaways of two others, on fresh threads', async () => {
  const runaways = [stuck('ann'), stuck('bob')].map(codeOf);
  const honest = await Promise.all([check('eva'), check('eva'), check('dan')]);
  expect(honest.map(([problem]) => problem?.code)).toEqual(Array(3).fill('json-syntax'));
  expect(await Promise.all(runaways)).toEqual(['SIMULATION_TOO_LONG', 'SIMULATION_TOO_LONG']);
  // and the two who did it are served again
  expect(await check('ann')).toHaveLength(1);
});

test('an author has one thread at most, and only so many jobs may wait', async () => {
  const first = codeOf(stuck('ann'));
  const more = Array.from({ length: 5 }, () => codeOf(check('ann')));
  expect(await check('bob')).toHaveLength(1);
  const codes = await Promise.all(more);
  expect(codes.filter((code) => code === 'TOO_MANY_REQUESTS').length).toBeGreaterThan(0);
  expect(await first).toBe('SIMULATION_TOO_LONG');
});
