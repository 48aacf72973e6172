import type { Db } from '../../db/connect';
import { loadAccount, type Recipient } from '../../db/dunning/account';
import { closeCase, saveCase } from '../../db/dunning/cases';
import { carryBy, insertNotice } from '../../db/dunning/notices';
import { policyInForce } from '../../db/dunning/policy';
import { openDunningTasks } from '../../db/dunning/tasks';
import { audit } from '../../db/audit';
import { lockAccount } from '../../db/finance/ledger';
import { enqueue } from '../../db/outbox';
import { recordImage } from '../../db/records/read';
import { tellHolds } from '../../db/records/tell';
import { entityOf } from '../../domain/entity/catalogue';
import { evaluate } from '../../domain/dunning/evaluate';
import type { Evaluation, Notice, Problem } from '../../domain/dunning/types';
import type { ClearEffect, DunningDefinition } from '../../domain/generated/dunning';
import type { JsonObject } from '../../domain/process/types';
import type { DunResult } from '../../workflows/dunningMessages';
import { holdCredit, runEffect } from './effects';

/**
 * Looks at one customer's account under its lock and does what the policy asks for: all of it, or nothing. Doing it
 * again, late or twice at once changes nothing, since what was done is among the facts the second time.
 */
export async function dunCustomer(
  db: Db,
  customerId: string,
  now: number,
): Promise<DunResult & { problems: Problem[] }> {
  return db.transaction(async (trx) => {
    await lockAccount(trx, customerId);
    const { policy, calendar } = await policyInForce(trx);
    const account = await loadAccount(trx, customerId, calendar.timezone);
    if (!account) return { nextAt: null, clear: true, problems: [] };
    const result = evaluate(policy, calendar, account.facts, now);
    for (const notice of result.notices) await makeNotice(trx, policy, notice, account.recipient);
    for (const effect of result.clear) await applyClear(trx, effect, account.recipient);
    if (result.settled) await closeCase(trx, customerId);
    else await saveCase(trx, customerId, policy, result, now);
    await changeState(trx, customerId, account.facts.lastCase?.state ?? 'clear', result);
    return {
      nextAt: result.nextAt,
      clear: result.settled && result.nextAt === null,
      problems: result.problems,
    };
  });
}

async function makeNotice(
  trx: Db,
  policy: DunningDefinition,
  notice: Notice,
  recipient: Recipient,
): Promise<void> {
  const noticeId = await insertNotice(trx, recipient.customerId, policy, notice);
  const messages: string[] = [];
  for (const [n, effect] of notice.effects.entries()) {
    const messageId = await runEffect(trx, effect, { noticeId, notice, recipient, n });
    if (messageId !== null) messages.push(messageId);
  }
  await carryBy(trx, noticeId, messages[0] ?? null);
}

async function applyClear(trx: Db, effect: ClearEffect, recipient: Recipient): Promise<void> {
  if ('creditHold' in effect) {
    await holdCredit(trx, effect, recipient);
    return;
  }
  const workflows = await openDunningTasks(trx, recipient.customerId);
  await enqueue(
    trx,
    ...workflows.map((workflowId) => ({
      kind: 'cancel' as const,
      workflowId,
      payload: { reason: 'settled' },
    })),
  );
}

/** In the audit trail with the states that nobody saw, because the run was late. A state may hold the customer's orders. */
async function changeState(
  trx: Db,
  customerId: string,
  before: string,
  { state, skippedStates }: Evaluation,
): Promise<void> {
  if (state === before && skippedStates.length === 0) return;
  const after: JsonObject = { state, skipped: skippedStates };
  const entry = {
    action: 'dunningState',
    entity: 'customer',
    entityId: customerId,
    before: { state: before },
    after,
  };
  await audit(trx, { actorId: null }, entry);
  const customer = entityOf('customer');
  const image = await recordImage(trx, customer, customerId);
  if (image) await tellHolds(trx, customer, image);
}
