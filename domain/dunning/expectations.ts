import { DomainError } from '../errors';
import { compareMoney, sumMoney } from '../money';
import { matches, matchesMoney } from './compare';
import { invoiceFacts } from './ledger';
import { interestOn } from './notices';
import type { Item } from './types';
import { factsOf, itemsNow, type World } from './world';

export interface Check {
  step: number;
  field: string;
  expected: unknown;
  actual: unknown;
  ok: boolean;
}

/** How many notices, messages and clearings there were when something was last expected. */
export interface Marks {
  any: Seen;
  fields: Record<string, Seen>;
}

interface Seen {
  notices: number;
  messages: number;
  cleared: number;
}

const NOTHING: Seen = { notices: 0, messages: 0, cleared: 0 };

export function createMarks(): Marks {
  return { any: NOTHING, fields: {} };
}

export function checkExpectations(
  world: World,
  step: number,
  expected: Record<string, unknown>,
  marks: Marks,
): Check[] {
  const seen = {
    notices: world.notices.length,
    messages: world.messages.length,
    cleared: world.cleared.length,
  };
  const checks = Object.entries(expected).map(([field, value]) => {
    const check = checkField(world, field, value, marks);
    marks.fields[field] = seen;
    return { step, field, expected: value, ...check };
  });
  marks.any = seen;
  return checks;
}

type Figure = 'interest' | 'fee' | 'total';
type Actual = { actual: unknown; ok: boolean };

function checkField(world: World, field: string, expected: unknown, marks: Marks): Actual {
  const look = Object.hasOwn(FIELDS, field) ? FIELDS[field] : undefined;
  if (!look) {
    throw new DomainError('SCENARIO_INVALID', { reason: `A dunning scenario cannot expect "${field}"` });
  }
  return look(world, expected, marks);
}

const stateIs = (world: World, expected: unknown) => plain(expected, world.last.state);
const messagesAre = (world: World, expected: unknown, marks: Marks) =>
  since(expected, marks, 'messages', (seen) =>
    namedOr(expected, world.messages.slice(seen.messages), ({ template }) => template),
  );
const figureIs = (field: Figure) => (world: World, expected: unknown, marks: Marks) => {
  const actual = figureOf(world, field, marks);
  const shown = isByKey(expected) ? actual : (Object.values(actual)[0] ?? '0.00');
  return { actual: shown, ok: matchesMoney(expected, shown) };
};
/** What a scenario of a process may expect and a customer's account does not have. */
const nothing = (empty: unknown) => (_world: World, expected: unknown) => plain(expected, empty);

const FIELDS: Record<string, (world: World, expected: unknown, marks: Marks) => Actual> = {
  state: stateIs,
  stage: stateIs,
  status: (world, expected) => plain(expected, world.lastCase === null ? 'ended' : 'active'),
  outcome: (world, expected) => plain(expected, world.lastCase === null ? 'clear' : null),
  nextAt: (world, expected) => plain(expected, timeOf(world.last.nextAt)),
  level: (world, expected) => perRecord(expected, (id) => levelOf(world, id)),
  holds: (world, expected) => perRecord(expected, (id) => holdsOf(world, id)),
  notices: (world, expected, marks) =>
    since(expected, marks, 'notices', (seen) => world.notices.slice(seen.notices).map(noticeView)),
  messages: messagesAre,
  sent: messagesAre,
  clear: (world, expected, marks) =>
    typeof expected === 'boolean'
      ? plain(expected, world.last.settled)
      : since(expected, marks, 'clear', (seen) => world.cleared.slice(seen.cleared)),
  interest: figureIs('interest'),
  fee: figureIs('fee'),
  total: figureIs('total'),
  open: (world, expected) =>
    plain(
      expected,
      world.tasks.map(({ id }) => id),
    ),
  entity: (world, expected) => plain(expected, { ...world.customer, creditHold: world.creditHold }),
  incidents: (world, expected) =>
    plain(
      expected,
      namedOr(expected, world.last.problems, ({ code }) => code),
    ),
  vars: nothing({}),
  assigned: nothing({}),
  onBehalfOf: nothing({}),
  due: nothing({}),
  visits: nothing({}),
  fired: nothing([]),
  milestones: nothing([]),
};

export const EXPECTATIONS = Object.keys(FIELDS);

function plain(expected: unknown, actual: unknown): Actual {
  return { actual, ok: matches(expected, actual) };
}

/** "Since the last expectation" may be read as the last one of any field or of this one; either will do. */
function since(expected: unknown, marks: Marks, field: string, view: (seen: Seen) => unknown): Actual {
  const latest = view(marks.any);
  return {
    actual: latest,
    ok: matches(expected, latest) || matches(expected, view(marks.fields[field] ?? NOTHING)),
  };
}

function noticeView(notice: World['notices'][number]): Record<string, unknown> {
  const { level, date, currency, outstanding, interest, fee, total, status } = notice;
  const invoices = [...new Set(notice.items.map(({ invoiceId }) => invoiceId))];
  return { level, invoices, date, currency, outstanding, interest, fee, total, status };
}

/** Objects where the scenario compares objects, else their names. */
function namedOr<T extends object>(expected: unknown, items: T[], name: (item: T) => string): unknown[] {
  const wantsObjects = Array.isArray(expected) && typeof expected[0] === 'object';
  return wantsObjects ? items : items.map(name);
}

function perRecord(expected: unknown, view: (id: string) => unknown): Actual {
  const ids = isByKey(expected) ? Object.keys(expected) : [];
  return plain(expected, Object.fromEntries(ids.map((id) => [id, view(id)])));
}

function timeOf(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}

/** The highest level really sent for an instalment, or for any of an invoice's. */
function levelOf(world: World, id: string): string | null | undefined {
  const invoice = invoiceFacts(world.ledger).find((known) => known.id === id);
  const instalments =
    invoice?.instalments.map((instalment) => instalment.id) ?? (hasInstalment(world, id) ? [id] : null);
  if (instalments === null) return undefined;
  const sent = factsOf(world).notices.filter(
    ({ instalmentId, status }) => status === 'sent' && instalments.includes(instalmentId),
  );
  const highest = world.policy.levels.findLastIndex((level) =>
    sent.some((notice) => notice.level === level.id),
  );
  return world.policy.levels[highest]?.id ?? null;
}

function holdsOf(world: World, id: string): string[] {
  const items = itemsNow(world).filter((item) => item.invoiceId === id || item.instalmentId === id);
  return [...new Set(items.flatMap(({ holds }) => holds))];
}

function hasInstalment(world: World, id: string): boolean {
  return world.ledger.invoices.some((invoice) =>
    invoice.instalments.some((instalment) => instalment.id === id),
  );
}

/** Of the notices since the last expectation; without any, of the account as it stands. By currency. */
function figureOf(world: World, field: Figure, marks: Marks): Record<string, string> {
  const made = world.notices.slice(marks.any.notices);
  if (made.length > 0) return Object.fromEntries(made.map((notice) => [notice.currency, notice[field]]));
  const counted = itemsNow(world).filter(({ holds }) => holds.length === 0);
  const currencies = [...new Set(counted.map(({ currency }) => currency))];
  return Object.fromEntries(
    currencies.map((currency) => [
      currency,
      standing(
        world,
        field,
        counted.filter((item) => item.currency === currency),
      ),
    ]),
  );
}

function standing(world: World, field: Figure, items: Item[]): string {
  const unchanged = world.notices.findLast(
    (notice) =>
      notice.items.length === items.length &&
      notice.items.every((noticed) =>
        items.some(
          (item) =>
            item.instalmentId === noticed.instalmentId &&
            item.days === noticed.days &&
            compareMoney(item.outstanding, noticed.outstanding) === 0,
        ),
      ),
  );
  if (unchanged) return unchanged[field];
  const rate = world.policy.interest?.annualRate ?? 0;
  const interest = sumMoney(
    items.map(({ outstanding, days, currency }) => interestOn(outstanding, rate, days, currency)),
  );
  if (field === 'fee') return '0.00';
  return field === 'interest'
    ? interest
    : sumMoney([interest, ...items.map(({ outstanding }) => outstanding)]);
}

function isByKey(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
