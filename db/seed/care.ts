import { run, type Db } from '../connect';
import { systemContext } from '../context';
import { newest, type DefinitionRow } from '../definitions';
import { createRecord } from '../records/create';
import { updateRecord } from '../records/update';
import { startInstance } from '../startInstance';
import { addDays, isoDay } from './time';

interface DemoCare {
  /** Where its process stands; absent for one that is over. */
  stage?: string;
  /** Days from today to its date. */
  planned: number;
  /** It stands still since then: its process is held. */
  status?: 'wait';
  values: Record<string, string>;
}

interface CaredFor {
  id: string;
  shortName: string;
  ownerId: string;
  contactId: string | null;
}

/** Care in every stage, for customers of several people. */
export async function startCare(trx: Db): Promise<void> {
  const definition = await newest(trx, 'process', 'care.activity');
  if (!definition || (await trx('care_activity').first('id'))) return;
  const customers = await customersToCareFor(trx);
  for (const [index, care] of CARE.entries()) {
    const customer = customers[index % customers.length];
    if (customer) await startOne(trx, definition, care, customer);
  }
}

/** It comes in as one that is over, so that no process starts for it at the beginning. */
async function startOne(
  trx: Db,
  definition: DefinitionRow,
  { stage, planned, status: held, values }: DemoCare,
  { id: customerId, shortName, ownerId, contactId }: CaredFor,
): Promise<void> {
  const context = systemContext({ actorId: ownerId, reason: '演示数据' });
  const plannedOn = addDays(isoDay(new Date()), planned);
  const name = `${shortName}：${values.name ?? ''}`;
  const about = { customerId, contactId, ownerId, plannedOn, ...(planned < 0 && { doneOn: plannedOn }) };
  const { id } = await createRecord(
    trx,
    'careActivity',
    { ...values, ...about, name, status: 'complete' },
    context,
  );
  if (!stage) return;
  await startInstance(trx, {
    definition,
    stage,
    entity: 'careActivity',
    entityId: id,
    title: name,
    actorId: ownerId,
    customerId,
    ownerId,
    triggerKey: `${definition.key}:${id}`,
  });
  const status = STATUS[stage];
  if (status) await updateRecord(trx, 'careActivity', id, { status }, null, context);
  if (held) await updateRecord(trx, 'careActivity', id, { status: held }, null, context);
}

/** One customer of each owner first, then the next of each. */
function customersToCareFor(trx: Db): Promise<CaredFor[]> {
  return run<CaredFor>(trx, {
    text: `select c.id, c.short_name as "shortName", c.owner_id as "ownerId",
        (select p.id from contact p where p.customer_id = c.id order by p.main desc, p.number limit 1) as "contactId"
      from customer c order by row_number() over (partition by c.owner_id order by c.number), c.number limit $1`,
    values: [CARE.length],
  });
}

const STATUS: Record<string, string> = { plan: 'prepare', execute: 'execute' };

const CARE: DemoCare[] = [
  {
    stage: 'plan',
    planned: 21,
    values: { name: '节日问候', kind: 'holiday', occasion: '多年合作的重点客户' },
  },
  { stage: 'plan', planned: 14, values: { name: '季度走访', kind: 'visit', occasion: '半年没有上门' } },
  {
    stage: 'execute',
    planned: 12,
    status: 'wait',
    values: { name: '主任生日祝福', kind: 'birthday', occasion: '联系人生日' },
  },
  {
    stage: 'execute',
    planned: 2,
    values: { name: '新仪器使用培训', kind: 'training', occasion: '验收后第一次培训' },
  },
  {
    stage: 'finish',
    planned: -2,
    values: { name: '维修后满意度回访', kind: 'satisfactionCall', occasion: '上月两次报修', cost: '0' },
  },
  {
    stage: 'feedback',
    planned: -5,
    values: {
      name: '投诉后上门致歉',
      kind: 'visit',
      occasion: '交货延误两周',
      cost: '380',
      reaction: 'colder',
      result: '客户对交货延误不满，暂停了第二台的采购讨论。',
    },
  },
  {
    stage: 'feedback',
    planned: -4,
    values: {
      name: '应用技术培训',
      kind: 'training',
      occasion: '新招两名检测员',
      cost: '1200',
      reaction: 'warmer',
      result: '两名检测员已能独立操作，主任希望明年再办一次。',
    },
  },
  {
    planned: -60,
    values: {
      name: '老客户节日问候',
      kind: 'holiday',
      occasion: '老客户',
      cost: '260',
      reaction: 'warmer',
      result: '客户主动提到扩建计划。',
    },
  },
  {
    planned: -95,
    values: {
      name: '年度满意度回访',
      kind: 'satisfactionCall',
      occasion: '年度例行回访',
      cost: '0',
      reaction: 'same',
      result: '总体满意，希望缩短备件供货时间。',
    },
  },
];
