import { human, problems, processOf, stage } from './lintExample';

const READS = 'steps.price.out.discount > 0.1';
/** Whether a stage with these steps may read the answers of `price`. */
const readsIn = (steps: object[]) =>
  problems(processOf([stage('one', steps)])).map((found) => found.split(' ')[0]);
const MAY_NOT = ['step-may-not-have-run'];

describe('reading the output of a step', () => {
  it('is fine after a step that is needed, however far back', () => {
    expect(
      readsIn([human('price'), human('b', { needs: ['price'] }), human('c', { needs: ['b'], if: READS })]),
    ).toEqual([]);
    expect(
      readsIn([human('price', { required: false }), human('b', { needs: ['price'], if: READS })]),
    ).toEqual([]);
  });

  it.each([
    ['beside it', [human('price'), human('b', { if: READS })]],
    [
      'after a conditional one',
      [human('price', { if: 'vars.rounds > 1' }), human('b', { needs: ['price'], if: READS })],
    ],
    [
      'after one that may be skipped',
      [
        human('price', { timeout: { after: 'P1D', then: 'skip' } }),
        human('b', { needs: ['price'], if: READS }),
      ],
    ],
    [
      'after one that may end without answers',
      [
        human('price', { timeout: { after: 'P1D', then: 'complete' } }),
        human('b', { needs: ['price'], if: READS }),
      ],
    ],
    ['in its own condition', [human('price', { if: READS })]],
  ])('is an error %s', (_, steps) => {
    expect(readsIn(steps)).toEqual(MAY_NOT);
  });

  it('is fine where the condition includes the condition of the other', () => {
    const price = human('price', { if: 'vars.rounds > 1' });
    expect(readsIn([price, human('b', { needs: ['price'], if: `vars.rounds > 1 && ${READS}` })])).toEqual(
      MAY_NOT,
    );
    expect(
      readsIn([
        price,
        human('b', {
          needs: ['price'],
          if: 'vars.rounds > 1',
          set: { '/vars/rounds': { cel: 'steps.price.out.discount' } },
        }),
      ]),
    ).toEqual([]);
  });

  it.each([
    ['has(steps.price.out.discount) && steps.price.out.discount > 0.1', true],
    ['steps.price.out.discount > 0.1 && has(steps.price.out.discount)', true],
    ['!has(steps.price.out.discount) || steps.price.out.discount > 0.1', true],
    ["steps.price.status == 'completed' ? steps.price.out.discount > 0.1 : false", true],
    ["steps.price.status != 'completed' || steps.price.out.discount > 0.1", true],
    ['steps.price.out.?discount.orValue(0) > 0.1', true],
    ['steps.price.out.?discount.hasValue() && steps.price.out.discount > 0.1', true],
    ['has(steps.price.out.discount) || steps.price.out.discount > 0.1', false],
    ['!has(steps.price.out.discount) && steps.price.out.discount > 0.1', false],
    ['has(steps.price.out) && steps.price.out.discount > 0.1', false],
    ["steps.price.status == 'open' && steps.price.out.discount > 0.1", false],
    ['(vars.rounds > 1 || has(steps.price.out.discount)) && steps.price.out.discount > 0.1', false],
    ['[1, 2].exists(n, steps.price.out.discount > n)', false],
    ["steps['price'].out['discount'] > 0.1", false],
  ])('%s: %s', (condition, ok) => {
    expect(readsIn([human('price'), human('b', { if: condition })])).toEqual(ok ? [] : MAY_NOT);
  });

  it('is fine in a later stage when no way leads around it', () => {
    const later = stage('three', [human('c', { if: READS })]);
    const through = (exit: object[] | undefined, two: object = {}) =>
      problems(
        processOf([
          stage('one', [human('a')], exit ? { exit } : {}),
          stage('two', [human('price')], two),
          later,
        ]),
      );
    expect(through(undefined)).toEqual([]);
    const found = ['step-may-not-have-run /stages/2/steps/0/if'];
    expect(through([{ when: 'vars.rounds > 1', to: 'three' }, { to: 'next' }])).toEqual(found);
    expect(through(undefined, { entry: { when: 'vars.rounds > 1' } })).toEqual(found);
    expect(through([{ when: 'vars.rounds > 1', end: 'lost' }, { to: 'next' }])).toEqual([]);
  });

  it('on the way out: exits know the required steps, onExit knows none, later branches know the earlier answers', () => {
    const optional = human('price', { required: false });
    const exits = (steps: object[], ...exit: object[]) =>
      problems(processOf([stage('one', steps, { exit })]));
    expect(exits([human('price')], { when: READS, end: 'deep' }, { to: 'next' })).toEqual([]);
    expect(exits([optional], { when: READS, end: 'deep' }, { to: 'next' })).toEqual([
      'step-may-not-have-run /stages/0/exit/0/when',
    ]);
    expect(
      exits(
        [optional],
        { when: '!has(steps.price.out.discount)', end: 'none' },
        { when: READS, end: 'deep' },
        { to: 'next' },
      ),
    ).toEqual([]);
    const onExit = [{ event: 'priced', data: { discount: { cel: 'steps.price.out.discount' } } }];
    expect(problems(processOf([stage('one', [human('price')], { onExit })]))).toEqual([
      'step-may-not-have-run /stages/0/onExit/0/data/discount/cel',
    ]);
  });
});
