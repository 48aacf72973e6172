import type { ProcessDefinition } from '../../domain/generated/process';
import type { Plan } from '../../domain/process/types';
import type { Dice } from './dice.testkit';
import { title } from './refs.testkit';

type Names = Record<string, string>;
const NAMES = /\b[sxm]\d+z*\b/g;

/** The next version counts other times, has other names, and what is open may begin anew. */
export function nextVersion(plan: Plan, dice: Dice): Plan {
  const { version, slas = {} } = plan.definition;
  const { definition, map } = dice.chance(60)
    ? called(plan.definition, dice)
    : { definition: plan.definition, map: {} };
  const next: ProcessDefinition = {
    ...definition,
    version: version + 1,
    slas: { ...slas, usual: { ...slas.usual, due: 'P2D' } },
    ...(definition.clocks && dice.chance(50) ? { clocks: definition.clocks.slice(1) } : {}),
    migrations: [
      {
        from: version,
        map,
        timers: dice.pick(['keep', 'recompute'] as const),
        ...(dice.chance(30) ? { ifActive: { 's0/x00': 'abort' } } : {}),
      },
    ],
  };
  return { ...plan, definition: next };
}

/** Names as an author finds them in a message, before a version changed them. */
export function asAtFirst(message: string): string {
  return message.replace(NAMES, (name) => name.replace(/z+$/, ''));
}

/** Two stages have each other's name, or one and its steps have new ones, which another stage may take over. */
function called(definition: ProcessDefinition, dice: Dice): { definition: ProcessDefinition; map: Names } {
  const { stages } = definition;
  const [one, other] = [stages[dice.throw(stages.length)], stages[dice.throw(stages.length)]];
  if (!one || !other) return { definition, map: {} };
  if (one !== other) {
    const map = { [one.id]: other.id, [other.id]: one.id };
    return { definition: renamed(definition, map), map };
  }
  const isTaken = (name: string) => stages.some(({ id }) => id === name);
  // Back to what it was called before, where nothing else is called so by now.
  const isBack = one.id.endsWith('z') && !isTaken(one.id.slice(0, -1));
  const again = (name: string) =>
    isBack ? name.slice(0, -1) : `${name}${isTaken(`${one.id}z`) ? 'zz' : 'z'}`;
  const names = Object.fromEntries([one, ...one.steps].map(({ id }) => [id, again(id)]));
  const steps = one.steps.map(({ id }): [string, string] => [
    `${one.id}/${id}`,
    `${again(one.id)}/${again(id)}`,
  ]);
  const next = renamed(definition, names);
  const isFree = !next.stages.some(({ id }) => id === one.id);
  const step = { id: one.steps[0]?.id ?? '', kind: 'human' as const, title, assign: 'owner' };
  if (isFree && dice.chance(50)) next.stages.push({ id: one.id, title, repeat: { max: 3 }, steps: [step] });
  return { definition: next, map: Object.fromEntries([[one.id, again(one.id)], ...steps]) };
}

function renamed(definition: ProcessDefinition, names: Names): ProcessDefinition {
  const text = JSON.stringify(definition).replace(NAMES, (name) => names[name] ?? name);
  return JSON.parse(text) as ProcessDefinition; // only names are others
}
