import { at, openCase } from './case.testkit';
import { expand, shorten } from './brief';
import { settle } from './settle';
import { directoryOf } from './directory';
import { colleague } from './colleague.testkit';
import type { Effect } from './effectTypes';
import type { Settlement } from './settlement';

const SLA = { due: 'P1D', clock: 'business', ladder: [{ at: '-PT2H' }, { at: 'PT0S' }] };
const BODY = {
  stages: { one: { steps: [{ kind: 'human', id: 'a', assign: 'owner', sla: SLA }] } },
};

/** What opening the first task asks, and the answer. */
function firstAnswer(people = [colleague('rep', null)]): { settlement: Settlement; effects: Effect[] } {
  const { plan, state, effects } = openCase(BODY, { people });
  const workload = { open: {}, cursors: {}, last: {} };
  const directory = directoryOf(people);
  return { settlement: settle({ plan, state, effects, directory, workload, now: at('09:00') }), effects };
}

describe('a settlement in short', () => {
  it('is the same again with the effects that it answers', () => {
    const { settlement, effects } = firstAnswer();
    expect(Object.keys(settlement.deadlines)).toHaveLength(2);
    const brief = shorten(settlement, effects);
    expect(brief).toMatchObject({ at: Object.values(settlement.deadlines).map((deadline) => deadline?.at) });
    expect(JSON.stringify(brief).length).toBeLessThan(JSON.stringify(settlement).length / 3);
    expect(JSON.stringify(expand(brief, effects))).toBe(JSON.stringify(settlement));
  });

  it('keeps that nobody was found', () => {
    const { settlement, effects } = firstAnswer([]);
    expect(settlement.unassigned).toHaveLength(1);
    expect(expand(shorten(settlement, effects), effects)).toEqual(settlement);
  });

  it('stays as it is where the effects do not say the rest', () => {
    const { settlement, effects } = firstAnswer();
    expect(shorten(settlement, [])).toBe(settlement);
    const moved = {
      ...settlement,
      deadlines: Object.fromEntries(Object.entries(settlement.deadlines).reverse()),
    };
    expect(shorten(moved, effects)).toBe(moved);
    expect(expand(settlement, effects)).toBe(settlement);
  });
});
