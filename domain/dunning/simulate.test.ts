import { DomainError } from '../errors';
import type { DunningDefinition } from '../generated/dunning';
import { simulateDunning } from './simulate';

const policy: DunningDefinition = {
  kind: 'dunning',
  key: 'test',
  version: 1,
  title: { 'zh-CN': '测试', en: 'Test' },
  per: 'customer',
  interest: { annualRate: 7.3 },
  holds: [{ id: 'promise', until: { cel: 'invoice.promisedOn' } }],
  levels: [{ id: 'A', from: 'dueDate', after: 'P1D', fee: { CNY: 5 }, do: [] }],
};

const play = (...steps: Record<string, unknown>[]) =>
  simulateDunning(policy, { name: 'test', start: '2026-03-02T09:00:00+08:00', steps });
const failures = (...steps: Record<string, unknown>[]) => play(...steps).checks.filter(({ ok }) => !ok);
const invoice = { invoice: { id: 'i', dueDate: '2026-02-20', amount: 1000 } };

describe('a dunning scenario', () => {
  it('may put the fields of an action in its value or beside it', () => {
    const beside = { invoice: 'i', dueDate: '2026-02-20', amount: '1000.00' };
    expect(
      failures(
        beside,
        { payment: 'p', invoice: 'i', amount: 600 },
        { refund: true, payment: 'p', amount: 100 },
        { dispute: { invoice: 'i' } },
        { resolve: 'i' },
        { expect: { total: 506, level: { i: 'A' } } },
        { promise: 'i', until: '2026-03-03' },
        { expect: { total: 0, holds: { i: ['promise'] }, nextAt: '2026-03-04T00:00:00+08:00' } },
      ),
    ).toEqual([]);
  });

  it('checks interest, fee and total of a letter, and of the account without one', () => {
    expect(
      failures(
        invoice,
        { expect: { interest: 2, fee: '5', total: 1007, notices: [{ level: 'A', total: '1007.00' }] } },
        { expect: { notices: [], interest: '2.00', fee: 5 } },
        { advance: 'P10D' },
        { expect: { interest: 4, fee: 0, total: { CNY: 1004 } } },
      ),
    ).toEqual([]);
  });

  it.each([
    ['INVOICE_NOT_FOUND', { payment: { id: 'p', invoice: 'x', amount: 1 } }],
    ['AMOUNT_INVALID', { payment: { id: 'p', invoice: 'i', amount: -1 } }],
    ['AMOUNT_INVALID', { payment: { id: 'p', invoice: 'i', amount: '1.005' } }],
    ['INSTALMENT_NOT_FOUND', { payment: { id: 'p', invoice: 'i', instalment: 'x', amount: 1 } }],
    ['DUPLICATE', { invoice: { id: 'i', dueDate: '2026-03-01', amount: 5 } }],
    ['DATE_INVALID', { invoice: { id: 'j', dueDate: '2026-02-30', amount: 5 } }],
    ['DATE_INVALID', { invoice: { id: 'j', amount: 5 } }],
    [
      'INSTALMENTS_MISMATCH',
      { invoice: { id: 'j', amount: 5, instalments: [{ id: 'k', dueDate: '2026-03-01', amount: 4 }] } },
    ],
    ['PAYMENT_NOT_FOUND', { refund: 'x' }],
    ['PAYMENT_NOT_FOUND', { reverse: 'x' }],
    ['PAYMENT_NOT_REVERSED', { reinstate: 'paid' }],
    ['REFUND_TOO_LARGE', { refund: { payment: 'paid', amount: 11 } }],
    ['AMOUNT_INVALID', { adjust: { invoice: 'i', amount: 0 } }],
    ['INVOICE_NOT_WRITTEN_OFF', { restore: 'i' }],
    ['INVOICE_NOT_DISPUTED', { resolve: 'i' }],
    ['PROMISE_IN_PAST', { promise: { invoice: 'i', until: '2026-03-01' } }],
    ['VALIDATION_FAILED', { delivery: 'lost' }],
  ])('is told %s, and nothing changes', (code, action) => {
    const paid = { payment: { id: 'paid', invoice: 'i', amount: 10 } };
    const [check] = play(invoice, paid, { ...action, refused: code }, { expect: { clear: false } }).checks;
    expect(check).toEqual({ step: 2, field: 'refused', expected: code, actual: code, ok: true });
    expect(play(invoice, paid, action).ok).toBe(false);
    expect(play(invoice, paid, action).final.invoices).toEqual([
      { id: 'i', balance: '990.00', currency: 'CNY' },
    ]);
  });

  it('fails when something that should be refused is accepted', () => {
    expect(failures(invoice, { dispute: 'i', refused: true })).toMatchObject([
      { field: 'refused', actual: null },
    ]);
  });

  it('uses a surplus when the invoice is open again', () => {
    const all = { payment: { id: 'p', invoice: 'i', amount: 1500 } };
    expect(
      failures(
        invoice,
        all,
        { expect: { clear: true } },
        { adjust: { invoice: 'i', amount: 400 } },
        { expect: { clear: true } },
      ),
    ).toEqual([]);
    expect(
      failures(
        invoice,
        all,
        { adjust: { invoice: 'i', amount: 600 } },
        { expect: { clear: false, total: 105.2, notices: [{ outstanding: 100, interest: 0.2 }] } },
      ),
    ).toEqual([]);
  });

  it.each([
    ['an unknown action', { remind: 'i' }],
    ['an unknown expectation', { expect: { mood: 'good' } }],
    ['time that runs backwards', { until: '2026-03-01T00:00:00+08:00' }],
    ['something that is no duration', { advance: 'tomorrow' }],
    ['something that is no instant', { until: 'tomorrow' }],
  ])('with %s makes no sense', (_name, step) => {
    expect(() => play(invoice, step)).toThrow(DomainError);
  });
});
