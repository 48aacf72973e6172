import type { Calendar } from '../calendar/types';
import type { DunningDefinition } from '../generated/dunning';
import { evaluate } from './evaluate';
import { interestOn } from './notices';
import { EVERY_DAY } from './time';
import type { Facts, InvoiceFacts, NoticeFact } from './types';

const at = (text: string) => Date.parse(`2026-${text}:00+08:00`);

function policy(set: Partial<DunningDefinition> = {}): DunningDefinition {
  const title = { 'zh-CN': '测试', en: 'Test' };
  return { kind: 'dunning', key: 'test', version: 1, title, per: 'customer', levels: [], ...set };
}

const level = (id: string, from: DunningDefinition['levels'][number]['from'], after: string) => ({
  id,
  from,
  after,
  do: [],
});

function invoice(
  id: string,
  dueDate: string,
  amount = '1000.00',
  set: Partial<InvoiceFacts> = {},
): InvoiceFacts {
  const instalments = [{ id, dueDate, amount, outstanding: amount }];
  const flags = { draft: false, disputed: false, writtenOff: false, promisedOn: null };
  return { id, number: id, currency: 'CNY', amount, balance: amount, ...flags, instalments, ...set };
}

function facts(invoices: InvoiceFacts[], notices: NoticeFact[] = [], set: Partial<Facts> = {}): Facts {
  return { customer: { id: 'c', tags: [] }, invoices, notices, lastCase: null, ...set };
}

const sent = (instalmentId: string, id: string, date: string): NoticeFact => ({
  instalmentId,
  level: id,
  status: 'sent',
  date,
  sentOn: date,
});

describe('levels', () => {
  const due = policy({ levels: [level('A', 'dueDate', 'P3D'), level('B', 'endOfMonth', 'P30D')] });

  it.each([
    ['2026-01-31', '2026-03-31'],
    ['2026-02-28', '2026-03-31'],
    ['2026-03-01', '2026-03-31'],
    ['2026-03-02', '2026-04-30'],
  ])('endOfMonth: due %s plus thirty days ends on %s', (dueDate, end) => {
    const result = evaluate(
      due,
      EVERY_DAY,
      facts([invoice('i', dueDate)], [sent('i', 'A', '2026-03-05')]),
      at('03-10T10:00'),
    );
    expect(result.nextAt).toBe(Date.parse(`${end}T00:00:00+08:00`));
  });

  it('start on the day itself, not a day before or after', () => {
    const on = (day: string) =>
      evaluate(due, EVERY_DAY, facts([invoice('i', '2026-03-01')]), at(`${day}T00:00`)).notices.length;
    expect([on('03-03'), on('03-04'), on('03-05')]).toEqual([0, 1, 1]);
  });

  it('in advance are passed over once the item is due, and never follow it', () => {
    const advance = policy({ levels: [level('A', 'dueDate', '-P3D'), level('B', 'dueDate', 'P0D')] });
    const on = (day: string) =>
      evaluate(advance, EVERY_DAY, facts([invoice('i', '2026-03-10')]), at(`${day}T10:00`)).notices.map(
        (notice) => notice.level,
      );
    expect([on('03-06'), on('03-07'), on('03-09'), on('03-10')]).toEqual([[], ['A'], ['A'], ['B']]);
  });

  it('from the previous level wait for it for ever when it was never sent', () => {
    const chain = policy({ levels: [level('A', 'dueDate', '-P3D'), level('B', 'previousLevel', 'P5D')] });
    const result = evaluate(chain, EVERY_DAY, facts([invoice('i', '2026-03-10')]), at('06-10T10:00'));
    expect([result.notices, result.nextAt]).toEqual([[], null]);
  });

  it('with an `if` that does not hold stop the ladder there', () => {
    const big = { ...level('A', 'dueDate', 'P0D'), if: 'total >= 500' };
    const ladder = policy({ levels: [big, level('B', 'dueDate', 'P1D')] });
    const on = (amount: string) =>
      evaluate(ladder, EVERY_DAY, facts([invoice('i', '2026-03-01', amount)]), at('03-10T10:00')).notices
        .length;
    expect([on('499.99'), on('500.00')]).toEqual([0, 1]);
  });

  it('do not climb while a letter is on its way', () => {
    const queued: NoticeFact = {
      instalmentId: 'i',
      level: 'A',
      status: 'queued',
      date: '2026-03-05',
      sentOn: null,
    };
    expect(
      evaluate(due, EVERY_DAY, facts([invoice('i', '2026-01-01')], [queued]), at('04-10T10:00')).notices,
    ).toEqual([]);
  });
});

describe('interest', () => {
  it.each([
    // outstanding, % a year, days, cents rounded half up once
    ['1000.00', 7.3, 10, '2.00'],
    ['1000.00', 18.25, 1, '0.50'],
    ['0.73', 50, 10, '0.01'],
    ['100.00', 3.65, 50, '0.50'],
    ['10.95', 10, 15, '0.05'],
    ['12345678901234.56', 6, 365, '740740734074.07'],
    ['1000.00', 7.3, 0, '0.00'],
    ['1000.00', 7.3, -5, '0.00'],
  ])('of %s at %d %% for %d days is %s', (outstanding, rate, days, interest) => {
    expect(interestOn(outstanding, rate, days, 'CNY')).toBe(interest);
  });

  it('is counted for each instalment, the fee once for the letter', () => {
    const fees = policy({
      interest: { annualRate: 36.5 },
      levels: [{ ...level('A', 'dueDate', 'P0D'), fee: { CNY: 25 } }],
    });
    const [notice] = evaluate(
      fees,
      EVERY_DAY,
      facts([invoice('a', '2026-03-01', '10.05'), invoice('b', '2026-03-05', '10.05')]),
      at('03-06T10:00'),
    ).notices;
    expect(notice).toMatchObject({ outstanding: '20.10', interest: '0.06', fee: '25.00', total: '45.16' });
    expect(notice?.items.map(({ interest }) => interest)).toEqual(['0.05', '0.01']);
  });
});

describe('states', () => {
  const states = policy({
    state: [
      { id: 'blocked', when: 'oldestDays >= 30' },
      { id: 'warning', when: 'oldestDays >= 10' },
    ],
  });

  it('follow the days since the oldest open item and announce the next change', () => {
    const on = (day: string) => {
      const { state, nextAt } = evaluate(
        states,
        EVERY_DAY,
        facts([invoice('i', '2026-03-01')]),
        at(`${day}T10:00`),
      );
      return [state, nextAt];
    };
    expect(on('03-02')).toEqual(['clear', at('03-11T00:00')]);
    expect(on('03-11')).toEqual(['warning', at('03-31T00:00')]);
    expect(on('04-15')).toEqual(['blocked', null]);
  });

  it('that nobody saw are named', () => {
    const late = { lastCase: { state: 'clear', at: at('03-02T10:00') } };
    expect(
      evaluate(states, EVERY_DAY, facts([invoice('i', '2026-03-01')], [], late), at('05-01T10:00')),
    ).toMatchObject({ state: 'blocked', skippedStates: ['warning'] });
  });

  it('never add amounts of different currencies', () => {
    const sums = policy({ state: [{ id: 'much', when: 'total >= 1500' }] });
    const euro = invoice('b', '2026-03-01', '1000.00', { currency: 'EUR' });
    expect(
      evaluate(sums, EVERY_DAY, facts([invoice('a', '2026-03-01'), euro]), at('03-10T10:00')).state,
    ).toBe('clear');
    expect(
      evaluate(
        sums,
        EVERY_DAY,
        facts([invoice('a', '2026-03-01'), invoice('b', '2026-03-01')]),
        at('03-10T10:00'),
      ).state,
    ).toBe('much');
  });
});

describe('a customer', () => {
  it('is settled only when every item is, held ones included', () => {
    const held = policy({
      holds: [{ id: 'dispute', when: 'invoice.disputed' }],
      clear: [{ creditHold: false }],
    });
    const open = { lastCase: { state: 'clear', at: at('03-01T10:00') } };
    const disputed = invoice('i', '2026-03-01', '10.00', { disputed: true });
    expect(evaluate(held, EVERY_DAY, facts([disputed], [], open), at('03-10T10:00'))).toMatchObject({
      settled: false,
      state: 'clear',
      clear: [],
    });
    expect(evaluate(held, EVERY_DAY, facts([], [], open), at('03-10T10:00'))).toMatchObject({
      settled: true,
      clear: [{ creditHold: false }],
    });
    expect(evaluate(held, EVERY_DAY, facts([]), at('03-10T10:00'))).toMatchObject({
      settled: true,
      clear: [],
    });
  });

  it('gets no letter on a guess: a hold that cannot be evaluated holds', () => {
    const broken = policy({
      holds: [{ id: 'odd', when: 'invoice.nothing' }],
      levels: [level('A', 'dueDate', 'P0D')],
    });
    const result = evaluate(broken, EVERY_DAY, facts([invoice('i', '2026-03-01')]), at('03-10T10:00'));
    expect(result).toMatchObject({ notices: [], problems: [{ pointer: '/holds/0/when' }] });
  });

  it('can be held as a whole, by how much or how long is owed', () => {
    const holds = [{ id: 'small', when: 'total < 500 && oldestDays < 30' }];
    const spared = policy({ holds, levels: [level('A', 'dueDate', 'P0D')] });
    const on = (amount: string) =>
      evaluate(spared, EVERY_DAY, facts([invoice('i', '2026-03-01', amount)]), at('03-10T10:00'));
    expect(on('499.00')).toMatchObject({ notices: [], nextAt: at('03-31T00:00') });
    expect(on('500.00').notices).toHaveLength(1);
  });

  it('is included from a day on when the policy says so', () => {
    const overdue = policy({ includes: 'invoice.balance > 0 && invoice.dueDate < today' });
    const result = evaluate(overdue, EVERY_DAY, facts([invoice('i', '2026-03-10')]), at('03-01T10:00'));
    expect(result).toMatchObject({ settled: true, items: [], nextAt: at('03-11T00:00') });
  });
});

describe('the sending hours', () => {
  const berlin: Calendar = { ...EVERY_DAY, timezone: 'Europe/Berlin' };
  const hours = policy({ send: { window: ['09:00', '18:00'] }, levels: [level('A', 'dueDate', 'P0D')] });

  it('are those of the calendar, before and after the clocks change', () => {
    const next = (now: string) =>
      evaluate(hours, berlin, facts([invoice('i', '2026-03-20')]), Date.parse(now)).nextAt;
    expect(next('2026-03-27T20:00:00+01:00')).toBe(Date.parse('2026-03-28T09:00:00+01:00'));
    expect(next('2026-03-28T20:00:00+01:00')).toBe(Date.parse('2026-03-29T09:00:00+02:00'));
  });

  it('begin with the first minute and end before the last', () => {
    const on = (time: string) =>
      evaluate(hours, EVERY_DAY, facts([invoice('i', '2026-03-20')]), at(`03-25T${time}`)).notices.length;
    expect([on('08:59'), on('09:00'), on('17:59'), on('18:00')]).toEqual([0, 1, 1, 0]);
  });
});
