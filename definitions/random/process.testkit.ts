import type { ProcessDefinition } from '../../domain/generated/process';
import type { Dice } from './dice.testkit';
import { expressions, type Ref } from './expressions.testkit';
import {
  ENTITY,
  maybeSet,
  nameOf,
  outsOf,
  schemaOf,
  setOf,
  title,
  TYPES,
  variablesOf,
  type Loose,
  type Place,
} from './refs.testkit';
import { stepOf } from './steps.testkit';

export function randomProcess(dice: Dice): ProcessDefinition {
  const vars = TYPES.flatMap((type) => variablesOf(dice, type));
  const stageIds = Array.from({ length: 1 + dice.throw(4) }, (_, n) => `s${n}`);
  const place: Place = { dice, vars, outs: [], stageIds, repeats: stageIds.map(() => dice.chance(50)) };
  const say = expressions(dice, [...ENTITY, ...vars]);
  const stages = stageIds.map((id, n) => stageOf(place, id, n));
  const definition = {
    kind: 'process',
    key: 'test.random',
    version: 1,
    category: 'general',
    title,
    entity: 'opportunity',
    calendar: 'cn-office',
    vars: {
      type: 'object',
      additionalProperties: false,
      properties: Object.fromEntries(vars.map((ref) => [nameOf(ref), schemaOf(ref, true)])),
    },
    roles: {
      owner: { by: 'field', path: '/entity/ownerId' },
      boss: { by: 'managerOf', role: 'owner' },
      desk: [
        { by: 'pool', group: 'presales', if: expressions(dice, [...ENTITY.slice(0, 7), ...vars]).flag(1) },
        { by: 'employee', code: 'chief' },
      ],
    },
    ...(dice.chance(50) ? { assignment: { ifNone: { queue: 'nobody', notify: 'boss' } } } : {}),
    slas: { usual: slaOf(place, say) },
    stages,
    ...(dice.chance(25)
      ? {
          exits: [
            { id: 'gone', when: `${say.flag()} && entity.status == 'lost'`, end: 'gone', compensate: true },
          ],
        }
      : {}),
  };
  // Built as the schema says, which the linter checks too.
  return definition as unknown as ProcessDefinition;
}

function slaOf({ dice }: Place, say: ReturnType<typeof expressions>): Loose {
  const due = dice.chance(30)
    ? { cel: `${say.flag(1)} ? 'P2D' : 'PT5H'` }
    : dice.pick(['P1D', 'PT8H'] as const);
  const effect = () =>
    dice.pick<Loose>([
      { notify: 'assignee' },
      { escalate: 'manager' },
      { raisePriority: true },
      { reassign: 'boss', resetClock: dice.chance(50) },
      { event: 'late', data: { n: { cel: say.value('number') } } },
    ]);
  return {
    due,
    clock: dice.pick(['calendar', 'business'] as const),
    ...(dice.chance(50) ? { pauseWhile: ['onHold', 'waiting'] } : {}),
    ladder: [
      { at: '-PT2H', do: [effect()] },
      { at: 'PT0S', do: [effect(), effect()] },
      { at: 'PT4H', do: [effect()] },
    ],
  };
}

function stageOf(place: Place, id: string, index: number): Loose {
  const { dice } = place;
  const before = [...place.outs];
  const own: { id: string; refs: Ref[]; manual: boolean }[] = [];
  const steps = Array.from({ length: 1 + dice.throw(4) }, (_, n) => {
    const needs = dice.some(
      own.filter((step) => !step.manual),
      50,
    );
    const step = stepOf(
      place,
      `x${index}${n}`,
      needs.map((need) => need.id),
      [...before, ...needs.flatMap((need) => need.refs)],
    );
    own.push({ id: String(step.id), refs: outsOf(step), manual: step.manual === true });
    return step;
  });
  place.outs.push(...own.flatMap((step) => step.refs));
  const say = expressions(dice, [...ENTITY, ...place.vars, ...place.outs]);
  const outside = expressions(dice, [...ENTITY, ...place.vars]);
  return {
    id,
    title,
    steps,
    ...(place.repeats[index] ? { repeat: { max: 3 } } : {}),
    ...(dice.chance(15) ? { entry: { when: outside.flag() } } : {}),
    ...(dice.chance(15) ? { onEnter: [{ set: setOf(place, outside) }, { event: 'entered' }] } : {}),
    ...(dice.chance(15) ? { onExit: [{ set: setOf(place, outside) }] } : {}),
    ...(dice.chance(20) ? { target: 'usual' } : {}),
    exit: [
      ...Array.from({ length: dice.throw(3) }, () => ({
        when: say.flag(),
        ...exitOf(place, index),
        ...maybeSet(place, say),
      })),
      { to: 'next' },
    ],
  };
}

function exitOf({ dice, stageIds, repeats }: Place, index: number): Loose {
  const reachable = stageIds.filter((_, n) => n > index || (n <= index && repeats[n]));
  const [first, ...others] = reachable;
  switch (dice.throw(4)) {
    case 0:
      return { to: 'next' };
    case 1:
      return { end: 'early' };
    case 2:
      return dice.chance(30) ? { stay: 'not yet' } : { to: 'next' };
    default:
      return first ? { to: dice.pick([first, ...others]) } : { to: 'next' };
  }
}
