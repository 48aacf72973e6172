import type { Measure } from '../generated/report';

export type Aggregate = 'sum' | 'average' | 'least' | 'most';

/** What a measure reckons of which field; null for a count of records. */
export function measuredField(measure: Measure): { how: Aggregate; field: string } | null {
  if ('sum' in measure) return { how: 'sum', field: measure.sum };
  if ('average' in measure) return { how: 'average', field: measure.average };
  if ('least' in measure) return { how: 'least', field: measure.least };
  return 'most' in measure ? { how: 'most', field: measure.most } : null;
}
