import { columnOf, entityOf } from '../../domain/entity/catalogue';
import type { EntityDefinition } from '../../domain/generated/entity';
import type { StatusItem } from '../../domain/process/held';
import { run, type Db } from '../connect';
import { recordImage, type RecordJson } from '../records/read';
import { statusesOf } from '../statuses';
import { exposure } from './balances';

export interface HoldChange {
  before: RecordJson;
  after: RecordJson;
  /** For the audit trail. */
  action: 'hold' | 'liftHold';
}

interface OrderRow {
  id: string;
  customerId: string;
  status: string;
  heldFrom: string | null;
  holdCause: Cause | null;
  disputed: boolean;
  /** The customer's credit still matters: not delivered, not released, and something is left to invoice. */
  onCredit: boolean;
}

type Cause = NonNullable<StatusItem['cause']>;

/**
 * Holds the orders that a change of this record concerns, or lets them go on: a disputed invoice holds its order, and
 * an order that is being executed is held while the customer's credit is exceeded or stopped, until it is released. The
 * list of statuses says by `cause` how such a hold is shown, and by its semantics where an order stands. Gives what changed.
 */
export async function reviewHolds(
  trx: Db,
  entity: EntityDefinition,
  record: RecordJson,
): Promise<HoldChange[]> {
  const customerId = entity.key === 'customer' ? record.id : record.customerId;
  if (!['customer', 'invoice', 'payment', 'order'].includes(entity.key) || typeof customerId !== 'string')
    return [];
  const items = await statusesOf(trx, 'order');
  if (!items.some((item) => item.cause)) return [];
  const orders = await openOrders(trx, customerId, entity.key === 'order' ? record.id : null, items);
  if (orders.length === 0) return [];
  const isBad = await badCredit(trx, customerId, orders, items);
  const changes: HoldChange[] = [];
  for (const order of orders) {
    const set = decide(order, isBad, items);
    if (set) changes.push(await write(trx, order.id, set));
  }
  return changes;
}

const OVER: StatusItem['semantic'][] = ['won', 'lost', 'stop'];

interface HoldSet {
  status: string;
  heldFrom: string | null;
  holdCause: Cause | null;
}

/** What becomes of an order; null = it stays as it is. A hold by a person stays. */
function decide(order: OrderRow, isBad: boolean, items: StatusItem[]): HoldSet | null {
  const cause = causeOf(order, isBad, items);
  if (cause === order.holdCause && isShown(order, items)) return null;
  const shown = items.find((item) => item.cause === cause);
  if (cause === null) {
    if (order.holdCause === null) return null;
    return { status: goneOn(order, items), heldFrom: null, holdCause: null };
  }
  if (!shown || isHeldByPerson(order, items)) return null;
  const heldFrom = goneOn(order, items);
  return { status: shown.code, heldFrom, holdCause: cause };
}

function causeOf(order: OrderRow, isBad: boolean, items: StatusItem[]): Cause | null {
  const semantic = items.find(({ code }) => code === order.status)?.semantic;
  if (semantic && OVER.includes(semantic)) return null;
  if (order.disputed) return 'dispute';
  return isBad && isOnCredit(order, items) ? 'credit' : null;
}

/** The status before the hold, unless somebody gave the order another one meanwhile. */
function goneOn({ status, heldFrom }: OrderRow, items: StatusItem[]): string {
  const isOurs = items.find(({ code }) => code === status)?.cause !== undefined;
  return isOurs ? (heldFrom ?? status) : status;
}

function isShown({ status, holdCause }: OrderRow, items: StatusItem[]): boolean {
  return holdCause === null || items.find(({ code }) => code === status)?.cause === holdCause;
}

function isHeldByPerson({ status }: OrderRow, items: StatusItem[]): boolean {
  const item = items.find(({ code }) => code === status);
  return item !== undefined && ['hold', 'pause'].includes(item.semantic) && item.cause === undefined;
}

/** Credit is asked for where goods are about to leave: the status before the hold means `run`. */
function isOnCredit({ onCredit, status, heldFrom, holdCause }: OrderRow, items: StatusItem[]): boolean {
  const stands = holdCause === null ? status : heldFrom;
  return onCredit && items.find(({ code }) => code === stands)?.semantic === 'run';
}

async function badCredit(
  trx: Db,
  customerId: string,
  orders: OrderRow[],
  items: StatusItem[],
): Promise<boolean> {
  if (!orders.some((order) => isOnCredit(order, items))) return false;
  const { ok, stopped } = await exposure(trx, customerId);
  return !ok || stopped;
}

async function openOrders(
  trx: Db,
  customerId: string,
  orderId: string | null,
  items: StatusItem[],
): Promise<OrderRow[]> {
  const over = items.filter(({ semantic }) => OVER.includes(semantic)).map(({ code }) => code);
  const text = `select o.id, o.customer_id as "customerId", o.status, o.held_from as "heldFrom", o.hold_cause as "holdCause",
      o.delivered_on is null and not o.credit_released and o.total > coalesce(
        (select sum(v.total) from invoice v where v.order_id = o.id and not v.draft and not v.written_off), 0) as "onCredit",
      exists (select 1 from invoice v where v.order_id = o.id and v.disputed and not v.draft and not v.written_off) as disputed
    from sales_order o where o.customer_id = $1 and ($2::uuid is null or o.id = $2) and (o.status <> all($3) or o.hold_cause is not null)
    order by o.id for no key update of o`;
  return run(trx, { text, values: [customerId, orderId, over] });
}

async function write(trx: Db, id: string, set: HoldSet): Promise<HoldChange> {
  const order = entityOf('order');
  const before = await mustSee(trx, order, id);
  const columns = Object.fromEntries(Object.entries(set).map(([name, value]) => [columnOf(name), value]));
  await trx(order.table)
    .where({ id })
    .update({ ...columns, version: trx.raw('version + 1'), updated_at: trx.fn.now() });
  const action = set.holdCause === null ? 'liftHold' : 'hold';
  return { before, after: await mustSee(trx, order, id), action };
}

async function mustSee(trx: Db, order: EntityDefinition, id: string): Promise<RecordJson> {
  const image = await recordImage(trx, order, id);
  if (!image) throw new Error(`The order ${id} is locked and yet not there`);
  return image;
}
