import { ApplicationFailure } from '@temporalio/activity';
import { systemContext } from '../../db/context';
import type { Db } from '../../db/connect';
import { findInstanceByWorkflow } from '../../db/instances';
import { isActionName, type ActionName } from '../../domain/actions';
import { DomainError } from '../../domain/errors';
import type { JsonObject } from '../../domain/process/types';
import type { ActionInput } from '../../workflows/messages';
import type { Action } from './action';
import { creditCheck } from './creditCheck';
import { invoiceIssue } from './invoiceIssue';
import { orderCreate } from './orderCreate';
import { quoteSend } from './quoteSend';
import { recordUpdate } from './recordUpdate';

const ACTION_FUNCTIONS = {
  'order.create': orderCreate,
  'invoice.issue': invoiceIssue,
  'credit.check': creditCheck,
  'quote.send': quoteSend,
  'record.update': recordUpdate,
} satisfies Record<ActionName, Action>;

/** Runs a registered action in one transaction. What trying again cannot mend is a failure at once. */
export async function runAction(db: Db, { workflowId, effect, requestId }: ActionInput): Promise<JsonObject> {
  const { action, params } = effect;
  if (!isActionName(action))
    throw ApplicationFailure.nonRetryable(`There is no action ${action}`, 'ACTION_UNKNOWN');
  try {
    return await db.transaction(async (trx) => {
      const instance = await findInstanceByWorkflow(trx, workflowId);
      if (!instance) throw new DomainError('NOT_FOUND', { workflowId });
      const context = systemContext({
        origin: workflowId,
        requestId,
        reason: `process ${instance.definitionKey}`,
      });
      return ACTION_FUNCTIONS[action]({
        db: trx,
        key: `${workflowId}/${effect.key ?? effect.id}`,
        instance,
        params,
        context,
      });
    });
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw ApplicationFailure.nonRetryable(`${error.code}: ${JSON.stringify(error.details)}`, error.code);
  }
}
