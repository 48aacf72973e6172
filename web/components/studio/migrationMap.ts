import type { Label, Values } from '../../types';
import { outlineOf } from './outline';

/** How many cases stand in a stage, or have a step of it open; see GET …/positions. */
export interface Position {
  version: number;
  stage: string;
  step: string | null;
  running: number;
}

export type IfActive = 'keep' | 'abort' | 'finish';

/** A stage or an open step with live cases, and where they are to go. */
export interface MapRow {
  /** `stage` or `stage/step` in the version that the cases are on. */
  at: string;
  title: Label | null;
  running: number;
  /** What the other version calls it; null where it has nothing of the kind. */
  target: string | null;
  /** Only for steps; without a target the work is always withdrawn. */
  ifActive: IfActive;
}

export interface Rules {
  map?: Record<string, string>;
  ifActive?: Record<string, 'abort' | 'finish'>;
}

/** What the target version can offer for a row: stages for a stage, the steps of its stage for a step. */
export function targetsOf(
  { at }: MapRow,
  rows: MapRow[],
  to: Values,
): { value: string; title: Label | null }[] {
  const { stages } = outlineOf(to);
  if (!at.includes('/')) return stages.map(({ id, title }) => ({ value: id, title: title ?? null }));
  const stage = rows.find((row) => row.at === at.split('/')[0])?.target;
  return stages
    .filter(({ id }) => id === stage)
    .flatMap(({ id, steps }) =>
      steps.map((step) => ({ value: `${id}/${step.id}`, title: step.title ?? null })),
    );
}

/** The rows as the target version declares them for that version, and where it says nothing by the same name. */
export function rowsOf(positions: Position[], from: Values, to: Values): MapRow[] {
  const { map = {}, ifActive = {} } = declaredRules(to, Number(from['version']));
  const mine = positions.filter(({ version }) => version === from['version']);
  const rows: MapRow[] = [];
  // a stage comes before its steps
  for (const { stage, step, running } of mine) {
    const at = step === null ? stage : `${stage}/${step}`;
    const row: MapRow = { at, title: titleAt(from, stage, step), running, target: null, ifActive: 'keep' };
    row.ifActive = own(ifActive, at) ?? 'keep';
    row.target = known(own(map, at) ?? sameName(at, rows, map), row, rows, to);
    rows.push(row);
  }
  return rows;
}

/** Takes a choice; steps follow their stage to where it goes, by the same name. */
export function choose(rows: MapRow[], at: string, change: Partial<MapRow>, to: Values): MapRow[] {
  const changed = rows.map((row) => (row.at === at ? { ...row, ...change } : row));
  if (at.includes('/') || change.target === undefined) return changed;
  return changed.map((row) =>
    row.at.startsWith(`${at}/`)
      ? { ...row, target: known(sameName(row.at, changed, {}), row, changed, to) }
      : row,
  );
}

/** The rules as the API takes them. They take the place of the declared ones, so these go along where no row differs. */
export function rulesFrom(rows: MapRow[], from: Values, to: Values): Rules {
  const declared = declaredRules(to, Number(from['version']));
  const map = { ...declared.map };
  const ifActive = { ...declared.ifActive };
  for (const row of rows) {
    const { at, target } = row;
    delete ifActive[at];
    if (target !== null) map[at] = target;
    else delete map[at];
    const isStep = at.includes('/');
    if (isStep && target === null && row.ifActive !== 'finish') ifActive[at] = 'abort';
    else if (isStep && row.ifActive !== 'keep') ifActive[at] = row.ifActive;
  }
  return { map, ifActive };
}

/** `migrations` of the target for this version; a published definition was checked by its schema. */
function declaredRules(to: Values, from: number): Rules {
  const all = Array.isArray(to['migrations']) ? (to['migrations'] as ({ from: number } & Rules)[]) : []; // see above
  return all.find((one) => one.from === from) ?? {};
}

function sameName(at: string, rows: MapRow[], map: Record<string, string>): string {
  const [stage = '', step] = at.split('/');
  // a map of steps alone says where their stage went
  const byStep = Object.entries(map)
    .find(([from]) => from.startsWith(`${stage}/`))?.[1]
    ?.split('/')[0];
  const target = rows.find((row) => row.at === stage)?.target ?? byStep ?? stage;
  return step === undefined ? (byStep ?? stage) : `${target}/${step}`;
}

function known(target: string, row: MapRow, rows: MapRow[], to: Values): string | null {
  return targetsOf(row, rows, to).some(({ value }) => value === target) ? target : null;
}

function titleAt(definition: Values, stage: string, step: string | null): Label | null {
  const found = outlineOf(definition).stages.find(({ id }) => id === stage);
  if (step === null) return found?.title ?? null;
  return found?.steps.find(({ id }) => id === step)?.title ?? null;
}

function own<T>(values: Record<string, T>, name: string): T | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}
