import { evaluate } from '../../domain/dunning/evaluate';
import type { Facts, Item } from '../../domain/dunning/types';
import type { Calendar } from '../../domain/calendar/types';
import type { DunningDefinition } from '../../domain/generated/dunning';
import { dunningDesk, noticesOf } from '../../db/api-dunning';
import { listMessages } from '../../db/api-messages';
import type { Db } from '../../db/connect';
import { loadAccount } from '../../db/dunning/account';
import { policyInForce } from '../../db/dunning/policy';
import { getRecord } from '../../db/records/read';
import { today } from '../../db/today';
import { found } from '../http/answers';
import { ACCOUNT, DESK } from '../http/dunningSchema';
import { route, type Call } from '../http/route';
import { object, partial, TEXT, WHOLE } from '../http/schemas';

/** How many instants ahead are looked at for the next letter; each is one at which the answer changes. */
const LOOK_AHEAD = 40;

export const dunningRoutes = [
  route({
    method: 'get',
    path: '/api/dunning',
    tag: 'dunning',
    summary:
      'The dunning desk: who owes, how much and how long, at which level, what was sent, and when it is looked at next.',
    permission: 'dunning.read',
    response: DESK,
    handle: async ({ context, deps: { db } }) => {
      const [{ policy }, items] = await Promise.all([policyInForce(db), dunningDesk(db, today(), context)]);
      return { body: { levels: levelsOf(policy), items } };
    },
  }),
  route({
    method: 'get',
    path: '/api/dunning/{customerId}',
    tag: 'dunning',
    summary:
      "A customer's account as the policy sees it now: open items with level and holds, notices, messages, and what comes next.",
    permission: 'dunning.read',
    response: ACCOUNT,
    handle: async (call) => ({ body: await account(call) }),
  }),
  route({
    method: 'post',
    path: '/api/dunning/sweep',
    tag: 'dunning',
    summary: 'Runs the daily sweep now. Running it again sends nothing twice.',
    permission: 'dunning.operate',
    body: partial({}),
    response: object({ job: TEXT, customers: WHOLE }),
    handle: async ({ deps, commandId }) => ({ body: await deps.engine.sweep(commandId) }),
  }),
];

async function account({ params, context, deps: { db } }: Call) {
  const customerId = params['customerId'] ?? '';
  const customer = found(await getRecord(db, 'customer', customerId, context));
  const { policy, calendar } = await policyInForce(db);
  const { facts } = found(await loadAccount(db, customerId, calendar.timezone));
  const evaluation = evaluate(policy, calendar, facts, Date.now());
  const [notices, messages, row] = await Promise.all([
    noticesOf(db, customerId),
    listMessages(db, { customer: customerId, limit: 100 }, context),
    caseOf(db, customerId),
  ]);
  return {
    customerId,
    customerLabel: customer['name'],
    policy: {
      key: policy.key,
      version: policy.version,
      title: policy.title,
      levels: levelsOf(policy),
    },
    state: evaluation.state,
    evaluatedAt: row?.evaluatedAt ?? null,
    nextAt: evaluation.nextAt === null ? null : new Date(evaluation.nextAt),
    items: evaluation.items.map((item) => withDays(item)),
    notices,
    messages: messages.items,
    next: nextNotices(policy, calendar, facts),
  };
}

function levelsOf({ levels }: DunningDefinition) {
  return levels.map(({ id, title }) => ({ id, title }));
}

async function caseOf(db: Db, customerId: string): Promise<{ evaluatedAt: Date | null } | undefined> {
  return db('dunning_case')
    .first<{ evaluatedAt: Date | null } | undefined>({ evaluatedAt: 'evaluated_at' })
    .where({ customer_id: customerId });
}

function withDays({
  instalmentId,
  invoiceId,
  number,
  currency,
  dueDate,
  outstanding,
  days,
  level,
  holds,
}: Item) {
  return { instalmentId, invoiceId, number, currency, dueDate, outstanding, days, level, holds };
}

/** The next letters if nothing is paid, promised or disputed: the rules are asked about the instants ahead. */
function nextNotices(policy: DunningDefinition, calendar: Calendar, facts: Facts) {
  let at: number | null = Date.now();
  for (let step = 0; step < LOOK_AHEAD && at !== null; step++) {
    const { notices, nextAt } = evaluate(policy, calendar, facts, at);
    const now = at;
    if (notices.length > 0)
      return notices.map(({ level, currency, total }) => ({ at: new Date(now), level, currency, total }));
    at = nextAt;
  }
  return [];
}
