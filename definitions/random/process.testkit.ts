import type { ProcessDefinition } from '../../domain/generated/process';
import type { Dice } from './dice.testkit';
import { expressions, type Ref } from './expressions.testkit';
import {
  asked,
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
      chief: { by: 'employee', code: 'chief' },
      desk: [
        { by: 'pool', group: 'presales', if: ofCandidates(dice, vars) },
        { by: 'employee', code: 'chief' },
      ],
    },
    ...(dice.chance(50) ? { assignment: { ifNone: { queue: 'nobody', notify: 'boss' } } } : {}),
    slas: { usual: slaOf(place, say) },
    ...(dice.chance(50) ? { clocks: clocksOf(dice, say, stages) } : {}),
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

/** In a pool only the record, the variables and the candidate are known. */
function ofCandidates(dice: Dice, vars: Ref[]): string {
  const say = expressions(dice, [...ENTITY.slice(0, 7), ...vars]);
  return dice.chance(30)
    ? `candidate.id != ${say.atom('text')}`
    : `${say.atom('number')} > ${say.atom('number')} || ${say.atom('flag')}`;
}

/** Of the whole case, by the SLA of its tasks or one of its own, until one of its steps is done. */
function clocksOf(dice: Dice, say: ReturnType<typeof expressions>, stages: Loose[]): Loose[] {
  // Stages are built with their steps.
  const steps = stages.flatMap((stage) => stage['steps'] as { id: string }[]);
  const until = () => ({ when: `steps.${steps[dice.throw(steps.length)]?.id ?? ''}.status == 'completed'` });
  const own = {
    due: { cel: `${say.flag(1)} ? 'P3D' : 'PT9H'` },
    pauseWhile: ['onHold'],
    ladder: [{ at: 'PT0S', do: [{ escalate: true }, { notify: 'assignee' }] }],
  };
  return [
    { id: 'c0', title, sla: 'usual', until: until() },
    ...(dice.chance(50)
      ? [
          {
            id: 'c1',
            title,
            sla: own,
            until: until(),
            ...(dice.chance(40) ? { from: { when: say.flag() } } : {}),
          },
        ]
      : []),
  ];
}

function slaOf(place: Place, say: ReturnType<typeof expressions>): Loose {
  const { dice } = place;
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
      { set: setOf({ ...place, dice }, say) },
    ]);
  return {
    due,
    clock: dice.pick(['calendar', 'business'] as const),
    ...(dice.chance(70) ? { pauseWhile: ['onHold', 'waiting'] } : {}),
    ladder: [
      { at: '-PT2H', do: [effect()] },
      { at: 'PT0S', do: [effect(), effect()] },
      { at: 'PT4H', do: [effect()] },
    ],
  };
}

function stageOf(place: Place, id: string, index: number): Loose {
  const { dice } = place;
  const before = dice.careful ? asked(place.outs) : [...place.outs];
  const { steps, own } = stepsOf(place, index, before);
  place.outs.push(...own.flatMap((step) => step.refs));
  const say = expressions(dice, [
    ...ENTITY,
    ...place.vars,
    ...(dice.careful ? asked(place.outs) : place.outs),
  ]);
  const outside = expressions(dice, [...ENTITY, ...place.vars]);
  return {
    id,
    title,
    steps,
    ...(place.repeats[index] ? { repeat: { max: 3 } } : {}),
    ...(dice.chance(15) ? { entry: { when: outside.flag() } } : {}),
    ...(dice.chance(30) ? { onEnter: [{ set: setOf(place, outside) }, ...effectsOf(place, outside)] } : {}),
    ...(dice.chance(15)
      ? { onExit: [{ set: setOf(place, outside) }, ...effectsOf({ ...place, manual: undefined }, outside)] }
      : {}),
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

function stepsOf(place: Place, index: number, before: Ref[]) {
  const { dice } = place;
  place.manual = dice.chance(40) ? `m${index}` : undefined;
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
  if (place.manual !== undefined)
    steps.push({
      id: place.manual,
      kind: 'human',
      assign: 'owner',
      manual: true,
      required: false,
      repeat: { max: 2 },
    });
  return { steps, own };
}

/** Whatever effects do besides, in every place. */
function effectsOf({ dice, manual }: Place, say: ReturnType<typeof expressions>): Loose[] {
  return dice.some<Loose>(
    [
      { event: 'heard', data: { n: { cel: say.value('number') } } },
      {
        start: 'general.task',
        input: { title: { cel: say.text() }, entityId: { cel: 'entity.customerId' } },
      },
      { send: ['email'], template: 'stage.overdue', to: { cel: say.text() } },
      { notify: ['owner', 'chief'] },
      ...(manual === undefined ? [] : [{ open: manual }]),
    ],
    30,
  );
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
