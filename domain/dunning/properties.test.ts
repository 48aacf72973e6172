import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Calendar } from '../calendar/types';
import type { DunningDefinition } from '../generated/dunning';
import { simulateDunning, type SimulationReport } from './simulate';

const read = (path: string): unknown =>
  JSON.parse(readFileSync(join(__dirname, '../../definitions', path), 'utf8'));
const standard = read('dunning/standard.json') as DunningDefinition;
const calendar = read('calendars/cn-office.json') as Calendar;

const day = fc
  .integer({ min: 0, max: 120 })
  .map((n) => new Date(Date.UTC(2026, 1, 1 + n)).toISOString().slice(0, 10));
const amount = fc.integer({ min: 1, max: 2_000_000 }).map((cents) => (cents / 100).toFixed(2));
const id = fc.constantFrom('a', 'b', 'c');
const step: fc.Arbitrary<Record<string, unknown>> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ advance: fc.constantFrom('PT1H', 'PT9H', 'P1D', 'P4D', 'P11D', 'P40D') }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      invoice: fc.record({ id, dueDate: day, amount, currency: fc.constantFrom('CNY', 'USD') }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ payment: fc.record({ id: fc.constantFrom('p', 'q', 'r'), invoice: id, amount }) }),
  },
  fc.record({ reverse: fc.constantFrom('p', 'q') }),
  fc.record({ reinstate: fc.constantFrom('p', 'q') }),
  fc.record({ refund: fc.record({ payment: fc.constantFrom('p', 'q'), amount }) }),
  fc.record({ dispute: id }),
  fc.record({ resolve: id }),
  fc.record({ promise: fc.record({ invoice: id, until: day }) }),
  fc.record({ writeOff: id }),
  fc.record({ restore: id }),
  fc.record({ delivery: fc.constantFrom('sent', 'failed', 'ignored') }),
  fc.constant({ tag: 'no-dunning' }),
  fc.constant({ untag: 'no-dunning' }),
);
// Whether an action makes sense here is not the question: those that do not are refused.
const steps = fc.array(step, { minLength: 4, maxLength: 25 });

const START = '2026-02-24T09:30:00+08:00';
const play = (played: Record<string, unknown>[], policy: DunningDefinition = standard): SimulationReport =>
  simulateDunning(policy, { name: 'random', start: START, steps: played }, [calendar]);

interface Made {
  at: number;
  notice: string;
  invoices: string[];
  currency: string;
  date: string;
  status: string;
}

function noticesOf(report: SimulationReport): Made[] {
  return report.timeline.flatMap(({ at, effects }) =>
    effects
      .filter((effect) => 'notice' in effect)
      .map((effect) => ({ ...(effect as unknown as Made), at: Date.parse(at) })),
  );
}

const sentFor = (notices: Made[]) =>
  notices
    .filter(({ status }) => status === 'sent')
    .flatMap((made) => made.invoices.map((invoice) => ({ ...made, invoice })));

describe('whatever happens to an account', () => {
  it('no invoice gets more letters than there are levels, nor two on one day', () => {
    fc.assert(
      fc.property(steps, (played) => {
        const sent = sentFor(noticesOf(play(played)));
        for (const invoice of ['a', 'b', 'c']) {
          const own = sent.filter((made) => made.invoice === invoice);
          expect(own.length).toBeLessThanOrEqual(standard.levels.length);
          expect(new Set(own.map(({ date }) => date)).size).toBe(own.length);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('letters leave only within the sending hours of a working day', () => {
    fc.assert(
      fc.property(steps, (played) => {
        for (const { at } of noticesOf(play(played))) {
          const hour = new Date(at + 8 * 3_600_000).getUTCHours();
          expect(hour).toBeGreaterThanOrEqual(9);
          expect(hour).toBeLessThan(18);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('looking more often changes nothing: not the sweep, not a clock that ticks in between', () => {
    const { sweep: _, ...withoutSweep } = standard;
    const ticking = (played: Record<string, unknown>[]) =>
      played.flatMap((action) =>
        typeof action.advance === 'string' ? [{ tag: 'looked' }, action, { untag: 'looked' }] : [action],
      );
    fc.assert(
      fc.property(steps, (played) => {
        const usual = play(played);
        for (const other of [
          play(played, withoutSweep),
          play(played, { ...standard, sweep: { at: '10:15' } }),
          play(ticking(played)),
        ]) {
          expect(noticesOf(other)).toEqual(noticesOf(usual));
          expect(other.final.state).toEqual(usual.final.state);
          expect(other.final.nextAt).toEqual(usual.final.nextAt);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('nobody who has paid everything hears from us', () => {
    fc.assert(
      fc.property(steps, (played) => {
        const settle = ['a', 'b', 'c'].map((invoice) => ({
          payment: { id: `all-${invoice}`, invoice, amount: '999999.00' },
        }));
        const before = [...played, { delivery: 'sent' }, ...settle];
        const count = noticesOf(play([...before, { advance: 'PT0S' }])).length;
        const report = play([...before, { advance: 'P90D' }]);
        expect(noticesOf(report)).toHaveLength(count);
        expect(report.final).toMatchObject({
          state: 'clear',
          status: 'ended',
          nextAt: null,
          creditHold: false,
          open: [],
        });
      }),
      { numRuns: 20 },
    );
  });
});
