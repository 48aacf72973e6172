import type { Scenario } from '../../generated/scenario';
import { OFFICE } from '../case.testkit';
import { fine, human, play } from './play.testkit';

// A scenario says that a calendar changes while its case runs.
const text = (name: string) => ({ 'zh-CN': name, en: name });
const CALL_CENTRE = { ...OFFICE, key: 'calls' };
const given = { documents: [OFFICE, CALL_CENTRE] } as unknown as Scenario['given']; // as an author writes it
const ladder = [{ at: 'PT0S', do: [{ raisePriority: true }] }];
const sla = { due: 'P2D', clock: 'business', pauseWhile: ['onHold'], ladder };
const clocks = [{ id: 'all', title: text('all'), sla: { ...sla, due: 'P3D' }, until: { when: 'false' } }];
const wait = { id: 'w', kind: 'wait', for: { after: 'P1D', clock: 'business', calendar: 'calls' } };
const stages = { s: { steps: [human('a', { sla, timeout: { after: 'P4D', clock: 'business' } }), wait] } };
const process = { calendar: 'office', clocks };
const on = (day: number, time = '09:00') => `2026-03-${String(day).padStart(2, '0')}T${time}:00+08:00`;
const dues = (task: string, clock: string) => ({ expect: { due: { 's/a': task, 'clock:all': clock } } });

it('every open instant that is counted by it moves, those of the case included', () => {
  const steps = [
    dues(on(4), on(5)),
    { calendar: 'office', set: { closed: ['2026-03-03', '2026-03-04'] } },
    dues(on(6), on(9)),
    { until: on(5, '18:00') },
    { expect: { fired: [] } },
    { until: on(9) },
    { expect: { fired: ['s/a#PT0S', 'clock:all#PT0S'] } },
  ];
  expect(play(stages, steps, { process, given })).toEqual(fine);
});

it('time that was held counts by the hours that are worked then', () => {
  const steps = [
    { hold: true },
    { until: on(3, '13:00') },
    { calendar: 'office', set: { open: ['2026-03-07'], closed: ['2026-03-02'] } },
    { until: on(3, '15:00') },
    { resume: true },
    // The first day is no working day any more: held for six hours of the second, from nine to three.
    dues(on(5, '15:00'), on(6, '15:00')),
    { calendar: 'office', set: { closed: [] } },
    dues(on(5, '15:00'), on(6, '15:00')),
  ];
  expect(play(stages, steps, { process, given })).toEqual(fine);
});

it('another calendar than the one that a clock goes by moves nothing', () => {
  const steps = [
    { calendar: 'calls', set: { closed: ['2026-03-03'] } },
    dues(on(4), on(5)),
    { until: on(3, '18:00') },
    { expect: { visits: { s: 1 }, open: ['s/a'] } },
    { complete: 'a' },
    { until: on(4) },
    { expect: { status: 'ended' } },
  ];
  expect(play(stages, steps, { process, given })).toEqual(fine);
});

it.each([
  [{ calendar: 'moon', set: {} }, '/calendar'],
  [{ calendar: 'office', set: { hours: [] } }, '/steps/0/set/hours'],
  [{ calendar: 'office' }, '/steps/0/set'],
])('makes no sense with %j', (step, pointer) => {
  const error: unknown = expect.objectContaining({
    code: 'SCENARIO_INVALID',
    details: expect.objectContaining({ pointer }),
  });
  expect(() => play(stages, [step], { process, given })).toThrow(error as Error);
});
