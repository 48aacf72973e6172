import type { Item } from '../domain/dunning/types';
import type { Label } from './types';

export interface DeskRow {
  customerId: string;
  customerLabel: string;
  ownerLabel: string | null;
  state: string | null;
  level: string | null;
  currency: string;
  total: string;
  overdue: string;
  oldestDays: number;
  lastNotice: { level: string; date: string; status: string } | null;
  nextAt: string | null;
  /** Ids of the policy's holds. */
  holds: string[];
}

/** The policy's levels, by which ids are named. */
export type Levels = { id: string; title?: Label }[];

export interface Desk {
  levels: Levels;
  items: DeskRow[];
}

export interface DunningAccount {
  customerId: string;
  customerLabel: string;
  policy: { key: string; version: number; title: Label; levels: Levels };
  state: string;
  nextAt: string | null;
  items: Item[];
  notices: {
    id: string;
    level: string;
    date: string;
    currency: string;
    total: string;
    interest: string;
    fee: string;
    status: string;
    messageId: string | null;
    items: { number: string }[];
  }[];
  next: { at: string; level: string; currency: string; total: string }[];
}

/** Time in one status, by what it meant. */
export interface StatusTimes {
  entity: string;
  status: string;
  title: Label | null;
  semantic: string;
  pauseSide: 'customer' | 'us' | 'unknown' | null;
  records: number;
  now: number;
  averageSeconds: number;
  totalSeconds: number;
}

export interface Pipeline {
  stages: {
    stage: string | null;
    title: Label | null;
    currency: string;
    count: number;
    amount: string;
    weighted: string;
  }[];
  totals: PipelineSums[];
  held: PipelineSums[];
  closed: (PipelineSums & { semantic: 'won' | 'lost' | 'stop' })[];
}

export interface PipelineSums {
  currency: string;
  count: number;
  amount: string;
  weighted: string;
}

export interface Aging {
  asOf: string;
  bounds: number[];
  customers: {
    customerId: string;
    customerLabel: string;
    currency: string;
    notDue: string;
    buckets: string[];
    advance: string;
    total: string;
  }[];
  totals: { currency: string; notDue: string; buckets: string[]; advance: string; total: string }[];
}

export interface BoardCard {
  id: string;
  name: string;
  stage: string;
  amount: string;
  currency: string;
  customerLabel: string;
  ownerLabel: string | null;
  processId: string | null;
}

export interface Board {
  stages: {
    stage: string;
    title: Label | null;
    count: number;
    sums: { currency: string; amount: string }[];
    cards: BoardCard[];
  }[];
}

/** A line of the report on time in stages. */
export interface StageTimes {
  definition: string;
  stage: string;
  definitionTitle: Label | null;
  stageTitle: Label | null;
  cases: number;
  medianSeconds: number | null;
  averageSeconds: number | null;
  kept: number;
  missed: number;
  targetKept: number;
  targetMissed: number;
  reworked: number;
}

/** How often a step had to be done again. */
export interface StepRework {
  definition: string;
  stage: string;
  step: string;
  definitionTitle: Label | null;
  stepTitle: Label | null;
  cases: number;
  runs: number;
  reworked: number;
}

/** A line of the report on clocks of cases. */
export interface ClockTimes {
  definition: string;
  clock: string;
  definitionTitle: Label | null;
  clockTitle: Label | null;
  kept: number;
  missed: number;
  late: number;
  running: number;
  withdrawn: number;
  medianSeconds: number | null;
}
