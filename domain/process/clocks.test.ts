import { at, OFFICE, openCase } from './case.testkit';
import type { Calendar } from '../calendar/types';
import { human } from './simulate/play.testkit';
import type { ProcessEvent } from './types';

// How open instants move: by holds, by waiting, and by another version of the calendar.
const pauseWhile = ['onHold', 'waiting'];
const sla = (ladder: unknown[] = []) => ({ due: 'P2D', clock: 'business', pauseWhile, ladder });
const everyDay = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
/** A hotline with longer hours, on every day. */
const HOTLINE: Calendar = {
  ...OFFICE,
  key: 'hotline',
  week: Object.fromEntries(everyDay.map((day) => [day, [['08:00', '22:00']]])),
};
const command = (more: object) =>
  ({ type: 'command', actor: null, command: more }) as unknown as ProcessEvent; // the core's own commands
const hold = command({ op: 'hold', reason: 'x' });
const resume = command({ op: 'resume' });
const one = (ladder?: unknown[]) =>
  openCase({ stages: { s: { steps: [human('a', { sla: sla(ladder) })] } } });
const due = ({ state }: ReturnType<typeof one>) => new Date(state.tasks['s.a.1.1']?.due ?? 0).toISOString();
const instant = (time: string, day: number) => new Date(at(time, day)).toISOString();

describe('a hold', () => {
  it('adds the working time that it took, not the hours of the night', () => {
    const test = one([{ at: 'PT0S', do: [{ raisePriority: true }] }]);
    expect(due(test)).toBe(instant('09:00', 4));
    test.feed(hold, at('17:00'));
    test.feed(resume, at('10:00', 3));
    expect(due(test)).toBe(instant('11:00', 4));
    expect(Object.values(test.state.deadlines).map((d) => new Date(d.at).toISOString())).toEqual([due(test)]);
  });

  it('moves the due of a task whose ladder has no rung, or none left', () => {
    const test = one();
    test.feed(hold, at('09:00', 3));
    test.feed(resume, at('12:00', 3));
    expect(due(test)).toBe(instant('12:00', 4));
  });

  it('while a task waits counts once', () => {
    const test = one();
    test.feed(command({ op: 'wait', task: 's.a.1.1', event: 'answer' }), at('09:00'));
    test.feed(hold, at('11:00'));
    test.feed(resume, at('13:00'));
    test.feed({ type: 'event', name: 'answer', data: {} }, at('15:00'));
    expect(due(test)).toBe(instant('15:00', 4));
  });

  it('that outlasts the waiting counts once', () => {
    const test = one();
    test.feed(command({ op: 'wait', task: 's.a.1.1', event: 'answer' }), at('09:00'));
    test.feed(hold, at('11:00'));
    test.feed({ type: 'event', name: 'answer', data: {} }, at('13:00'));
    test.feed(resume, at('15:00'));
    expect(due(test)).toBe(instant('15:00', 4));
  });
});

describe('another version of the calendar', () => {
  const closed: ProcessEvent = {
    type: 'calendar',
    calendar: { ...OFFICE, closed: ['2026-03-03'] },
    zone: [[0, 480]],
  };

  it('moves every open instant that was counted by it', () => {
    const ladder = [{ at: '-PT2H', do: [{ raisePriority: true }] }];
    const wait = { id: 'w', kind: 'wait', for: { after: 'P1D', clock: 'business' } };
    const target = { due: 'P1D', clock: 'business', ladder: [{ at: 'PT0S', do: [{ raisePriority: true }] }] };
    const steps = [human('a', { sla: sla(ladder), timeout: { after: 'P3D', clock: 'business' } }), wait];
    const test = openCase({ stages: { s: { steps, target } } });
    const instants = () =>
      Object.fromEntries(
        Object.values(test.state.deadlines).map((d) => [d.kind, new Date(d.at).toISOString()]),
      );
    expect(instants()).toEqual({
      rung: instant('16:00', 3),
      timeout: instant('09:00', 5),
      wait: instant('09:00', 3),
      target: instant('09:00', 3),
    });
    test.feed(closed, at('10:00'));
    expect(instants()).toEqual({
      rung: instant('16:00', 4),
      timeout: instant('09:00', 6),
      wait: instant('09:00', 4),
      target: instant('09:00', 4),
    });
    expect(due(test)).toBe(instant('09:00', 5));
    expect(test.effects).toContainEqual(expect.objectContaining({ type: 'log', event: 'recounted' }));
  });

  it('keeps the time that the case was held', () => {
    const test = one();
    test.feed(hold, at('10:00'));
    test.feed(resume, at('12:00'));
    test.feed(closed, at('13:00'));
    expect(due(test)).toBe(instant('11:00', 5));
  });

  it('fires no rung again', () => {
    const ladder = [
      { at: '-P1D', do: [{ raisePriority: true }] },
      { at: 'PT0S', do: [{ raisePriority: true }] },
    ];
    const test = one(ladder);
    const [warning] = Object.values(test.state.deadlines).filter(({ rung }) => rung === '-P1D');
    test.feed({ type: 'due', deadline: warning?.id ?? '' }, at('09:00', 3));
    test.feed(closed, at('10:00', 3));
    expect(Object.values(test.state.deadlines).map(({ rung }) => rung)).toEqual(['PT0S']);
  });

  it('moves nothing on the calendar clock', () => {
    const test = openCase({
      stages: { s: { steps: [human('a', { sla: { ...sla(), clock: 'calendar' } })] } },
    });
    test.feed(closed, at('10:00'));
    expect(due(test)).toBe(instant('09:00', 4));
    expect(test.effects).not.toContainEqual(expect.objectContaining({ event: 'recounted' }));
  });
});

describe('a clock that names a calendar of its own', () => {
  const byHotline = { due: 'PT6H', clock: 'business', calendar: 'hotline' };
  const steps = [
    human('a', {
      sla: { ...byHotline, pauseWhile, ladder: [{ at: '-PT1H', do: [{ raisePriority: true }] }] },
    }),
    human('b', {
      sla: { due: 'PT6H', clock: 'business' },
      timeout: { after: 'PT12H', clock: 'business', calendar: 'hotline' },
    }),
    { id: 'w', kind: 'wait', for: { after: 'PT10H', clock: 'business', calendar: 'hotline' } },
  ];
  const target = { ...byHotline, ladder: [{ at: 'PT0S', do: [{ raisePriority: true }] }] };
  const start = () =>
    openCase({ calendar: 'office', stages: { s: { steps, target } } }, { calendars: { hotline: HOTLINE } });
  const instants = ({ state }: ReturnType<typeof start>) => ({
    ...Object.fromEntries(Object.values(state.tasks).map((task) => [task.step, shown(task.due)])),
    ...Object.fromEntries(Object.values(state.deadlines).map((d) => [d.kind, shown(d.at)])),
  });
  const shown = (moment: number | null) => new Date(moment ?? 0).toISOString();

  it('is counted by that one, and its holds too', () => {
    const test = start();
    expect(instants(test)).toEqual({
      a: instant('15:00', 2),
      rung: instant('14:00', 2),
      b: instant('15:00', 2),
      timeout: instant('21:00', 2),
      wait: instant('19:00', 2),
      target: instant('15:00', 2),
    });
    test.feed(hold, at('14:00'));
    test.feed(resume, at('10:00', 3));
    // Of the hotline's hours eight passed that evening and two the next morning.
    expect(instants(test)).toMatchObject({ a: instant('11:00', 3), rung: instant('10:00', 3) });
  });

  it('is counted again when that one changes, and only then', () => {
    const test = start();
    const before = instants(test);
    const longer = { ...HOTLINE, week: { ...HOTLINE.week, mon: [['09:00', '12:00']] } } as Calendar;
    const plan = { calendar: OFFICE, zone: test.plan.zone };
    const office = { ...OFFICE, closed: ['2026-03-02'] };
    const event = { type: 'calendar', ...plan, calendars: { hotline: longer } } as const;
    expect(test.feed({ ...event, changed: 'other' }, at('09:30'))).toEqual([]);
    expect(instants(test)).toEqual(before);
    test.feed({ ...event, changed: 'hotline' }, at('09:30'));
    expect(instants(test)).toEqual({
      a: instant('11:00', 3),
      rung: instant('10:00', 3),
      b: instant('15:00', 2),
      timeout: instant('17:00', 3),
      wait: instant('15:00', 3),
      target: instant('11:00', 3),
    });
    test.feed({ ...event, calendar: office, changed: 'office' }, at('09:30'));
    expect(instants(test)).toMatchObject({ a: instant('11:00', 3), b: instant('15:00', 3) });
  });
});
