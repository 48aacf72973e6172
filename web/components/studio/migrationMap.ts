import type { Suggestion } from '../../../domain/process/suggestMap';
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
  /** Why that is filled in, until somebody chooses: neither declared nor of the same name. */
  because: Suggestion['because'] | null;
  /** Only for steps; `keep` without a target: not moved before somebody says what becomes of the work. */
  ifActive: IfActive;
}

/** GET …/migration-map: what goes with the command while nobody has chosen anything, and what of it is suggested. */
export interface SuggestedMap {
  map: Record<string, string>;
  suggestions: Suggestion[];
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

/** The rows as the target version declares them for that version, where it says nothing as suggested or by the same name. */
export function rowsOf(
  positions: Position[],
  from: Values,
  to: Values,
  suggestions: Suggestion[] = [],
): MapRow[] {
  const { map = {}, ifActive = {} } = declaredRules(to, Number(from['version']));
  const mine = positions.filter(({ version }) => version === from['version']);
  const rows: MapRow[] = [];
  // a stage comes before its steps
  for (const { stage, step, running } of mine) {
    const at = step === null ? stage : `${stage}/${step}`;
    const title = titleAt(from, stage, step);
    const row: MapRow = { at, title, running, target: null, because: null, ifActive: 'keep' };
    const suggested = suggestions.find((one) => one.at === at);
    row.ifActive = own(ifActive, at) ?? 'keep';
    row.target = known(own(map, at) ?? suggested?.to ?? sameName(at, rows, map), row, rows, to);
    if (suggested && row.target === suggested.to) row.because = suggested.because;
    rows.push(row);
  }
  return rows;
}

/** Takes a choice; steps follow their stage to where it goes, by the same name. */
export function choose(rows: MapRow[], at: string, change: Partial<MapRow>, to: Values): MapRow[] {
  const chosen: Partial<MapRow> = change.target === undefined ? change : { ...change, because: null };
  const changed = rows.map((row) => (row.at === at ? { ...row, ...chosen } : row));
  if (at.includes('/') || change.target === undefined) return changed;
  return changed.map((row) =>
    row.at.startsWith(`${at}/`)
      ? { ...row, because: null, target: known(sameName(row.at, changed, {}), row, changed, to) }
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
    if (at.includes('/') && row.ifActive !== 'keep') ifActive[at] = row.ifActive;
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
