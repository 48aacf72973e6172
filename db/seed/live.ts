import { run, type Db } from '../connect';
import { newest, type DefinitionRow } from '../definitions';
import { orderFromOpportunity } from '../finance/orders';
import { createRecord } from '../records/create';
import { updateRecord } from '../records/update';
import { startCampaigns } from './campaigns';
import { startCare } from './care';
import { startHeldOrders } from './holds';
import { startLeft } from './left';
import { startInstance } from '../startInstance';
import { startService } from './service';
import { isoDay, addDays } from './time';

const DEALS = 25;
const ORDERS = 4;
/** The deal whose customer wants to wait. */
const ON_HOLD = 20;
// Each picks its sales process; most of the demo's deals are projects.
const MODES = ['project', 'project', 'direct', 'project', 'channel'];
const NEEDS = [
  '新建实验室需要整套分析设备',
  '替换使用十年的旧仪器',
  '扩产后检测能力不足',
  '通过 CNAS 认可需要补充设备',
  '客户验厂要求增加检测项目',
];

/**
 * Creates deals and orders the way people do, so that their processes start and the inbox has work in it. Does nothing
 * while the sales process is not published, and nothing the second time.
 */
export async function startLiveDeals(db: Db, log: (line: string) => void): Promise<void> {
  if (!(await newest(db, 'process', 'sales.project')) || !(await isDemo(db))) return;
  await db.transaction(async (trx) => {
    await run(trx, { text: 'select pg_advisory_xact_lock(7305)', values: [] });
    if (await trx('opportunity').first('id').where('name', 'like', LIVE_MARK)) return;
    log('Starting deals and orders that run …');
    const customers = await customersOf(trx);
    for (const [index, customer] of customers.entries()) await startDeal(trx, customer, index);
    await startOpenDeals(trx);
    const won = await trx('opportunity as o')
      .select<{ id: string }[]>('o.id')
      .where({ 'o.status': 'won' })
      .whereNotExists(trx('sales_order').select(trx.raw('1')).whereRaw('opportunity_id = o.id'))
      .orderBy('o.number')
      .limit(ORDERS);
    for (const { id } of won) await orderFromOpportunity(trx, id, `demo-live:${id}`);
    await startHeldOrders(trx, customers);
    await startCampaigns(trx);
    await startCare(trx);
    await startService(trx);
    await startLeft(trx, customers.slice(3));
  });
}

const LIVE_MARK = '%实验室项目（%期）';

interface LiveCustomer {
  id: string;
  shortName: string;
  ownerId: string;
  roles: string[];
}

/** The demo's own mark: an employee with its director's login. */
async function isDemo(db: Db): Promise<boolean> {
  return (await db('employee').first('id').where({ login: 'zhao.min' })) !== undefined;
}

async function customersOf(trx: Db): Promise<LiveCustomer[]> {
  return trx('customer as c')
    .join('employee as e', 'e.id', 'c.owner_id')
    .select<LiveCustomer[]>({
      id: 'c.id',
      shortName: 'c.short_name',
      ownerId: 'c.owner_id',
      roles: 'e.roles',
    })
    .where({ 'c.currency': 'CNY' })
    .orderBy('c.number', 'desc')
    .limit(DEALS);
}

async function startDeal(trx: Db, customer: LiveCustomer, index: number): Promise<void> {
  const products = await trx('product')
    .select<{ id: string; name: string; price: string }[]>('id', 'name', 'price')
    .orderBy('number')
    .offset((index * 3) % 30)
    .limit(1 + (index % 3));
  const values = {
    name: `${customer.shortName}实验室项目（${1 + (index % 3)}期）`,
    customerId: customer.id,
    mode: MODES[index % MODES.length],
    source: ['exhibition', 'website', 'referral', 'tender'][index % 4],
    expectedClose: addDays(isoDay(new Date()), 30 + index * 4),
    need: NEEDS[index % NEEDS.length],
    lines: products.map(({ id, name, price }) => ({
      productId: id,
      description: name,
      quantity: 1 + (index % 2),
      unitPrice: price,
    })),
  };
  const context = { actorId: customer.ownerId, roles: customer.roles, reason: '演示数据' };
  const { id } = await createRecord(trx, 'opportunity', values, context);
  if (index === ON_HOLD) await updateRecord(trx, 'opportunity', id, { status: 'onHold' }, null, context);
}

/** The open deals of the history go on in the process of their mode, in the stage where they stand. */
async function startOpenDeals(trx: Db): Promise<void> {
  const deals = await run<OpenDeal>(trx, {
    text: `select id, name, mode, stage, owner_id as "ownerId", customer_id as "customerId" from opportunity
      where status not in ('won', 'lost') and name not like $1 order by number`,
    values: [LIVE_MARK],
  });
  const [project, direct, channel] = await Promise.all(
    ['sales.project', 'sales.direct', 'sales.channel'].map((key) => newest(trx, 'process', key)),
  );
  for (const deal of deals) {
    const own = deal.mode === 'direct' ? direct : ['project', 'oem'].includes(deal.mode) ? project : channel;
    // a short process lacks some stages; who stands in one of those goes on as a project
    const definition = own && hasStage(own, deal.stage) ? own : project;
    if (!definition) continue;
    const { id, name: title, stage, ownerId, customerId } = deal;
    const about = { entity: 'opportunity', entityId: id, title, ownerId, customerId, actorId: ownerId };
    await startInstance(trx, { definition, stage, ...about, triggerKey: `${definition.key}:${id}` });
  }
}

interface OpenDeal {
  id: string;
  name: string;
  mode: string;
  stage: string;
  ownerId: string;
  customerId: string;
}

function hasStage({ body }: DefinitionRow, stage: string): boolean {
  // what is published as a process has stages
  return (body.stages as { id: string }[]).some(({ id }) => id === stage);
}
