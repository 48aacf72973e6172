import { isErrorCode, titleOf } from '../domain/errors';
import type { Label } from '../domain/generated/process';
import type { JsonObject, Plan } from '../domain/process/types';
import { readingsOf, type Reading, type Wording } from '../domain/process/wording';
import type { IncidentRow } from '../db/api-processes';

const MOST = 20;

/** What refused an action, in words; null where the message names no error of ours. */
export function incidentText(message: string): Label | null {
  const code = /\b[A-Z]{2,}(_[A-Z]+)*(?=:)/.exec(message)?.[0];
  return code !== undefined && isErrorCode(code) ? titleOf(code) : null;
}

/** An incident as its page shows it: the cause in words, and what was read then, without what this person may not see. */
export function incidentView(
  incident: IncidentRow,
  plan: Plan,
  wording: Wording,
  isHidden: (path: string) => boolean,
): IncidentRow & { text: Label | null; reads: Reading[] } {
  const { values, message } = incident;
  const read = Object.fromEntries(
    ['entity', 'vars'].flatMap((root) =>
      Object.entries(objectIn(values?.[root]))
        .map(([name, value]) => [`${root}.${name}`, value] as const)
        .filter(([path]) => !isHidden(path)),
    ),
  );
  const named = Object.entries(read).filter(([path]) => message.includes(path));
  const shown = named.length > 0 ? named : Object.entries(read).filter(([, value]) => value !== null);
  const reads = readingsOf(plan, { values: Object.fromEntries(shown.slice(0, MOST)) }, wording);
  return { ...incident, values: masked(values, isHidden), text: incidentText(message), reads };
}

function masked(values: JsonObject | null, isHidden: (path: string) => boolean): JsonObject | null {
  if (!values?.entity) return values;
  const seen = Object.entries(objectIn(values.entity)).filter(([name]) => !isHidden(`entity.${name}`));
  return { ...values, entity: Object.fromEntries(seen) };
}

function objectIn(value: unknown): JsonObject {
  // what an incident keeps is plain JSON
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}
