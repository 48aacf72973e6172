import { fine, human, play } from './play.testkit';

const employee = (code: string) => ({ by: 'employee', code });

describe('a scenario', () => {
  it('knows whoever a role names by code, though nobody describes them', () => {
    const roles = { lead: employee('lead'), owner: employee('someone') };
    const process = { roles, permissions: { jump: ['lead'] } };
    const stages = { a: { steps: [human('t')] }, b: { steps: [human('u', { assign: 'lead' })] } };
    const steps = [
      { expect: { assigned: { 'a/t': 'someone' } } },
      { jump: 'b', by: 'someone', reason: 'x', refused: 'FORBIDDEN' },
      { jump: 'b', by: 'lead', reason: 'x' },
      { expect: { assigned: { 'b/u': 'lead' }, visits: { a: 1, b: 1 } } },
    ];
    expect(play(stages, steps, { process })).toEqual(fine);
  });

  it('that begins with how an automatic step will end says so before the case starts', () => {
    const check = { id: 'check', kind: 'auto', action: 'credit.check', onFail: { open: 'help' } };
    const help = human('help', { manual: true, required: false });
    const large = human('large', { needs: ['check'], if: 'steps.check.out.score > 5' });
    const process = { a: { steps: [check, help, large] } };
    const isOpen = (...open: string[]) => ({ expect: { open } });
    const failed = { effectFailed: 'check', reason: 'no answer' };
    expect(play(process, [failed, isOpen('a/help')])).toEqual(fine);
    expect(play(process, [{ ...failed, ...isOpen('a/help') }])).toEqual(fine);
    expect(play(process, [{ effectDone: 'a/check', with: { score: 7 } }, isOpen('a/large')])).toEqual(fine);
    expect(play(process, [failed])).toEqual(fine);
  });

  it('counts a stage that was never entered as none', () => {
    const stages = { a: { steps: [human('t')] }, b: { steps: [human('u')] } };
    expect(play(stages, [{ expect: { visits: { a: 1, b: 0 } } }])).toEqual(fine);
  });

  it('lets whoever has a task act where nobody is named', () => {
    const step = human('t', { set: { '/vars/by': { cel: 'user.id' } } });
    const steps = [{ complete: 't' }, { expect: { vars: { by: 'rep' } } }];
    expect(play({ a: { steps: [step] } }, steps)).toEqual(fine);
  });

  it('gives the next task of a sticky group to whoever had the last one, also at the same moment', () => {
    const assign = { by: 'pool', group: 'pool', strategy: 'sticky' };
    const stages = {
      a: { steps: [human('t', { assign }), human('u', { assign, needs: ['t'] }), human('v', { assign })] },
    };
    const steps = [
      { expect: { assigned: { 'a/t': 'p1', 'a/v': 'p1' } } },
      { reassign: 't', to: 'p2' },
      { complete: 't' },
      { expect: { assigned: { 'a/u': 'p1' } } },
    ];
    expect(play(stages, steps)).toEqual(fine);
  });

  it('counts the tasks that people have now, also those that were handed on', () => {
    const assign = { by: 'pool', group: 'pool', strategy: 'leastLoaded' };
    const steps = [
      human('t', { assign: 'owner' }),
      human('u', { assign: 'owner' }),
      human('v', { assign, manual: true }),
    ];
    const played = [
      { reassign: 't', to: 'p1' },
      { delegate: 'u', to: 'p1' },
      { open: 'v' },
      { expect: { assigned: { 'a/v': 'p2' } } },
    ];
    expect(play({ a: { steps } }, played)).toEqual(fine);
  });

  it('lets what is due already happen before anything is looked at', () => {
    const past = { id: 'w', kind: 'wait', for: { until: '2026-03-01T09:00:00+08:00' } };
    const stages = { a: { steps: [past, human('t', { needs: ['w'] })] } };
    expect(play(stages, [{ expect: { open: ['a/t'] } }])).toEqual(fine);
  });

  it('hears the events that it publishes itself', () => {
    const wait = { id: 'w', kind: 'wait', for: { event: 'own.late', match: 'event.n == 1' } };
    const timeout = { after: 'P1D', do: [{ event: 'own.late', data: { n: 1 } }] };
    const stages = { a: { steps: [human('t', { timeout }), wait, human('u', { needs: ['w'] })] } };
    expect(play(stages, [{ advance: 'P1D' }, { expect: { open: ['a/t', 'a/u'] } }])).toEqual(fine);
  });

  it('takes a fact about its kind of record for its own where that was given without an id', () => {
    const stages = {
      a: { steps: [human('t')], exit: [{ when: 'entity.amount > 50', to: 'next' }, { stay: 'low' }] },
    };
    const steps = [
      { complete: 't' },
      { fact: { entity: 'opportunity', id: 'o7', set: { amount: 60 } } },
      { expect: { status: 'ended', entity: { amount: 60 } } },
    ];
    expect(play(stages, steps)).toEqual(fine);
    const given = { entity: { id: 'o1', ownerId: 'rep', amount: 10 } };
    const other = [...steps.slice(0, 2), { expect: { status: 'active', entity: { amount: 10 } } }];
    expect(play(stages, other, { given })).toEqual(fine);
  });

  it('asks for one of the outcomes that a task offers, beside its answers or among them', () => {
    const title = { 'zh-CN': '是', en: 'yes' };
    const step = human('t', {
      outcomes: [
        { id: 'yes', title },
        { id: 'no', title },
      ],
    });
    const exit = [{ when: "steps.t.out.outcome == 'yes'", end: 'yes' }, { end: 'other' }];
    const stages = { a: { steps: [step], exit } };
    for (const how of [{ outcome: 'yes' }, { with: { outcome: 'yes' } }])
      expect(
        play(stages, [
          { complete: 't', refused: 'VALIDATION_FAILED' },
          { complete: 't', with: { outcome: 'maybe' }, refused: 'VALIDATION_FAILED' },
          { complete: 't', outcome: 'maybe', refused: 'VALIDATION_FAILED' },
          { complete: 't', ...how },
          { expect: { outcome: 'yes' } },
        ]),
      ).toEqual(fine);
  });

  it.each([
    [{ advance: 'P1D', clock: 'lunar' }, '/steps/0/clock'],
    [{ until: '2026-03-03T09:00:00' }, '/steps/0/until'],
    [{ expect: ['a'] }, '/steps/0/expect'],
  ])('makes no sense with %j', (step, pointer) => {
    const error: unknown = expect.objectContaining({
      code: 'SCENARIO_INVALID',
      details: expect.objectContaining({ pointer }),
    });
    expect(() => play({ a: { steps: [human('t')] } }, [step])).toThrow(error as Error);
  });
});
