import type { Plan } from './types';

/** How an instance gets to another version; see "Migration" in docs/migration.md. */
export interface MigrationRules {
  /** `stage/step` to `stage/step`, and `stage` to `stage`; what is not named keeps its name. */
  map?: Record<string, string>;
  /** Default `keep`: instants stay as they were promised. `recompute` counts them again by the new version's SLAs. */
  timers?: 'keep' | 'recompute';
  /** For active steps: `abort` withdraws the work and begins the step anew, `finish` refuses until it is done. */
  ifActive?: Record<string, 'abort' | 'finish'>;
}

/** The rules that the version declares for instances of `from`; each one that is given beside the command takes its place. */
export function rulesOf(
  { plan, rules }: { plan: Plan; rules?: MigrationRules },
  from: number,
): MigrationRules {
  const declared = plan.definition.migrations?.find((migration) => migration.from === from);
  const map = rules?.map ?? declared?.map;
  const timers = rules?.timers ?? declared?.timers;
  const ifActive = rules?.ifActive ?? declared?.ifActive;
  return { ...(map && { map }), ...(timers && { timers }), ...(ifActive && { ifActive }) };
}

/** Rules out of what somebody wrote beside a command, checked before; undefined where nothing was written. */
export function rulesIn(written: {
  map?: unknown;
  timers?: unknown;
  ifActive?: unknown;
}): MigrationRules | undefined {
  const { map, timers, ifActive } = written;
  const rules = { map, timers, ifActive };
  // a scenario and a request have the shape of a definition's rules
  return Object.values(rules).some((rule) => rule !== undefined) ? (rules as MigrationRules) : undefined;
}

/** What a stage is called in the new version. */
export function stageName(id: string, { map = {} }: MigrationRules): string {
  // a stage may be called like something that every object has
  const named = Object.hasOwn(map, id) ? map[id] : undefined;
  if (named !== undefined) return named;
  // A map of steps alone says where their stage went.
  const step = Object.entries(map).find(([from]) => from.startsWith(`${id}/`))?.[1];
  return step?.split('/')[0] ?? id;
}

/** What `stage/step` is called in the new version. */
export function stepName(at: string, rules: MigrationRules): string {
  const named = rules.map?.[at];
  if (named !== undefined) return named;
  const [stage = '', step = ''] = at.split('/');
  return `${stageName(stage, rules)}/${step}`;
}
