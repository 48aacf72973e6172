/** What the dunning rules read and what they answer. Everything here is plain JSON; money is a decimal string. */
import type { ClearEffect, DunningEffect } from '../generated/dunning';

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

export interface CustomerFacts {
  id: string;
  tags: string[];
  [field: string]: unknown;
}

export interface InstalmentFacts {
  id: string;
  dueDate: string;
  amount: string;
  /** What is still to be paid of it, never negative. */
  outstanding: string;
}

export interface InvoiceFacts {
  id: string;
  number: string;
  currency: string;
  amount: string;
  balance: string;
  draft: boolean;
  disputed: boolean;
  writtenOff: boolean;
  promisedOn: string | null;
  instalments: InstalmentFacts[];
  /** Further fields that expressions may read. */
  more?: Record<string, unknown>;
}

/** `queued` = on its way; `failed` and `ignored` free the level again, on a later day. */
export type NoticeStatus = 'queued' | 'sent' | 'failed' | 'ignored';

/** That an instalment was reminded at a level. */
export interface NoticeFact {
  instalmentId: string;
  level: string;
  status: NoticeStatus;
  /** The day it was made. */
  date: string;
  /** The day it really went out. */
  sentOn: string | null;
}

export interface Facts {
  customer: CustomerFacts;
  invoices: InvoiceFacts[];
  notices: NoticeFact[];
  /** The case as the last evaluation left it: only to know that clearing is due and which states were skipped. */
  lastCase: { state: string; at: Instant } | null;
}

/** An instalment that is owed and that the policy includes. */
export interface Item {
  instalmentId: string;
  invoiceId: string;
  number: string;
  currency: string;
  dueDate: string;
  outstanding: string;
  /** Days since the due date, negative before it. */
  days: number;
  /** The highest level that was really sent. */
  level: string | null;
  /** Ids of the holds that apply today; an item with any counts neither for levels nor for the state. */
  holds: string[];
}

export interface NoticeItem {
  instalmentId: string;
  invoiceId: string;
  number: string;
  /** The level that this item itself reaches; the notice has the highest of them. */
  level: string;
  dueDate: string;
  days: number;
  outstanding: string;
  interest: string;
}

/** One letter: a customer, a currency. */
export interface Notice {
  currency: string;
  level: string;
  date: string;
  items: NoticeItem[];
  outstanding: string;
  interest: string;
  fee: string;
  /** outstanding + interest + fee */
  total: string;
  effects: DunningEffect[];
}

/** An expression that could not be evaluated; the rule it stands in took the careful answer. */
export interface Problem {
  pointer: string;
  code: string;
  message: string;
}

export interface Evaluation {
  today: string;
  items: Item[];
  state: string;
  /** States that matched between the last evaluation and now, and were passed over. */
  skippedStates: string[];
  /** To be made now. */
  notices: Notice[];
  /** Nothing is owed any more that the policy includes, held or not. */
  settled: boolean;
  /** To be done now: not empty only when a case was open and everything is settled. */
  clear: ClearEffect[];
  /** The earliest future instant at which the answer changes by time alone; null when it never does. */
  nextAt: Instant | null;
  problems: Problem[];
}
