import { patchEntity } from './assignments';
import { emit, type Draft } from './draft';
import { stageOf } from './plan';
import { release } from './release';
import type { StatusItem } from './held';
import type { Json, Plan } from './types';

/** Only a process that writes its record's status (a stage names one) follows it back. See docs/statuses.md. */
export function leadsStatus({ status, definition }: Plan): boolean {
  return status !== undefined && definition.stages.some((stage) => stage.status !== undefined);
}

/**
 * Holds the process of a record whose status says so, and lets it go on when the status no longer does. Rests on the
 * state alone, so that the same fact may come any number of times. `told` is what the list says of a status newer than
 * the plan. A stage whose own status stands still (a ticket that waits for the customer) is worked in all the same.
 */
export function followStatus(draft: Draft, told?: StatusItem, by?: string | null): void {
  const { plan, state } = draft;
  if (!leadsStatus(plan)) return;
  const item = currentItem(draft, told);
  if (!item) return;
  if (!standsStill(item)) {
    if (state.held?.status !== undefined && goesOn(item)) release(draft, { by });
    return;
  }
  const isOwn = state.stage !== null && stageOf(plan, state.stage)?.status === item.code;
  const isNew = state.status === 'active' && !isOwn;
  const isOther = state.held?.status !== undefined && state.held.status !== item.code;
  if (isNew || isOther) holdByStatus(draft, item, by);
}

/** What the list says of the record's status now; undefined for one that nobody has told of. */
export function currentItem({ plan, state }: Draft, told?: StatusItem): StatusItem | undefined {
  const code = plan.status && state.entity[plan.status.field];
  return told?.code === code ? told : plan.status?.items.find((item) => item.code === code);
}

/** The record shows that a person holds its process, where its list has an entry for that. */
export function showHold(draft: Draft): void {
  const { plan, state } = draft;
  const item = plan.status?.items.find(({ semantic, cause }) => semantic === 'hold' && cause === undefined);
  const current = currentItem(draft);
  if (!plan.status || !item || !leadsStatus(plan) || (current && standsStill(current))) return;
  if (!state.held || state.held.status !== undefined) return;
  state.held.former = state.entity[plan.status.field] ?? null;
  patchEntity(draft, { [plan.status.field]: item.code });
}

/** A record that is shown on hold goes back to the status before it, or else to that of its stage. */
export function restoreStatus(draft: Draft): void {
  const { plan, state } = draft;
  if (!plan.status || !leadsStatus(plan) || !state.held) return;
  const { field, items } = plan.status;
  const current = currentItem(draft);
  const code = state.entity[field];
  if (code !== state.held.status && !(current && standsStill(current))) return;
  const stage = state.stage === null ? undefined : stageOf(plan, state.stage);
  const former = state.held.former ?? stage?.status ?? items.find(goesOn)?.code;
  if (former !== undefined && former !== code) patchEntity(draft, { [field]: former });
}

export function statusReason({ title, code }: StatusItem): string {
  return `status ${title['zh-CN'] ?? title.en ?? code}`;
}

export function statusOf({ plan, state }: Draft): Json {
  return (plan.status && state.entity[plan.status.field]) ?? null;
}

function holdByStatus(draft: Draft, item: StatusItem, by: string | null = draft.actor?.id ?? null): void {
  const { state } = draft;
  const former = state.held ? (state.held.former ?? null) : draft.statusBefore;
  const since = state.held?.since ?? draft.now;
  const reason = statusReason(item);
  const { code: status, title, cause } = item;
  const held = { since, reason, by, until: null, status, title, former, ...(cause && { cause }) };
  Object.assign(state, { status: 'held', held });
  emit(draft, { type: 'hold', held: true, reason, status: title, by });
}

const standsStill = ({ semantic }: StatusItem) => semantic === 'hold' || semantic === 'pause';
const goesOn = ({ semantic }: StatusItem) => semantic === 'open' || semantic === 'run';
