import { randomUUID } from 'node:crypto';
import { getInstance, type InstanceRow } from '../../db/instances';
import { newest, publish, type DefinitionDocument } from '../../db/definitions';
import { loadPlan } from '../../db/plan';
import { createRecord } from '../../db/records/create';
import { updateRecord } from '../../db/records/update';
import { startInstance } from '../../db/startInstance';
import { finishing, operation, type Standing } from '../../definitions/random/operate.testkit';
import { seededDice, type Dice } from '../../definitions/random/dice.testkit';
import { randomProcess } from '../../definitions/random/process.testkit';
import { recordOf, someFields } from '../../definitions/random/records.testkit';
import { repaired } from '../../definitions/random/repair.testkit';
import type { Calendar } from '../../domain/calendar/types';
import { DomainError } from '../../domain/errors';
import type { Command } from '../../domain/process/commands';
import { openTasks } from '../../domain/process/tasks';
import type { JsonObject, Plan, ProcessState } from '../../domain/process/types';
import type { Stage } from './stage';

const HOUR = 3_600_000;

export interface RandomCase {
  seed: number;
  id: string;
  workflowId: string;
  opportunityId: string;
  customerId: string;
  dice: Dice;
  byHand: boolean;
}

/** Whom the random definitions name. */
export async function hireStaff({ company: { db } }: Stage): Promise<void> {
  await db('employee').where({ login: 'zhao' }).update({ code: 'chief' });
  await db('employee')
    .whereIn('login', ['wu', 'zhou'])
    .update({ groups: ['presales'] });
}

/** A case of a process that nobody wrote; null where taking mistakes out did not make it one. */
export async function beginRandom(stage: Stage, seed: number): Promise<RandomCase | null> {
  const dice = seededDice(seed);
  const definition = repaired(randomProcess(dice));
  if (!definition) return null;
  const { db, as, idOf } = stage.company;
  const key = `test.random${seed}`;
  const { version, sha256 } = await publish(db, { ...definition, key }, null);
  const customer = await createRecord(db, 'customer', { name: key, ownerId: idOf('li') }, as('li'));
  const { amount, source, need, expectedClose } = recordOf(dice);
  const opportunity = await createRecord(
    db,
    'opportunity',
    {
      name: key,
      customerId: customer.id,
      ownerId: idOf('li'),
      mode: 'oem',
      amount,
      source,
      need,
      expectedClose,
    },
    as('li'),
  );
  const { id, workflowId } = await startInstance(db, {
    definition: { key, version, sha256 },
    entity: 'opportunity',
    entityId: opportunity.id,
    customerId: customer.id,
    ownerId: idOf('li'),
    title: key,
  });
  const byHand = dice.chance(50);
  return { seed, id, workflowId, opportunityId: opportunity.id, customerId: customer.id, dice, byHand };
}

/** One thing that people, records, or the outside do to a case. */
export async function moveRandom(stage: Stage, one: RandomCase, now: number): Promise<void> {
  const { db, idOf } = stage.company;
  const { dice } = one;
  const chosen = dice.throw(12);
  if (chosen <= 4) return act(stage, one, now, (standing) => finishing(standing, dice));
  if (chosen <= 7) {
    const people = { boss: idOf('qian'), chief: idOf('zhao') };
    return act(stage, one, now, (standing) => withRealPlan(stage, operation(standing, dice, people)));
  }
  if (chosen === 8) return finishChildren(stage, one);
  if (chosen === 9)
    return stage.temporal.signal(one.workflowId, 'event', {
      name: 'heard',
      data: dice.pick<JsonObject>([{ n: 5 }, {}, { n: 'x' }, { n: null }]),
    });
  const change =
    chosen === 10
      ? (['opportunity', one.opportunityId, someFields(dice)] as const)
      : ([
          'customer',
          one.customerId,
          { creditLimit: dice.chance(50) ? null : dice.throw(9), creditHold: dice.chance(50) },
        ] as const);
  const [entity, id, set] = change;
  await updateRecord(db, entity, id, set, null, stage.company.as('admin')).catch(refusedOnly);
}

async function act(
  stage: Stage,
  one: RandomCase,
  now: number,
  choose: (standing: Standing) => Command | undefined | Promise<Command | undefined>,
): Promise<void> {
  const row = await getInstance(stage.company.db, one.id);
  if (!row?.state || row.status === 'starting') return;
  const command = await choose(await standingOf(stage, row, one.byHand, now));
  if (command) await send(stage, row, command);
}

/** As whoever has the task, or else as the administrator. */
async function send(stage: Stage, row: InstanceRow, command: Command): Promise<void> {
  const state = row.state as unknown as ProcessState; // the snapshot is a state
  const task = 'task' in command ? state.tasks[command.task ?? ''] : undefined;
  const id = task?.assignee ?? stage.company.idOf('admin');
  const actor = { id, name: id, holds: ['admin'], queues: [] };
  await stage.temporal
    .command(row.workflowId, { commandId: randomUUID(), command, actor })
    .catch(refusedOnly);
}

function refusedOnly(error: unknown): void {
  if (!(error instanceof DomainError) || error.code === 'UNAVAILABLE') throw error;
}

async function standingOf(stage: Stage, row: InstanceRow, byHand: boolean, now: number): Promise<Standing> {
  const state = row.state as unknown as ProcessState; // the snapshot is a state
  return { plan: await planOf(stage, row.definitionKey, row.definitionVersion), state, now, byHand };
}

async function planOf(stage: Stage, key: string, version: number): Promise<Plan> {
  return (await loadPlan(stage.company.db, { key, version }, Date.now())) as Plan; // it was published
}

/** One migrates to what is published. */
async function withRealPlan(stage: Stage, command: Command | undefined): Promise<Command | undefined> {
  if (command?.op !== 'migrate') return command;
  const { definition } = command.plan;
  await publish(stage.company.db, { ...definition }, null).catch(refusedOnly);
  return { ...command, plan: await planOf(stage, definition.key, definition.version) };
}

/** Somebody does what there is to do in the processes that the case started. */
async function finishChildren(stage: Stage, one: RandomCase): Promise<void> {
  const { db } = stage.company;
  const children = await db('process_instance')
    .where({ parent_id: one.id, status: 'active' })
    .limit(3)
    .pluck<string[]>('id');
  for (const id of children) {
    const row = await getInstance(db, id);
    const tasks = openTasks(((row?.state ?? { tasks: {} }) as unknown as ProcessState).tasks); // a state
    if (row && tasks[0]) await send(stage, row, { op: 'complete', task: tasks[0].id, with: {} });
  }
}

/** Where a case stands by the database; it has begun. */
export async function standing(stage: Stage, id: string): Promise<Standing> {
  const row = await getInstance(stage.company.db, id);
  if (!row?.state) throw new Error(`${id} has not begun`);
  return standingOf(stage, row, false, 0);
}

/** People leave and are back, and the office is closed on another day. */
export async function changeCompany({ company: { db } }: Stage, dice: Dice, now: number): Promise<void> {
  const chosen = dice.throw(4);
  if (chosen === 0) {
    const gone = dice.some(['li', 'qian', 'wu', 'zhou'], 25);
    await db('employee').update({ active: db.raw('login <> all(?)', [gone]) });
  }
  if (chosen === 1) {
    const calendar = await newest(db, 'calendar', 'cn-office');
    if (!calendar) throw new Error('there is no calendar');
    const day = new Date(now + dice.throw(5) * 24 * HOUR).toISOString().slice(0, 10);
    // Published, so it has the shape of its kind.
    const body = calendar.body as unknown as Calendar & DefinitionDocument;
    await publish(db, { ...body, version: body.version + 1, [dice.pick(['closed', 'open'])]: [day] }, null);
  }
}
