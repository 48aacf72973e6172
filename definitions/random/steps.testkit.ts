import { expressions, type Ref, type Type } from './expressions.testkit';
import type { Dice } from './dice.testkit';
import {
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
    ...(dice.chance(15) ? { repeat: { max: 2 } } : {}),
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
      ? { cancel: { when: `${say.flag(1)} && ${say.flag(1)}` } }
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
      };
    case 3:
      return {
        kind: 'approval',
        approvers: dice.chance(50) ? ['boss'] : ['boss', { role: 'desk', if: say.flag(1) }],
        ...(dice.chance(50) ? { order: 'parallel' } : {}),
        ...(dice.chance(40) ? { quorum: 1 } : {}),
        ...(dice.chance(30) ? { onReject: { reopen: [id] } } : {}),
      };
    case 4:
    case 5:
      return decisionOf(place, refs);
    case 6:
      return {
        kind: 'auto',
        action: 'credit.check',
        with: { amount: { cel: say.value('number') } },
        ...(dice.chance(30) ? { retry: { max: 1, backoff: 'PT10M' } } : {}),
        ...(dice.chance(30) ? { onFail: 'continue' } : {}),
      };
    case 7:
      return { kind: 'wait', for: waitOf(place, refs) };
    case 8:
      return { kind: 'milestone' };
    default:
      return {
        kind: 'process',
        process: 'general.task',
        input: { note: { cel: say.text() } },
        ...(dice.chance(60) ? { forEach: { cel: say.value('texts') }, as: 'one' } : {}),
        ...(dice.chance(20) ? { detached: true } : {}),
      };
  }
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
    ...(dice.chance(30) ? { hit: 'collect' } : {}),
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
