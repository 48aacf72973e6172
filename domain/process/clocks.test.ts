import { at, OFFICE, openCase } from './case.testkit';
import { human } from './simulate/play.testkit';
import type { ProcessEvent } from './types';

// How open instants move: by holds, by waiting, and by another version of the calendar.
const pauseWhile = ['onHold', 'waiting'];
const sla = (ladder: unknown[] = []) => ({ due: 'P2D', clock: 'business', pauseWhile, ladder });
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
  });
});
