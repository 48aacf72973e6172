import type { Db } from '../connect';
import { systemContext } from '../context';
import { newest, type DefinitionRow } from '../definitions';
import { createRecord } from '../records/create';
import { updateRecord } from '../records/update';
import { startInstance } from '../startInstance';
import { addDays, isoDay } from './time';

interface DemoCampaign {
  /** Login of the owner. */
  owner: string;
  /** Where its process stands; absent for one that is over. */
  stage?: string;
  status: string;
  /** Days from today to its first day. */
  starts: number;
  values: Record<string, string | number>;
}

/** The year of marketing at 华东仪器: one campaign in each stage, and two that are over. */
export async function startCampaigns(trx: Db): Promise<void> {
  const definition = await newest(trx, 'process', 'marketing.campaign');
  if (!definition || (await trx('campaign').first('id'))) return;
  for (const campaign of CAMPAIGNS) await startCampaign(trx, definition, campaign);
}

/** It comes in as one that is over, so that no process starts for it at the beginning. */
async function startCampaign(trx: Db, definition: DefinitionRow, campaign: DemoCampaign): Promise<void> {
  const { owner, stage, status, starts, values } = campaign;
  const { id: ownerId } = (await trx('employee').first('id').where({ login: owner })) as { id: string }; // the seed made the people
  const context = systemContext({ actorId: ownerId, reason: '演示数据' });
  const startsOn = addDays(isoDay(new Date()), starts);
  const all = { ...values, ownerId, startsOn, endsOn: addDays(startsOn, 2), status: 'complete' };
  const { id } = await createRecord(trx, 'campaign', all, context);
  if (!stage) return;
  await startInstance(trx, {
    definition,
    stage,
    entity: 'campaign',
    entityId: id,
    title: String(values.name),
    actorId: ownerId,
    ownerId,
    triggerKey: `${definition.key}:${id}`,
  });
  await updateRecord(trx, 'campaign', id, { status }, null, context);
}

const CAMPAIGNS: DemoCampaign[] = [
  {
    owner: 'li.na',
    stage: 'plan',
    status: 'prepare',
    starts: 120,
    values: { name: '食品安全检测方案巡展', type: 'exhibition', expectedRevenue: '400000' },
  },
  {
    owner: 'chen.wei',
    stage: 'apply',
    status: 'prepare',
    starts: 75,
    values: {
      name: '新一代台式质谱仪发布会',
      type: 'launch',
      objective: '向重点客户介绍新一代台式质谱仪，取得首批试用意向',
      audience: '华东地区制药和检测行业重点客户',
      location: '苏州国际博览中心',
      budget: '120000',
      expectedLeads: 60,
      expectedRevenue: '1500000',
    },
  },
  {
    owner: 'zhou.ting',
    stage: 'design',
    status: 'wait',
    starts: 50,
    values: {
      name: '环境监测行业杂志广告',
      type: 'advertisement',
      objective: '提高在线监测产品的知名度',
      audience: '环保部门和第三方检测机构',
      budget: '36000',
      approvedBudget: '36000',
      expectedLeads: 25,
    },
  },
  {
    owner: 'wang.qiang',
    stage: 'funds',
    status: 'wait',
    starts: 20,
    values: {
      name: '慕尼黑上海分析生化展',
      type: 'exhibition',
      objective: '展示实验室整体解决方案，新增制药行业线索',
      audience: '制药、食品和高校实验室',
      location: '上海新国际博览中心',
      budget: '48000',
      approvedBudget: '48000',
      plannedCost: '56500',
      expectedLeads: 80,
      expectedRevenue: '900000',
    },
  },
  {
    owner: 'liu.yang',
    stage: 'execute',
    status: 'execute',
    starts: -3,
    values: {
      name: '老客户以旧换新促销',
      type: 'promotion',
      objective: '带动十年以上旧仪器的更新',
      audience: '使用旧型号光谱仪的老客户',
      budget: '30000',
      approvedBudget: '30000',
      plannedCost: '28000',
      expectedLeads: 35,
      expectedRevenue: '600000',
    },
  },
  {
    owner: 'zhang.jing',
    stage: 'finish',
    status: 'complete',
    starts: -25,
    values: {
      name: '高校实验室开放日',
      type: 'promotion',
      objective: '让高校老师亲手操作主推机型',
      audience: '长三角高校分析测试中心',
      location: '南京客户体验中心',
      budget: '18000',
      approvedBudget: '18000',
      plannedCost: '17500',
      expectedLeads: 20,
      actualLeads: 27,
    },
  },
  {
    owner: 'lin.fang',
    status: 'complete',
    starts: -140,
    values: {
      name: '第三方检测机构需求调查',
      type: 'survey',
      objective: '了解检测机构未来两年的设备更新计划',
      audience: '华东地区第三方检测机构',
      budget: '22000',
      approvedBudget: '22000',
      plannedCost: '21000',
      actualCost: '20350',
      expectedLeads: 15,
      actualLeads: 19,
      result: '回收问卷 132 份，质谱类需求集中在下半年；建议安排专题讲座跟进。',
    },
  },
  {
    owner: 'wu.hao',
    status: 'complete',
    starts: -210,
    values: {
      name: '新材料检测技术研讨会',
      type: 'launch',
      objective: '在新材料行业建立技术形象',
      audience: '新材料企业研发和质量负责人',
      location: '宁波',
      budget: '46000',
      approvedBudget: '52000',
      plannedCost: '52000',
      actualCost: '51480',
      expectedLeads: 40,
      actualLeads: 33,
      expectedRevenue: '500000',
      result: '到场 86 人，线索略少于预期；下次应提前四周发出邀请。',
    },
  },
];
