import { expressions, type Ref, type Type } from './expressions.testkit';
import type { Dice } from './dice.testkit';
import {
  asked,
  DEFAULTS,
  ENTITY,
  fieldsOf,
  maybeSet,
  schemaOf,
  setOf,
  TARGET,
  title,
  TYPES,
  type Loose,
  type Place,
} from './refs.testkit';

export function stepOf(place: Place, id: string, needs: string[], outs: Ref[]): Loose {
  const { dice, vars } = place;
  const refs = [...ENTITY, ...vars, ...outs];
  const say = expressions(dice, refs);
  const careful = expressions(dice, dice.careful ? asked(refs) : refs);
  const kind = kindOf(place, refs, id);
  // `kindOf` makes it a JSON Schema.
  const form = (kind.form as { properties?: Record<string, Loose>; required?: string[] } | undefined) ?? {};
  const answers = fieldsOf(form, 'form');
  return {
    id,
    title: dice.chance(20) ? { cel: say.text() } : title,
    ...kind,
    ...(needs.length > 0 ? { needs } : {}),
    ...(dice.chance(25) ? { if: say.flag() } : {}),
    ...(dice.chance(15) ? { required: false } : {}),
    ...(dice.chance(8) ? { manual: true } : {}),
    ...(dice.chance(15) || reopens(kind) ? { repeat: { max: 2 } } : {}),
    ...maybeSet(place, expressions(dice, [...refs, ...answers]), 35),
    ...(kind.kind === 'wait' || (dice.chance(15) && kind.kind !== 'milestone' && kind.kind !== 'decision')
      ? {
          timeout: {
            after: dice.pick(['P1D', 'PT6H'] as const),
            clock: dice.pick(['calendar', 'business'] as const),
            then: dice.pick(['wait', 'complete', 'skip'] as const),
            ...(dice.chance(30)
              ? { do: [{ set: setOf(place, expressions(dice, [...ENTITY, ...vars])) }] }
              : {}),
          },
        }
      : {}),
    ...(dice.chance(8) && kind.kind !== 'milestone' && kind.kind !== 'decision'
      ? { cancel: { when: `(${careful.flag(1)}) && (${careful.flag(1)})` } }
      : {}),
  };
}

function kindOf(place: Place, refs: Ref[], id: string): Loose {
  const { dice } = place;
  const say = expressions(dice, refs);
  switch (dice.throw(10)) {
    case 0:
    case 1:
    case 2:
      return {
        kind: 'human',
        assign: dice.pick(['owner', 'boss', 'desk'] as const),
        form: formOf(dice),
        ...(dice.chance(40) ? { sla: 'usual' } : {}),
        ...(dice.chance(20) ? { outcomes: ['yes', 'no'].map((one) => ({ id: one, title })) } : {}),
      };
    case 3:
      return {
        kind: 'approval',
        approvers: dice.chance(50) ? ['chief'] : ['chief', { role: 'desk', if: say.flag(1) }],
        ...(dice.chance(50) ? { order: 'parallel' } : {}),
        ...(dice.chance(40) ? { quorum: 1 } : {}),
        ...(dice.chance(50) ? { onReject: rejectionOf(place, id) } : {}),
      };
    case 4:
    case 5:
      return decisionOf(place, refs);
    case 6:
      return actionOf(place, say);
    case 7:
      return { kind: 'wait', for: waitOf(place, refs) };
    case 8:
      return { kind: 'milestone' };
    default:
      return {
        kind: 'process',
        process: 'general.task',
        input: { note: { cel: say.text() } },
        ...(dice.chance(20) ? { detached: true } : {}),
        ...(dice.chance(60) ? eachOf(place, say) : {}),
      };
  }
}

function eachOf({ dice }: Place, say: ReturnType<typeof expressions>): Loose {
  return {
    forEach: { cel: say.value('texts') },
    as: 'one',
    input: { note: { cel: `one + ${say.atom('text')}` } },
    ...(dice.chance(40)
      ? {
          join: dice.pick<Loose>([{ need: 1, cancelRest: true }, { need: 2 }, { when: 'children.done > 0' }]),
        }
      : {}),
  };
}

function actionOf({ dice, manual }: Place, say: ReturnType<typeof expressions>): Loose {
  const undoing = {
    entity: 'customer',
    id: { cel: 'entity.customerId' },
    set: { region: { cel: say.text() } },
  };
  return {
    kind: 'auto',
    ...(dice.chance(50)
      ? { action: 'credit.check', with: { amount: { cel: say.value('number') } } }
      : { action: 'order.create', compensate: { action: 'record.update', with: undoing } }),
    ...(dice.chance(30) ? { retry: { max: 1, backoff: 'PT10M' } } : {}),
    ...(dice.chance(30) ? { onFail: manual && dice.chance(50) ? { open: manual } : 'continue' } : {}),
  };
}

/** Its rejection reopens the approval itself. */
function reopens({ onReject }: Loose): boolean {
  return typeof onReject === 'object' && onReject !== null && 'reopen' in onReject;
}

function rejectionOf({ dice, stageIds, repeats }: Place, id: string): Loose {
  const again = stageIds.filter((_, n) => repeats[n]);
  const to = again.length > 0 ? again[dice.throw(again.length)] : undefined;
  return dice.pick<Loose>([
    { reopen: [id] },
    { end: 'refused' },
    to === undefined ? { reopen: [id] } : { to },
  ]);
}

function formOf(dice: Dice): Loose {
  const fields = TYPES.flatMap((type): Ref[] => [
    ...(dice.chance(40) ? [{ path: `${type}Sure`, type }] : []),
    ...(dice.chance(40) ? [{ path: `${type}Maybe`, type, absent: true }] : []),
    ...(dice.chance(20) ? [{ path: `${type}Null`, type, absent: dice.chance(50), empty: true }] : []),
  ]);
  return {
    type: 'object',
    additionalProperties: false,
    required: fields.filter((ref) => !ref.absent).map((ref) => ref.path),
    properties: Object.fromEntries(fields.map((ref) => [ref.path, schemaOf(ref, false)])),
  };
}

function decisionOf({ dice }: Place, refs: Ref[]): Loose {
  const say = expressions(dice, refs);
  const part = (type: Type) => (dice.chance(60) ? DEFAULTS[type] : { cel: say.value(type) });
  const isObject = dice.chance(50);
  const [type, extra] = [dice.pick(TYPES), dice.pick(TYPES)];
  const then = () =>
    isObject
      ? { a: part(type), ...(dice.chance(60) ? { b: part(extra) } : {}), list: [part('number')] }
      : part(type);
  return {
    kind: 'decision',
    ...(dice.chance(40) ? { hit: dice.pick(['collect', 'unique'] as const) } : {}),
    rules: [
      ...Array.from({ length: dice.throw(3) }, () => ({ when: say.flag(), then: then() })),
      { then: then() },
    ],
    ...(dice.chance(30) ? { out: 'verdict' } : {}),
  };
}

function waitOf({ dice }: Place, refs: Ref[]): Loose {
  const say = expressions(dice, refs);
  switch (dice.throw(5)) {
    case 0:
      return { after: 'PT3H' };
    case 1:
      return { event: 'heard', match: `event.n > ${say.value('number')}` };
    case 2:
      return {
        entity: 'customer',
        id: { cel: 'entity.customerId' },
        when: expressions(dice, [...refs, ...TARGET]).flag(),
      };
    case 3:
      return { until: { cel: say.value('date') } };
    default:
      return { when: say.flag() };
  }
}
