import { at, OFFICE, openCase, type TestCase } from './case.testkit';
import { derive, tell, type Outcome } from './told';
import { transition } from './transition';
import type { ProcessEvent, ProcessState } from './types';

const WITH = { stages: { one: { steps: [{ kind: 'human', id: 'a', assign: 'owner' }] } } };
const answer: ProcessEvent = {
  type: 'command',
  command: { op: 'complete', step: 'a', with: { sum: 3 } },
  commandId: 'c1',
  actor: null,
};
const NOON = at('12:00');

/** What the events lead to where the workflow is. */
function follow({ plan, state: before }: TestCase, events: ProcessEvent[]): Outcome {
  const outcome: Outcome = { state: before, effects: [] };
  for (const event of events) {
    const { state, effects } = transition(plan, outcome.state, event, NOON);
    outcome.state = state;
    outcome.effects.push(...effects);
  }
  return outcome;
}

const stored = (state: ProcessState) => JSON.parse(JSON.stringify(state)) as ProcessState; // it is JSON

describe('a wake-up that is told as its events', () => {
  const events: ProcessEvent[] = [{ type: 'event', name: 'early', data: { n: 1 } }, answer];

  it('leads from the stored state to the same state and effects', () => {
    const test = openCase(WITH);
    const outcome = follow(test, events);
    const told = tell(events, outcome);
    expect(told && derive(test.plan, stored(test.state), told, NOON)).toEqual(outcome);
  });

  it('is not derived from another state, from one in another order, or at another time', () => {
    const test = openCase({
      stages: {
        one: {
          steps: [
            { kind: 'human', id: 'a', assign: 'owner' },
            { kind: 'human', id: 'b', assign: 'owner' },
          ],
        },
      },
    });
    const told = tell(events, follow(test, events));
    if (!told) throw new Error('these events can be told');
    const derived = (state: ProcessState | null, now = NOON) => derive(test.plan, state, told, now);
    const reordered = stored(test.state);
    reordered.tasks = Object.fromEntries(Object.entries(reordered.tasks).reverse());
    expect(derived(null)).toBeNull();
    expect(derived({ ...stored(test.state), seq: test.state.seq + 1 })).toBeNull();
    expect(derived({ ...stored(test.state), vars: { other: true } })).toBeNull();
    expect(derived(reordered)).toBeNull();
    expect(derived(stored(test.state), NOON + 1)).toBeNull();
    expect(derived(stored(test.state))).not.toBeNull();
  });

  it('is handed over whole where it brings a plan of its own', () => {
    const test = openCase(WITH);
    const outcome = follow(test, []);
    const migrate = { op: 'migrate', plan: test.plan, reason: 'x' } as const;
    expect(tell([{ type: 'calendar', calendar: OFFICE, zone: [[0, 480]] }], outcome)).toBeNull();
    expect(tell([answer, { type: 'command', command: migrate, actor: null }], outcome)).toBeNull();
  });
});
