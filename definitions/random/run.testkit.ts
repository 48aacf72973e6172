import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Calendar } from '../../domain/calendar/types';
import type { ProcessDefinition } from '../../domain/generated/process';
import { finishing, operation } from './operate.testkit';
import type { Command } from '../../domain/process/commands';
import { colleague } from '../../domain/process/colleague.testkit';
import { directoryOf } from '../../domain/process/directory';
import { createPlan } from '../../domain/process/plan';
import { refuse } from '../../domain/process/refuse';
import { isEmpty, settle } from '../../domain/process/settle';
import { openTasks } from '../../domain/process/tasks';
import { nextDeadline, transition } from '../../domain/process/transition';
import type { Effect } from '../../domain/process/effectTypes';
import type { Incident, JsonObject, Plan, ProcessEvent, ProcessState } from '../../domain/process/types';
import type { Dice } from './dice.testkit';
import { ranTwice } from './invariants.testkit';
import { recordOf, someFields } from './records.testkit';

const calendar = JSON.parse(readFileSync(join(__dirname, '../calendars/cn-office.json'), 'utf8')) as Calendar; // our own file
const [START, HOUR] = [Date.parse('2026-03-02T09:00:00+08:00'), 3_600_000];
const STAFF = [
  colleague('rep', 'boss'),
  colleague('boss', 'chief'),
  colleague('chief', null),
  colleague('p1', null, ['presales']),
  colleague('p2', null, ['presales']),
];
/** Other versions of the calendar, which may be published at any time. */
const CALENDARS: [Calendar, ...Calendar[]] = [
  calendar,
  { ...calendar, closed: ['2026-03-03', { from: '2026-03-05', to: '2026-03-10' }], open: [] },
  {
    ...calendar,
    week: {
      ...calendar.week,
      sat: [['22:00', '24:00']],
      mon: [
        ['06:00', '07:30'],
        ['20:00', '23:00'],
      ],
    },
  },
];
/** By whom tasks may be taken over. */
const PEOPLE = { boss: 'boss', chief: 'chief' };
const ENDED = { outcome: 'done', status: 'ended' };
const EMPTY_CUSTOMER = { creditLimit: null, creditHold: false, region: null };

export interface Case {
  /** With the calendar that it began with, and with the one of now. */
  first: Plan;
  plan: Plan;
  state: ProcessState;
  now: number;
  effects: Effect[];
  incidents: Incident[];
  log: { event: ProcessEvent; now: number; left: string[] }[];
  /** Somebody went around the definition: jumped, skipped, closed, opened again. */
  byHand: boolean;
  /** Who has left: nobody may be eligible. */
  left: string[];
  /** Steps that ran again without a new run. */
  twice: string[];
  /** What each event left behind, once people and instants were found. */
  trace: Trace[];
}

export interface Trace {
  event: ProcessEvent;
  now: number;
  plan: Plan;
  state: ProcessState;
  effects: Effect[];
}

/** Runs a definition through what people, time, records and the outside do to it; actions and children answer late. */
export function randomCase(definition: ProcessDefinition, dice: Dice, byHand: boolean): Case {
  const world = newCase(definition, byHand, dice.chance(20) ? ['rep', 'boss', 'p1'] : []);
  feed(world, { type: 'start', actor: null, input: { entityId: 'o', entity: recordOf(dice) } });
  const moves = 3 + dice.throw(25);
  for (let n = 0; n < moves; n++) move(world, dice);
  return world;
}

/** The same case out of other events; what would be refused is left out. */
export function replayed({ first, byHand, left }: Case, log: Case['log']): Case {
  const world = newCase(first.definition, byHand, left);
  for (const { event, now, left: gone } of log) {
    world.now = now;
    world.left = gone;
    if (!world.state && event.type !== 'start') continue;
    if (event.type === 'command' && refuse(world.plan, world.state, event.command, null, now)) continue;
    feed(world, event);
  }
  return world;
}

function newCase(definition: ProcessDefinition, byHand: boolean, left: string[]): Case {
  const plan = createPlan(definition, calendar, '', [[0, 480]]);
  return {
    first: plan,
    plan,
    state: undefined as unknown as ProcessState, // set by the start event
    now: START,
    effects: [],
    incidents: [],
    log: [],
    byHand,
    left,
    twice: [],
    trace: [],
  };
}

function feed(world: Case, first: ProcessEvent): void {
  const directory = directoryOf(STAFF.map((one) => ({ ...one, active: !world.left.includes(one.id) })));
  const queue = [first];
  const { length } = world.effects;
  for (let next = queue.shift(); next; next = queue.shift()) {
    world.log.push({ event: next, now: world.now, left: world.left });
    const before = JSON.stringify(world.state ?? null);
    const { state, effects } = transition(world.plan, world.state ?? null, next, world.now);
    if (JSON.stringify(world.state ?? null) !== before) throw new Error('The input was changed');
    // A migration gives runs other names.
    if (world.state && !isMigration(next)) world.twice.push(...ranTwice(world.state, state));
    world.plan = planAfter(world.plan, next);
    world.state = state;
    world.effects.push(...effects);
    for (const effect of effects) if (effect.type === 'incident') world.incidents.push(effect.incident);
    const workload = { open: {}, cursors: {}, last: {} };
    const settlement = settle({ plan: world.plan, state, effects, directory, workload, now: world.now });
    for (const effect of effects)
      if (effect.type === 'watch')
        (settlement.targets ??= {})[`${effect.entity}:${effect.entityId}`] = EMPTY_CUSTOMER;
    if (!isEmpty(settlement)) queue.push({ type: 'settled', settlement });
  }
  const { now, plan, state } = world;
  world.trace.push({ event: first, now, plan, state, effects: world.effects.slice(length) });
}

const isMigration = (event: ProcessEvent) => event.type === 'command' && event.command.op === 'migrate';

export function planAfter(plan: Plan, event: ProcessEvent): Plan {
  if (event.type === 'calendar') return { ...plan, calendar: event.calendar, zone: event.zone };
  return event.type === 'command' && event.command.op === 'migrate' ? event.command.plan : plan;
}

function move(world: Case, dice: Dice): void {
  switch (dice.throw(18)) {
    case 0:
    case 1:
    case 2:
    case 3:
      return command(world, finishing(world, dice));
    case 4:
    case 5:
      return answerEffect(world, dice);
    case 6:
    case 7:
      return passTime(world, dice);
    case 8:
      return feed(world, { type: 'fact', entity: 'opportunity', id: 'o', set: someFields(dice) });
    case 9:
      return feed(world, {
        type: 'fact',
        entity: 'customer',
        id: 'c',
        set: { creditLimit: dice.chance(50) ? null : dice.throw(9), creditHold: dice.chance(50) },
      });
    case 10:
      return feed(world, {
        type: 'event',
        name: 'heard',
        data: dice.pick<JsonObject>([{ n: 5 }, {}, { n: 'x' }, { n: null }]),
      });
    case 11:
      return feed(world, { type: 'calendar', calendar: dice.pick(CALENDARS), zone: [[0, 480]] });
    case 12:
      // Somebody leaves, or is back.
      world.left = dice.some(['rep', 'boss', 'p1', 'p2'], 25);
      return;
    case 13:
      return comeAgain(world, dice);
    case 14:
    case 15:
      return standStill(world, dice);
    default:
      return command(world, operation(world, dice, PEOPLE));
  }
}

/** Nothing goes on for a while: the case is held, or everybody waits. Whoever does not end it leaves it to others. */
function standStill(world: Case, dice: Dice): void {
  const until = dice.chance(30) ? world.now + (1 + dice.throw(40)) * HOUR : undefined;
  const waiting = () =>
    openTasks(world.state.tasks).map(({ id: task }): Command => ({
      op: 'wait',
      task,
      until: until ?? world.now + 20 * HOUR,
    }));
  const hold: Command = { op: 'hold', reason: 'x', ...(until === undefined ? {} : { until }) };
  for (const one of dice.chance(60) ? [hold] : waiting()) command(world, one);
  passTime(world, dice);
  if (dice.chance(80)) command(world, { op: 'resume' });
}

/** What is over comes once more: a timer that was cancelled, an answer that was delivered twice. */
function comeAgain(world: Case, dice: Dice): void {
  const before = world.log.filter(({ event }) => ['due', 'effectDone', 'effectFailed'].includes(event.type));
  const last = before[dice.throw(before.length + 1)];
  feed(
    world,
    last && !isAwaited(world, last.event) ? last.event : { type: 'due', deadline: 'rung:gone:1:PT0S' },
  );
}

function isAwaited({ state }: Case, event: ProcessEvent): boolean {
  return event.type === 'due' && event.deadline in state.deadlines;
}

/** The result of an action may lack any field; a process always says how it ended, with the variables that it had. */
function answerEffect(world: Case, dice: Dice): void {
  const asked = world.effects.filter(({ type }) => type === 'runAction' || type === 'startProcess');
  const answered = new Set(world.log.flatMap(({ event }) => ('effect' in event ? [event.effect] : [])));
  const [first, ...others] = asked.filter(({ id }) => !answered.has(id));
  if (!first) return;
  const chosen = dice.pick([first, ...others]);
  const effect = chosen.id;
  const isUndo = chosen.type === 'runAction' && chosen.compensation === true;
  const undo = isUndo ? { undo: { stage: chosen.stage, step: chosen.step, key: chosen.key } } : {};
  if (dice.chance(25)) return feed(world, { type: 'effectFailed', effect, error: 'down', ...undo });
  const result = dice.pick<JsonObject>([
    { ok: true, exposure: 3, limit: null },
    {},
    { ok: false },
    { limit: 8 },
  ]);
  const isProcess = chosen.type === 'startProcess';
  feed(world, { type: 'effectDone', effect, result: isProcess ? ENDED : result });
}

function passTime(world: Case, dice: Dice): void {
  const to = world.now + (1 + dice.throw(60)) * HOUR;
  if (dice.chance(30)) world.now = to;
  for (let n = 0; n < 40; n++) {
    const next = nextDeadline(world.state);
    if (!next || next.at > to) break;
    world.now = Math.max(world.now, next.at);
    feed(world, { type: 'due', deadline: next.id });
  }
  world.now = to;
}

function command(world: Case, asked: Command | undefined): void {
  if (asked && refuse(world.plan, world.state, asked, null, world.now) === null)
    feed(world, { type: 'command', command: asked, actor: null });
}
