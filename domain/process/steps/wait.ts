import { references } from '../../expression/references';
import type { WaitStep } from '../../generated/process';
import { asks, holds, valueOf } from '../context';
import { emit, raise, type Draft } from '../draft';
import type { DeadlineRequest } from '../requests';
import type { Instant, JsonObject } from '../types';
import { complete, subjectOf, type StepKind, type StepVisit } from './kind';

/** Waits for an event, for a record or the case itself to be in some state, for an instant, or for a while. */
export const wait: StepKind<WaitStep> = {
  open(draft, at) {
    const target = at.step.for;
    if ('event' in target) return takeEarlyEvent(draft, at, target.early);
    if ('entity' in target) return watch(draft, at, target);
    if ('when' in target) return checkCase(draft, at, target.when);
    const item = 'until' in target ? until(draft, at, target.until) : { after: target.after };
    if (item) askDeadline(draft, at, item, 'after' in target ? target : {});
  },
  review(draft, at) {
    const target = at.step.for;
    if ('event' in target) return takeEarlyEvent(draft, at, target.early);
    if (!('entity' in target)) return 'when' in target ? checkCase(draft, at, target.when) : undefined;
    if (at.state.watching) checkRecord(draft, at, target.when);
  },
  withdraw(_draft, at) {
    at.state.watching = null;
  },
};

/** Does this event end the wait? `match` sees it as `event`; one without what `match` reads is not the one awaited. */
export function eventMatches(draft: Draft, at: StepVisit<WaitStep>, name: string, data: JsonObject): boolean {
  const target = at.step.for;
  if (!('event' in target) || target.event !== name) return false;
  if (target.match === undefined) return true;
  if (draft.state.semantics >= 2) return asks(draft, target.match, { event: data });
  const place = { id: `match:${subjectOf(at)}`, stage: at.stage.id, step: at.step.id, pointer: '/for/match' };
  return holds(draft, target.match, place, { event: data }) === true;
}

/** Before semantics 4 the first wait that opened took it; since then it is handed out once nothing more opens by itself. */
function takeEarlyEvent(draft: Draft, at: StepVisit<WaitStep>, early: 'keep' | 'ignore' = 'keep'): void {
  if (draft.state.semantics >= 4) return;
  if (early === 'ignore') return;
  const { mailbox } = draft.state;
  const index = mailbox.findIndex((event) => eventMatches(draft, at, event.name, event.data));
  const [event] = index < 0 ? [] : mailbox.splice(index, 1);
  if (event) complete(draft, at, event.data);
}

function checkCase(draft: Draft, at: StepVisit<WaitStep>, when: string): void {
  const place = { id: `for:${subjectOf(at)}`, stage: at.stage.id, step: at.step.id, pointer: '/for/when' };
  if (holds(draft, when, place) === true) complete(draft, at, {});
}

function watch(
  draft: Draft,
  at: StepVisit<WaitStep>,
  target: { entity: string; id?: unknown; when: string },
): void {
  const place = { id: `for:${subjectOf(at)}`, stage: at.stage.id, step: at.step.id, pointer: '/for/id' };
  const id = valueOf(draft, target.id, place);
  if (!id.ok) return;
  const entityId = String(id.value ?? '');
  at.state.watching = `${target.entity}:${entityId}`;
  emit(draft, { type: 'watch', entity: target.entity, entityId, fields: fieldsRead(target.when) });
  checkRecord(draft, at, target.when);
}

/** The fields of the other record that its condition reads. */
export function fieldsRead(when: string): string[] {
  const fields = references(when).flatMap((path) => (path[0] === 'target' && path[1] ? [path[1]] : []));
  return [...new Set(fields)];
}

/** Before the record's fields were seen for the first time there is nothing to ask; another step may have seen others. */
function checkRecord(draft: Draft, at: StepVisit<WaitStep>, when: string): void {
  const target = draft.state.targets[at.state.watching ?? ''];
  if (!target || !fieldsRead(when).every((field) => Object.hasOwn(target, field))) return;
  const place = { id: `for:${subjectOf(at)}`, stage: at.stage.id, step: at.step.id, pointer: '/for/when' };
  if (holds(draft, when, place, { target }) === true) complete(draft, at, target);
}

function until(draft: Draft, at: StepVisit<WaitStep>, value: unknown): { at: string } | null {
  const place = { id: `for:${subjectOf(at)}`, stage: at.stage.id, step: at.step.id, pointer: '/for/until' };
  const result = valueOf(draft, value, place);
  if (!result.ok) return null;
  const text = String(result.value);
  if (!Number.isNaN(Date.parse(text)) || draft.state.semantics < 2) return { at: text };
  raise(draft, {
    ...place,
    code: 'EXPRESSION_FAILED',
    message: `Not a date or an instant: ${text.slice(0, 40)}`,
    retry: 'expression',
  });
  return null;
}

function askDeadline(
  draft: Draft,
  at: StepVisit<WaitStep>,
  item: { at: string } | { after: string },
  { clock = 'calendar', calendar }: Partial<Pick<DeadlineRequest, 'clock' | 'calendar'>>,
): void {
  const from: Instant = draft.now;
  emit(draft, {
    type: 'computeDeadlines',
    request: {
      subject: subjectOf(at),
      from,
      clock,
      ...(calendar !== undefined && { calendar }),
      ...('after' in item && draft.state.semantics >= 4 && { pause: ['onHold'] }),
      items: [{ id: `wait:${subjectOf(at)}`, kind: 'wait', from: 'start', ...item }],
    },
  });
}
