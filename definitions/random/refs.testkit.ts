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
  /** A step of the stage at hand that effects may open. */
  manual?: string;
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
  const id = String(step.id);
  const refs = outputsOf(step, `steps.${id}.out`).map((ref) =>
    endsEarly(step) ? { ...ref, absent: true } : ref,
  );
  return [
    { path: `steps.${id}.status`, type: 'text' },
    { path: `steps.${id}.run`, type: 'number' },
    { path: `steps.${id}.by`, type: 'text' },
    ...refs.map((ref) => (isSure(step) ? ref : { ...ref, step: id })),
  ];
}

/** Where it need not have run, its output is read only after asking. */
export function asked(refs: Ref[]): Ref[] {
  return refs.map((ref) => {
    const step = /^steps\.(\w+)\.out\./.exec(ref.path)?.[1];
    return step === undefined ? ref : { ...ref, step };
  });
}

function endsEarly({ timeout, onFail }: Loose): boolean {
  return (
    onFail !== undefined || (typeof timeout === 'object' && JSON.stringify(timeout).includes('"complete"'))
  );
}

/** As `flow.ts`: nothing but its completion ends it. */
function isSure(step: Loose): boolean {
  const givesUp = /"then":"(?:skip|complete)"/.test(JSON.stringify(step.timeout ?? {}));
  return step.if === undefined && step.cancel === undefined && step.onFail === undefined && !givesUp;
}

function outputsOf(step: Loose, at: string): Ref[] {
  switch (step.kind) {
    case 'human':
      return [
        // Just built by `kindOf`, as are the rules below.
        ...fieldsOf(step.form as Loose, at),
        ...(step.outcomes ? [{ path: `${at}.outcome`, type: 'text' as const }] : []),
      ];
    case 'approval':
      return [
        { path: `${at}.approved`, type: 'flag' },
        { path: `${at}.reason`, type: 'text', absent: true },
      ];
    case 'auto':
      if (step.action === 'order.create')
        return [
          { path: `${at}.total`, type: 'number', absent: true },
          { path: `${at}.number`, type: 'text', absent: true },
        ];
      return [
        { path: `${at}.ok`, type: 'flag', absent: true },
        { path: `${at}.limit`, type: 'number', absent: true, empty: true },
        { path: `${at}.error`, type: 'text', absent: true },
      ];
    case 'decision':
      return resultsOf(step, at);
    case 'process':
      return step.detached
        ? [{ path: `${at}.started`, type: 'number' }]
        : step.forEach
          ? []
          : [
              { path: `${at}.outcome`, type: 'text' },
              { path: `${at}.note`, type: 'text', absent: true },
            ];
    case 'wait':
      // What an event says has no type: to work with it is a warning.
      return 'event' in (step.for as Loose) ? [{ path: `${at}.n`, type: 'number', absent: true }] : [];
    default:
      return [];
  }
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
      ref.empty && dice.chance(30)
        ? null
        : { cel: say.value(!dice.careful && dice.chance(3) ? dice.pick(TYPES) : ref.type) },
    ]),
  );
}
