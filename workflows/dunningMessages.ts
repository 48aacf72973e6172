/** Names and payloads of the reminder workflows, for those who start, signal and run them. */
export const DUNNING_WORKFLOW = 'dunning';
export const DUNNING_SWEEP_WORKFLOW = 'dunningSweep';
export const DUNNING_CHANGED = 'changed';

export interface DunningInput {
  customerId: string;
}

export interface DunInput extends DunningInput {
  /** The workflow's clock in milliseconds; the activity takes its own when that is later. */
  now: number;
}

export interface DunResult {
  /** When to look again, in milliseconds; null = only when something changes. */
  nextAt: number | null;
  /** Nothing is owed and time alone changes nothing: the workflow may end. */
  clear: boolean;
}

export interface SweepInput {
  /** The last customer of the page before, null for the first page. */
  after: string | null;
  now: number;
}

export interface SweepResult {
  /** Customers who are looked at. */
  customers: number;
  after: string | null;
}

export interface DunningActivities {
  dun(input: DunInput): Promise<DunResult>;
  sweepPage(input: SweepInput): Promise<SweepResult>;
}
