import { at, openCase } from './case.testkit';

/** Each event makes the variable so many times as large, as an author's mistake might. */
function growing(cel: string, first: string[], semantics?: number) {
  const steps = [{ id: 'w', kind: 'wait', for: { event: 'more' } }];
  const set = { '/vars/l': { cel } };
  const stages = {
    s: { steps, repeat: { max: 20 }, exit: [{ to: 't', set }] },
    t: { steps, repeat: { max: 20 }, exit: [{ to: 's', set }] },
  };
  const test = openCase({ stages }, { input: { vars: { l: first } }, semantics });
  return { test, grow: () => test.feed({ type: 'event', name: 'more', data: {} }, at('10:00')) };
}
const lengthOf = ({ test }: ReturnType<typeof growing>) => (test.state.vars['l'] as unknown[]).length; // a list
const codes = ({ test }: ReturnType<typeof growing>) =>
  Object.values(test.state.incidents).map(({ code, message }) => [code, message]);
const bytes = ({ test }: ReturnType<typeof growing>) => Buffer.byteLength(JSON.stringify(test.state));

describe('a variable that grows with every event', () => {
  it('is an incident before a case holds more than it can hand on, and stays as it was', () => {
    const big = growing('vars.l + [vars.l[0]]', ['好'.repeat(100_000)]);
    for (let n = 0; n < 10; n++) big.grow();
    expect(codes(big)).toEqual([['EXPRESSION_FAILED', 'The case would hold more than 1500000 bytes']]);
    expect(lengthOf(big)).toBe(4);
    expect(bytes(big)).toBeLessThan(1_500_000);
  });

  it('is one at once where a single value is too large, and the incident does not repeat it', () => {
    const doubled = growing('[vars.l, vars.l]', ['x'.repeat(60_000)]);
    for (let n = 0; n < 10; n++) doubled.grow();
    expect(codes(doubled)).toEqual([
      ['EXPRESSION_FAILED', expect.stringContaining('The value is too large')],
    ]);
    const [incident] = Object.values(doubled.test.state.incidents);
    expect(incident?.values).toEqual({ entity: {}, vars: { l: expect.stringMatching(/^… \(\d{6}\)$/) } });
    expect(bytes(doubled)).toBeLessThan(1_000_000);
  });

  it('may be as large as it was in a case that began before semantics 4', () => {
    const old = growing('vars.l + [vars.l[0]]', ['好'.repeat(100_000)], 3);
    for (let n = 0; n < 4; n++) old.grow();
    expect(codes(old)).toEqual([]);
    expect(lengthOf(old)).toBe(5);
  });

  it('goes on by a retry once it is small again', () => {
    const big = growing('vars.l + [vars.l[0]]', ['好'.repeat(100_000)]);
    for (let n = 0; n < 4; n++) big.grow();
    expect(codes(big)).toHaveLength(1);
    big.test.state.vars['l'] = ['好'];
    big.grow();
    expect(codes(big)).toEqual([]);
    expect(lengthOf(big)).toBeGreaterThan(1);
  });
});
