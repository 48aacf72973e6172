import type { Label } from '../generated/process';

/** The oldest open incident of a case, as lists of processes show it. */
export interface OpenIncident {
  code: string;
  message: string;
  step: string | null;
  stepTitle: Label | null;
  openedAt: string;
}
