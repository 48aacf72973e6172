import { subtractMoney, sumMoney } from '../domain/money';
import type { DataRecord } from './types';

export interface StatementRow {
  id: string;
  path: 'invoices' | 'payments';
  number: string;
  day: string;
  note: 'reversed' | 'refunded' | 'writtenOff' | null;
  debit: string;
  credit: string;
  balance: string;
}

export interface Statement {
  currency: string;
  rows: StatementRow[];
}

/** What was invoiced and what was paid, by day, with the balance after each; currencies are never added up together. */
export function statementsOf(invoices: DataRecord[], payments: DataRecord[]): Statement[] {
  const entries = [
    ...invoices.filter(({ draft }) => draft !== true).map(invoiceEntry),
    ...payments.map(paymentEntry),
  ].sort((a, b) => a.row.day.localeCompare(b.row.day) || a.row.number.localeCompare(b.row.number));
  const currencies = [...new Set(entries.map(({ currency }) => currency))].sort();
  return currencies.map((currency) => {
    let balance = '0.00';
    const rows = entries
      .filter((entry) => entry.currency === currency)
      .map(({ row }) => {
        balance = subtractMoney(sumMoney([balance, row.debit]), row.credit);
        return { ...row, balance };
      });
    return { currency, rows };
  });
}

interface Entry {
  currency: string;
  row: Omit<StatementRow, 'balance'>;
}

function invoiceEntry(invoice: DataRecord): Entry {
  const writtenOff = invoice['writtenOff'] === true;
  return {
    currency: String(invoice['currency']),
    row: {
      id: invoice.id,
      path: 'invoices',
      number: String(invoice.number),
      day: String(invoice['issueDate']).slice(0, 10),
      note: writtenOff ? 'writtenOff' : null,
      debit: String(invoice['total']),
      credit: writtenOff ? String(invoice['balance']) : '0.00',
    },
  };
}

function paymentEntry(payment: DataRecord): Entry {
  const reversed = payment['status'] === 'reversed';
  const refunded = String(payment['refunded'] ?? '0.00');
  return {
    currency: String(payment['currency']),
    row: {
      id: payment.id,
      path: 'payments',
      number: String(payment.number),
      day: String(payment['receivedOn']).slice(0, 10),
      note: reversed ? 'reversed' : Number(refunded) > 0 ? 'refunded' : null,
      debit: reversed ? '0.00' : refunded,
      credit: reversed ? '0.00' : String(payment['amount']),
    },
  };
}
