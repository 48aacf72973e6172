import { DomainError } from '../errors';
import { compareMoney, sumMoney } from '../money';
import { matches, matchesMoney } from './compare';
import { invoiceFacts } from './ledger';
import { interestOn } from './notices';
import type { Item } from './types';
import { factsOf, type World } from './world';

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

function checkField(
  world: World,
  field: string,
  expected: unknown,
  marks: Marks,
): { actual: unknown; ok: boolean } {
  switch (field) {
    case 'notices':
      return since(expected, marks, field, (seen) => world.notices.slice(seen.notices).map(noticeView));
    case 'messages':
    case 'sent':
      return since(expected, marks, field, (seen) => world.messages.slice(seen.messages));
    case 'clear':
      if (typeof expected === 'boolean') return plain(expected, world.last.settled);
      return since(expected, marks, field, (seen) => world.cleared.slice(seen.cleared));
    case 'interest':
    case 'fee':
    case 'total': {
      const actual = figureOf(world, field, marks);
      const shown = isByCurrency(expected) ? actual : (Object.values(actual)[0] ?? '0.00');
      return { actual: shown, ok: matchesMoney(expected, shown) };
    }
    case 'level':
    case 'holds':
      return plain(
        expected,
        perRecord(expected, field === 'level' ? (id) => levelOf(world, id) : (id) => holdsOf(world, id)),
      );
    case 'state':
    case 'stage':
      return plain(expected, world.last.state);
    case 'status':
      return plain(expected, world.lastCase === null ? 'ended' : 'active');
    case 'nextAt':
      return plain(expected, world.last.nextAt === null ? null : new Date(world.last.nextAt).toISOString());
    case 'open':
      return plain(
        expected,
        world.tasks.map(({ id }) => id),
      );
    case 'entity':
      return plain(expected, { ...world.customer, creditHold: world.creditHold });
    case 'vars':
      return plain(expected, {});
    default:
      throw new DomainError('SCENARIO_INVALID', { reason: `A dunning scenario cannot expect "${field}"` });
  }
}

function plain(expected: unknown, actual: unknown): { actual: unknown; ok: boolean } {
  return { actual, ok: matches(expected, actual) };
}

/** "Since the last expectation" may be read as the last one of any field or of this one; either will do. */
function since(
  expected: unknown,
  marks: Marks,
  field: string,
  view: (seen: Seen) => unknown,
): { actual: unknown; ok: boolean } {
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

function perRecord(expected: unknown, view: (id: string) => unknown): unknown {
  return isByCurrency(expected)
    ? Object.fromEntries(Object.keys(expected).map((id) => [id, view(id)]))
    : undefined;
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
  const items = world.last.items.filter((item) => item.invoiceId === id || item.instalmentId === id);
  return [...new Set(items.flatMap(({ holds }) => holds))];
}

function hasInstalment(world: World, id: string): boolean {
  return world.ledger.invoices.some((invoice) =>
    invoice.instalments.some((instalment) => instalment.id === id),
  );
}

/** Of the notices since the last expectation; without any, of the account as it stands. By currency. */
function figureOf(world: World, field: 'interest' | 'fee' | 'total', marks: Marks): Record<string, string> {
  const made = world.notices.slice(marks.any.notices);
  if (made.length > 0) return Object.fromEntries(made.map((notice) => [notice.currency, notice[field]]));
  const counted = world.last.items.filter(({ holds }) => holds.length === 0);
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

function standing(world: World, field: 'interest' | 'fee' | 'total', items: Item[]): string {
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

function isByCurrency(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
