/** A construct of the language, and how to know it when one sees it. */
export interface Construct {
  name: string;
  is: (value: Record<string, unknown>, key: string) => boolean;
}

const STEPS = ['human', 'approval', 'auto', 'decision', 'wait', 'process', 'milestone'];
const RESOLVERS = ['field', 'completerOf', 'managerOf', 'employee', 'team', 'pool'];
const EFFECTS = ['notify', 'send', 'open', 'reassign', 'escalate', 'raisePriority', 'set', 'start', 'event'];
const WAITS = ['event', 'entity', 'until', 'after'];
const EXITS = ['to', 'end', 'stay'];
/** Properties that mean something of their own. */
const OPTIONS = [
  'trigger',
  'assignment',
  'ladder',
  'extends',
  'pauseWhile',
  'target',
  'clocks',
  'entry',
  'onEnter',
  'onExit',
  'repeat',
  'timeout',
  'cancel',
  'manual',
  'needs',
  'if',
  'required',
  'outcomes',
  'priority',
  'quorum',
  'order',
  'onReject',
  'retry',
  'onFail',
  'compensate',
  'forEach',
  'join',
  'limit',
  'detached',
  'exits',
  'permissions',
  'migrations',
];

const has = (value: object, ...names: string[]) => names.every((name) => name in value);

/** What the reference shows an example of. */
export const CONSTRUCTS: Construct[] = [
  ...STEPS.map((kind) => ({
    name: `step ${kind}`,
    is: (value: object) => 'kind' in value && value.kind === kind && has(value, 'id'),
  })),
  ...RESOLVERS.map((by) => ({
    name: `resolver ${by}`,
    is: (value: object) => 'by' in value && value.by === by,
  })),
  ...EFFECTS.map((name) => ({
    name: `effect ${name}`,
    is: (value: object, key: string) => has(value, name) && /^(?:do|onEnter|onExit)\[\]$/.test(key),
  })),
  ...WAITS.map((name) => ({
    name: `wait for ${name}`,
    is: (value: object, key: string) => key === 'for' && has(value, name),
  })),
  ...EXITS.map((name) => ({
    name: `exit ${name}`,
    is: (value: object, key: string) => key === 'exit[]' && has(value, name),
  })),
  {
    name: 'option calendar',
    is: (value: object) => has(value, 'calendar') && !has(value, 'stages'),
  },
  ...OPTIONS.map((name) => ({
    name: `option ${name}`,
    is: (value: object) => has(value, name) && !('tests' in value && !WHOLE.includes(name)),
  })),
];

/** Options of the whole process, of which only that part is shown. */
const WHOLE = ['trigger', 'assignment', 'clocks', 'exits', 'permissions', 'migrations'];

export interface Example {
  /** The definition that it stands in. */
  key: string;
  text: string;
}

/** The shortest example of a construct in these definitions. */
export function exampleOf(name: string, documents: readonly { key: string }[]): Example | null {
  const construct = CONSTRUCTS.find((one) => one.name === name);
  if (!construct) return null;
  const option = name.startsWith('option ') ? name.slice('option '.length) : null;
  const found = documents.flatMap((document) =>
    [...objectsIn(document, '')]
      .filter(([value, key]) => construct.is(value, key))
      .map(([value]) => ({
        key: document.key,
        text: write(option === null ? value : { [option]: value[option] }),
      })),
  );
  return found.reduce<Example | null>(
    (best, one) => (best && best.text.length <= one.text.length ? best : one),
    null,
  );
}

function* objectsIn(value: unknown, key: string): Generator<[Record<string, unknown>, string]> {
  if (Array.isArray(value)) {
    for (const item of value) yield* objectsIn(item, `${key}[]`);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  // A JSON object.
  yield [value as Record<string, unknown>, key];
  for (const [name, inner] of Object.entries(value)) if (name !== 'tests') yield* objectsIn(inner, name);
}

const WIDTH = 110;

/** A small thing in one line, a larger one as the editor writes it. */
function write(value: unknown): string {
  const line = JSON.stringify(value).replace(/"(?:[^"\\]|\\.)*"|[{},:]/g, (part) => SPACED[part] ?? part);
  return line.length <= WIDTH ? line : JSON.stringify(value, null, 2);
}

const SPACED: Record<string, string> = { '{': '{ ', '}': ' }', ',': ', ', ':': ': ' };
