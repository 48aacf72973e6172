import type { Db } from '../connect';
import { systemContext } from '../context';
import { createRecord } from '../records/create';
import { addDays, isoDay } from './time';

interface Inherited {
  id: string;
  shortName: string;
}

/** What somebody who has left still owned: a deal and a visit whose tasks nobody is eligible for, until they are given away. */
export async function startLeft(trx: Db, [dealt, visited]: Inherited[]): Promise<void> {
  const manager = (await trx('employee').first('id').where({ login: 'chen.wei' })) as { id: string }; // the seed made the people
  const context = systemContext({ actorId: manager.id, reason: '演示数据' });
  const { id: ownerId } = await createRecord(trx, 'employee', { ...LEFT, managerId: manager.id }, context);
  if (dealt) await createRecord(trx, 'opportunity', { ...dealOf(dealt), ownerId }, context);
  if (visited) await createRecord(trx, 'careActivity', { ...visitTo(visited), ownerId }, context);
}

const LEFT = {
  code: 'EMP-LEFT-01',
  login: 'qian.jun',
  name: '钱军',
  category: 'rep',
  roles: ['rep'],
  active: false,
};

function dealOf({ id, shortName }: Inherited) {
  return {
    name: `${shortName}色谱耗材年度框架`,
    customerId: id,
    mode: 'direct',
    source: 'referral',
    expectedClose: addDays(isoDay(new Date()), 40),
    need: '耗材按年招标，去年由钱军跟进',
    amount: '86000',
  };
}

function visitTo({ id, shortName }: Inherited) {
  const plannedOn = addDays(isoDay(new Date()), 9);
  return {
    name: `${shortName}：年度拜访`,
    customerId: id,
    kind: 'visit',
    occasion: '钱军离职前约定',
    plannedOn,
    status: 'prepare',
  };
}
