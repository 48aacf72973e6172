import type { Calendar } from '../../domain/calendar/types';
import { EVERY_DAY } from '../../domain/dunning/time';
import { DomainError } from '../../domain/errors';
import type { DunningDefinition } from '../../domain/generated/dunning';
import type { TemplateDefinition } from '../../domain/generated/template';
import type { Db } from '../connect';
import { newest } from '../definitions';

/** The policy that applies to every customer. */
const POLICY = 'standard';

export interface PolicyInForce {
  policy: DunningDefinition;
  calendar: Calendar;
}

/** The newest published policy with its calendar; a new version applies from the next evaluation on. */
export async function policyInForce(db: Db): Promise<PolicyInForce> {
  const policy = await document<DunningDefinition>(db, 'dunning', POLICY);
  const calendar =
    policy.calendar === undefined ? EVERY_DAY : await document<Calendar>(db, 'calendar', policy.calendar);
  return { policy, calendar };
}

export function templateInForce(db: Db, key: string): Promise<TemplateDefinition> {
  return document<TemplateDefinition>(db, 'template', key);
}

async function document<T>(db: Db, kind: string, key: string): Promise<T> {
  const row = await newest(db, kind, key);
  if (!row) throw new DomainError('NOT_FOUND', { kind, key });
  // only what passed the schema of its kind is published
  return row.body as unknown as T;
}
