import type { ErrorCode } from '../errors';
import { compareMoney, subtractMoney, sumMoney } from '../money';
import type { InvoiceFacts } from './types';

/** The account of one customer as the simulator keeps it; the running system has tables for the same. */
export interface Ledger {
  invoices: LedgerInvoice[];
  credits: Credit[];
}

export interface LedgerInvoice extends Omit<InvoiceFacts, 'amount' | 'balance' | 'instalments'> {
  instalments: { id: string; dueDate: string; amount: string }[];
}

/** What lessens an invoice: a payment, a credit note, a write-down. */
export interface Credit {
  kind: 'payment' | 'creditNote' | 'adjustment';
  id: string | null;
  invoiceId: string;
  /** Where it goes first; otherwise to what is due first. */
  instalmentId: string | null;
  amount: string;
  reversed: boolean;
  allocations: { instalmentId: string; amount: string }[];
}

export type Refused = ErrorCode | null;

export function addCredit(ledger: Ledger, credit: Omit<Credit, 'reversed' | 'allocations'>): Refused {
  const invoice = invoiceOf(ledger, credit.invoiceId);
  if (!invoice) return 'INVOICE_NOT_FOUND';
  if (credit.id !== null && ledger.credits.some(({ kind, id }) => kind === credit.kind && id === credit.id))
    return 'DUPLICATE';
  if (credit.instalmentId !== null && !invoice.instalments.some(({ id }) => id === credit.instalmentId))
    return 'INSTALMENT_NOT_FOUND';
  ledger.credits.push({ ...credit, reversed: false, allocations: [] });
  allocate(ledger, invoice);
  return null;
}

/** Money that went back to the customer: the invoice is open again by that much. */
export function refund(ledger: Ledger, paymentId: string, amount: string | null): Refused {
  const payment = paymentOf(ledger, paymentId);
  if (!payment) return 'PAYMENT_NOT_FOUND';
  if (payment.reversed) return 'PAYMENT_REVERSED';
  const back = amount ?? payment.amount;
  if (compareMoney(back, 0) <= 0 || compareMoney(back, payment.amount) > 0) return 'REFUND_TOO_LARGE';
  payment.amount = subtractMoney(payment.amount, back);
  release(payment);
  allocateAgain(ledger, payment.invoiceId);
  return null;
}

/** A charge-back or a bounced transfer. */
export function reverse(ledger: Ledger, paymentId: string): Refused {
  const payment = paymentOf(ledger, paymentId);
  if (!payment) return 'PAYMENT_NOT_FOUND';
  if (payment.reversed) return 'PAYMENT_REVERSED';
  payment.reversed = true;
  payment.allocations = [];
  allocateAgain(ledger, payment.invoiceId);
  return null;
}

export function reinstate(ledger: Ledger, paymentId: string): Refused {
  const payment = paymentOf(ledger, paymentId);
  if (!payment) return 'PAYMENT_NOT_FOUND';
  if (!payment.reversed) return 'PAYMENT_NOT_REVERSED';
  payment.reversed = false;
  allocateAgain(ledger, payment.invoiceId);
  return null;
}

/** A write-down is a credit; what an invoice is raised by is due with its last instalment. */
export function adjust(ledger: Ledger, invoiceId: string, amount: string): Refused {
  const invoice = invoiceOf(ledger, invoiceId);
  const last = invoice?.instalments.at(-1);
  if (!last) return 'INVOICE_NOT_FOUND';
  if (compareMoney(amount, 0) < 0) {
    return addCredit(ledger, {
      kind: 'adjustment',
      id: null,
      invoiceId,
      instalmentId: null,
      amount: subtractMoney(0, amount),
    });
  }
  last.amount = sumMoney([last.amount, amount]);
  allocateAgain(ledger, invoiceId);
  return null;
}

export function invoiceOf(ledger: Ledger, id: string): LedgerInvoice | undefined {
  return ledger.invoices.find((invoice) => invoice.id === id);
}

/** The invoices as the rules read them. A surplus makes the balance negative, never an instalment. */
export function invoiceFacts(ledger: Ledger): InvoiceFacts[] {
  return ledger.invoices.map((invoice) => {
    const amount = sumMoney(invoice.instalments.map((instalment) => instalment.amount));
    const credited = sumMoney(creditsOf(ledger, invoice.id).map((credit) => credit.amount));
    const instalments = invoice.instalments.map((instalment) => ({
      ...instalment,
      outstanding: openOf(ledger, instalment),
    }));
    return { ...invoice, amount, balance: subtractMoney(amount, credited), instalments };
  });
}

function allocateAgain(ledger: Ledger, invoiceId: string): void {
  const invoice = invoiceOf(ledger, invoiceId);
  if (invoice) allocate(ledger, invoice);
}

/** Gives what is not yet allocated of each credit, oldest first, to its own instalment and then to what is due first. */
function allocate(ledger: Ledger, invoice: LedgerInvoice): void {
  for (const credit of creditsOf(ledger, invoice.id)) {
    const first = invoice.instalments.filter(({ id }) => id === credit.instalmentId);
    for (const instalment of [...first, ...invoice.instalments]) {
      const rest = subtractMoney(credit.amount, allocatedOf(credit));
      const open = openOf(ledger, instalment);
      const amount = compareMoney(rest, open) < 0 ? rest : open;
      if (compareMoney(amount, 0) > 0) credit.allocations.push({ instalmentId: instalment.id, amount });
    }
  }
}

/** Takes allocations back, the last first, until they fit into the amount again. */
function release(credit: Credit): void {
  while (compareMoney(allocatedOf(credit), credit.amount) > 0) {
    const last = credit.allocations.at(-1);
    if (!last) return;
    const excess = subtractMoney(allocatedOf(credit), credit.amount);
    if (compareMoney(excess, last.amount) >= 0) credit.allocations.pop();
    else last.amount = subtractMoney(last.amount, excess);
  }
}

function allocatedOf(credit: Credit): string {
  return sumMoney(credit.allocations.map(({ amount }) => amount));
}

function openOf(ledger: Ledger, instalment: { id: string; amount: string }): string {
  const paid = ledger.credits.flatMap((credit) =>
    credit.allocations.filter(({ instalmentId }) => instalmentId === instalment.id),
  );
  return subtractMoney(instalment.amount, sumMoney(paid.map(({ amount }) => amount)));
}

function creditsOf(ledger: Ledger, invoiceId: string): Credit[] {
  return ledger.credits.filter((credit) => credit.invoiceId === invoiceId && !credit.reversed);
}

function paymentOf(ledger: Ledger, id: string): Credit | undefined {
  return ledger.credits.find((credit) => credit.kind === 'payment' && credit.id === id);
}
