import type { Calendar } from '../calendar/types';
import type { ClearEffect, DunningDefinition, DunningEffect } from '../generated/dunning';
import { evaluate } from './evaluate';
import { invoiceFacts, type Ledger } from './ledger';
import { look } from './look';
import { createScope } from './scope';
import { addDays, dateOf, instantOf } from './time';
import type {
  CustomerFacts,
  Evaluation,
  Facts,
  Instant,
  Item,
  Notice,
  NoticeFact,
  NoticeStatus,
} from './types';

/** The virtual company that a scenario plays in. */
export interface World {
  policy: DunningDefinition;
  calendar: Calendar;
  now: Instant;
  customer: CustomerFacts;
  ledger: Ledger;
  notices: (Notice & { status: NoticeStatus })[];
  messages: SentMessage[];
  tasks: { id: string; level: string; form: string | null }[];
  creditHold: boolean;
  delivery: NoticeStatus;
  lastCase: Facts['lastCase'];
  cleared: ClearEffect[];
  /** As the last evaluation left it. */
  last: Evaluation;
  /** Something changed at this instant that nobody has looked at. */
  changed: string | null;
  timeline: TimelineEntry[];
}

export interface SentMessage {
  channel: string;
  template: string;
  level: string;
  currency: string;
  locale: string;
}

export interface TimelineEntry {
  at: string;
  event: string;
  stage: string | null;
  effects: Record<string, unknown>[];
}

export function factsOf(world: World): Facts {
  const notices: NoticeFact[] = world.notices.flatMap(({ items, status, date }) =>
    items.map(({ instalmentId, level }) => ({
      instalmentId,
      level,
      status,
      date,
      sentOn: status === 'sent' ? date : null,
    })),
  );
  return {
    customer: world.customer,
    invoices: invoiceFacts(world.ledger),
    notices,
    lastCase: world.lastCase,
  };
}

/** The account as of this moment; the last evaluation may be days old, because nothing has changed since but the age. */
export function itemsNow(world: World): Item[] {
  return look(createScope(world.policy, world.calendar, factsOf(world)), dateIn(world)).items;
}

/** Lets the virtual clock run: the daily sweep and every instant that the rules asked for. */
export function runUntil(world: World, until: Instant): void {
  settleChanges(world);
  for (;;) {
    const sweep = nextSweep(world);
    const due = Math.min(world.last.nextAt ?? Infinity, sweep ?? Infinity);
    if (due > until) break;
    world.now = due;
    runRules(world, due === world.last.nextAt ? 'timer' : 'sweep');
  }
  world.now = until;
}

/** Nothing of ours runs before that instant; then it catches up. */
export function stayOffline(world: World, until: Instant): void {
  settleChanges(world);
  world.now = until;
  runRules(world, 'catchUp');
}

/** Changes of one instant are looked at together, so that they bring one letter and not several. */
export function settleChanges(world: World): void {
  const event = world.changed;
  world.changed = null;
  if (event !== null) runRules(world, event);
}

export function dateIn(world: World): string {
  return dateOf(world.calendar, world.now);
}

function runRules(world: World, event: string): void {
  const before = world.last.state;
  const result = evaluate(world.policy, world.calendar, factsOf(world), world.now);
  const effects = [
    ...result.skippedStates.map((skipped) => ({ skipped })),
    ...(result.state === before ? [] : [{ state: result.state }]),
    ...result.notices.flatMap((notice) => makeNotice(world, notice)),
    ...result.clear.map((effect) => applyClear(world, effect)),
    ...result.problems.map((problem) => ({ problem })),
  ];
  world.lastCase = result.settled ? null : { state: result.state, at: world.now };
  // What became of the letters decides when to look again.
  const after =
    result.notices.length === 0 ? result : evaluate(world.policy, world.calendar, factsOf(world), world.now);
  world.last = { ...after, notices: result.notices };
  if (effects.length > 0) log(world, event, effects);
}

export function log(world: World, event: string, effects: Record<string, unknown>[]): void {
  world.timeline.push({ at: new Date(world.now).toISOString(), event, stage: world.last.state, effects });
}

function makeNotice(world: World, notice: Notice): Record<string, unknown>[] {
  world.notices.push({ ...notice, status: world.delivery });
  const { level, currency, date, total } = notice;
  const invoices = [...new Set(notice.items.map(({ invoiceId }) => invoiceId))];
  const made = { notice: level, invoices, currency, date, total, status: world.delivery };
  // A letter that did not go out has no consequences; the level is tried again on another day.
  if (world.delivery !== 'sent') return [made];
  return [made, ...notice.effects.map((effect) => applyEffect(world, notice, effect))];
}

function applyEffect(world: World, notice: Notice, effect: DunningEffect): Record<string, unknown> {
  if ('send' in effect) {
    const channel = effect.send.find((candidate) => isReachable(world.customer, candidate));
    if (channel === undefined) return openTask(world, notice.level, null);
    const locale = typeof world.customer.locale === 'string' ? world.customer.locale : 'zh-CN';
    const message = {
      channel,
      template: effect.template,
      level: notice.level,
      currency: notice.currency,
      locale,
    };
    world.messages.push(message);
    return { send: channel, template: effect.template };
  }
  if ('task' in effect) return openTask(world, notice.level, effect.task.form ?? null);
  if ('creditHold' in effect) world.creditHold = effect.creditHold;
  return { ...effect };
}

/** An address that the scenario does not mention is there; one that is empty is missing. */
function isReachable(customer: CustomerFacts, channel: string): boolean {
  const field = channel === 'email' ? 'email' : channel === 'letter' ? 'address' : 'phone';
  return !(field in customer) || Boolean(customer[field]);
}

function openTask(world: World, level: string, form: string | null): Record<string, unknown> {
  const task = { id: `${level}/${form ?? 'contact'}`, level, form };
  world.tasks.push(task);
  return { task: task.id };
}

function applyClear(world: World, effect: ClearEffect): Record<string, unknown> {
  world.cleared.push(effect);
  if ('creditHold' in effect) world.creditHold = effect.creditHold;
  else world.tasks = [];
  return { clear: effect };
}

function nextSweep(world: World): Instant | null {
  const at = world.policy.sweep?.at;
  if (at === undefined) return null;
  const today = instantOf(world.calendar, dateIn(world), at);
  return today > world.now ? today : instantOf(world.calendar, addDays(dateIn(world), 1), at);
}
