import { dunningWorkflowId } from '../../domain/ids';
import { run, type Db } from '../connect';
import { enqueue } from '../outbox';
import { policyInForce } from './policy';

/** A case whose instant passed this long ago without an evaluation has lost its workflow. */
const LATE = '10 minutes';

/**
 * One page of the customers whom nobody looks after: they owe and have no case, or their case is late or was judged by
 * another version of the policy. For each the relay is asked to wake or start the workflow. The selection is by state
 * and not by date, so a sweep that was missed, or ran twice, does no harm.
 */
export async function sweepPage(db: Db, after: string | null, now: Date, limit = 500): Promise<string[]> {
  const { policy } = await policyInForce(db);
  return db.transaction(async (trx) => {
    const values = [after, now, policy.key, policy.version, limit];
    const customers = (await run<{ id: string }>(trx, { name: 'dun-sweep', text: PAGE, values })).map(
      ({ id }) => id,
    );
    await enqueue(
      trx,
      ...customers.map((customerId) => ({
        kind: 'dun' as const,
        workflowId: dunningWorkflowId(customerId),
        payload: { customerId },
      })),
    );
    return customers;
  });
}

const PAGE = `
  select s.id from (
    select distinct v.customer_id as id from invoice v
    where v.balance > 0 and not v.written_off and not v.draft and v.customer_id > coalesce($1::uuid, '00000000-0000-0000-0000-000000000000')
      and not exists (select 1 from dunning_case k where k.customer_id = v.customer_id)
    union
    select k.customer_id from dunning_case k
    where k.customer_id > coalesce($1::uuid, '00000000-0000-0000-0000-000000000000')
      and (k.next_at < $2::timestamptz - interval '${LATE}' or (k.policy_key, k.policy_version) is distinct from ($3, $4::integer)
        or not exists (select 1 from invoice v where v.customer_id = k.customer_id and v.balance > 0 and not v.written_off and not v.draft))
  ) s order by s.id limit $5`;
