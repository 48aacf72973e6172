import type { Field, Label } from './types';

/** A published report, as its list shows it. */
export interface ReportHead {
  key: string;
  version: number;
  title: Label;
  description: Label | null;
  entity: string;
}

export interface ReportColumn {
  id: string;
  title: Label;
  /** What is counted has none. */
  field: Field | null;
  period: string | null;
}

export type ReportValue = string | number | boolean | null;

export interface ReportLine {
  currency: string | null;
  by: { value: ReportValue; label: string | null }[];
  measures: ReportValue[];
}

export interface ReportResult extends ReportHead {
  by: ReportColumn[];
  measures: ReportColumn[];
  rows: ReportLine[];
  totals: ReportLine[];
  hasMore: boolean;
}
