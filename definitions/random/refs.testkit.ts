import type { Dice } from './dice.testkit';
import { expressions, type Ref, type Type } from './expressions.testkit';

export type Loose = Record<string, unknown>;

export const title = { 'zh-CN': '示例', en: 'Example' };
const SCHEMAS: Record<Type, Loose> = {
  number: { type: 'number' },
  text: { type: 'string' },
  flag: { type: 'boolean' },
  date: { type: 'string', format: 'date' },
  texts: { type: 'array', items: { type: 'string' } },
};
export const DEFAULTS: Record<Type, unknown> = {
  number: 2,
  text: 'a',
  flag: false,
  date: '2026-03-05',
  texts: ['a'],
};
export const TYPES = ['number', 'text', 'flag', 'date', 'texts'] as const;

/** Fields of the shipped opportunity, of each type and kind of emptiness. */
export const ENTITY: Ref[] = [
  { path: 'entity.amount', type: 'number' },
  { path: 'entity.discount', type: 'number' },
  { path: 'entity.name', type: 'text' },
  { path: 'entity.status', type: 'text' },
  { path: 'entity.source', type: 'text', empty: true },
  { path: 'entity.need', type: 'text', empty: true },
  { path: 'entity.expectedClose', type: 'date', empty: true },
  { path: 'today', type: 'date' },
  { path: 'now', type: 'text' },
  { path: 'user.id', type: 'text' },
];
export const TARGET: Ref[] = [
  { path: 'target.creditLimit', type: 'number', empty: true },
  { path: 'target.creditHold', type: 'flag' },
  { path: 'target.region', type: 'text', empty: true },
];

export interface Place {
  dice: Dice;
  vars: Ref[];
  /** What steps of earlier stages, and earlier ones of this, may have left. */
  outs: Ref[];
  stageIds: string[];
  /** Stages that may be jumped back to. */
  repeats: boolean[];
}

export function variablesOf(dice: Dice, type: Type): Ref[] {
  const path = (suffix: string) => `vars.${type}${suffix}`;
  return [
    { path: path('Set'), type },
    ...(dice.chance(60) ? [{ path: path('Unset'), type, absent: true }] : []),
    ...(dice.chance(30) ? [{ path: path('Empty'), type, empty: true }] : []),
  ];
}

export function schemaOf(ref: Ref, withDefault: boolean): Loose {
  const schema = SCHEMAS[ref.type];
  const preset = withDefault && !ref.absent ? { default: ref.empty ? null : DEFAULTS[ref.type] } : {};
  return { ...schema, ...(ref.empty ? { type: [schema.type, 'null'] } : {}), ...preset };
}

/** What others may read of a step's output, as its author believes. */
export function outsOf(step: Loose): Ref[] {
  const at = `steps.${String(step.id)}.out`;
  const status: Ref[] = [
    { path: `steps.${String(step.id)}.status`, type: 'text' },
    { path: `steps.${String(step.id)}.run`, type: 'number' },
  ];
  if (step.kind === 'human')
    // Just built by `kindOf`, as are the rules below.
    return [...status, ...fieldsOf(step.form as Loose, at)];
  if (step.kind === 'approval')
    return [
      ...status,
      { path: `${at}.approved`, type: 'flag' },
      { path: `${at}.reason`, type: 'text', absent: true },
    ];
  if (step.kind === 'auto')
    return [
      ...status,
      { path: `${at}.ok`, type: 'flag', absent: true },
      { path: `${at}.limit`, type: 'number', absent: true, empty: true },
      { path: `${at}.error`, type: 'text', absent: true },
    ];
  if (step.kind === 'decision') return [...status, ...resultsOf(step, at)];
  return status;
}

function resultsOf(step: Loose, at: string): Ref[] {
  const [rule] = step.rules as { then: unknown }[]; // as above
  const then: unknown = rule?.then;
  const name = `${at}.${typeof step.out === 'string' ? step.out : 'result'}`;
  if (step.hit === 'collect') return [];
  const typeOf = (value: unknown) =>
    TYPES.find((type) => JSON.stringify(DEFAULTS[type]) === JSON.stringify(value));
  if (typeof then === 'object' && then !== null && 'a' in then) {
    const [a, b] = [typeOf(then.a), 'b' in then ? typeOf(then.b) : undefined];
    return [
      ...(a
        ? [
            { path: `${at}.a`, type: a },
            { path: `${name}.a`, type: a },
          ]
        : []),
      ...(b ? [{ path: `${at}.b`, type: b, absent: true }] : []),
    ];
  }
  const type = typeOf(then);
  return type ? [{ path: name, type }] : [];
}

export function fieldsOf(
  form: { properties?: Record<string, Loose>; required?: string[] },
  at: string,
): Ref[] {
  return Object.entries(form.properties ?? {}).map(([name, schema]) => ({
    path: `${at}.${name}`,
    // The field's name begins with its type.
    type: TYPES.find((type) => new RegExp(`^${type}[SMN]`).test(name)) ?? 'text',
    absent: !form.required?.includes(name),
    empty: Array.isArray(schema.type),
  }));
}

export function nameOf(ref: Ref): string {
  return ref.path.split('.')[1] ?? '';
}
export function maybeSet(place: Place, say: ReturnType<typeof expressions>, percent = 30): Loose {
  return place.dice.chance(percent) ? { set: setOf(place, say) } : {};
}

export function setOf({ dice, vars }: Place, say: ReturnType<typeof expressions>): Loose {
  const targets: Ref[] = [...vars, ...ENTITY.filter(({ path }) => /need|discount|expectedClose/.test(path))];
  const chosen = dice.some(targets, 20);
  return Object.fromEntries(
    chosen.map((ref) => [
      `/${ref.path.replace('.', '/')}`,
      ref.empty && dice.chance(30) ? null : { cel: say.value(dice.chance(3) ? dice.pick(TYPES) : ref.type) },
    ]),
  );
}
