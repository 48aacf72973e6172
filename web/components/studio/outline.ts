import type { DiagramLink, DiagramStage } from '../Diagram';
import type { Label } from '../../types';

export interface Outline {
  title: Label;
  stages: DiagramStage[];
  links: DiagramLink[];
  /** What people call the ways it ends. */
  outcomes: Record<string, Label>;
  /** What people call its stages and steps. */
  names: Record<string, Label>;
}

type Loose = Record<string, unknown>;

/** What can be drawn of a process that is being written; what is not there yet is left out. */
export function outlineOf(document: unknown): Outline {
  const process = record(document);
  const stages = records(process['stages']).map((stage, index) => ({
    id: text(stage['id']) || String(index + 1),
    title: label(stage['title']),
    status: 'available',
    pointer: `/stages/${index}`,
    steps: records(stage['steps']).map((step, n) => ({
      id: text(step['id']) || String(n + 1),
      kind: text(step['kind']) || 'human',
      title: label(step['title']),
      status: 'pending',
      pointer: `/stages/${index}/steps/${n}`,
    })),
  }));
  const places = new Map(stages.map(({ id }, index) => [id, index]));
  return {
    title: label(process['title']) ?? {},
    stages,
    links: linksOf(process, places),
    outcomes: outcomesOf(process),
    names: namesOf(process),
  };
}

/** What people call a stage, or a step, by `stage/step` or by its own name; a computed title is nobody's name. */
function namesOf(process: Loose): Record<string, Label> {
  const named = records(process['stages']).flatMap((stage) => [
    ...records(stage['steps']).flatMap((step) => [
      [text(step['id']), step['title']] as const,
      [`${text(stage['id'])}/${text(step['id'])}`, step['title']] as const,
    ]),
    [text(stage['id']), stage['title']] as const,
  ]);
  return Object.fromEntries(
    named.flatMap(([name, title]) => {
      const found = text(record(title)['cel']) ? null : label(title);
      return found ? [[name, found]] : [];
    }),
  );
}

/** The first title of an outcome counts. */
function outcomesOf(process: Loose): Record<string, Label> {
  const stages = records(process['stages']);
  const endings = [
    ...stages.flatMap((stage) => records(stage['exit'])),
    ...records(process['exits']),
    ...stages.flatMap((stage) => records(stage['steps']).map((step) => record(step['onReject']))),
  ];
  return Object.fromEntries(
    endings.toReversed().flatMap((one): [string, Label][] => {
      const title = label(one['title']);
      return title && text(one['end']) ? [[text(one['end']), title]] : [];
    }),
  );
}

function linksOf(process: Loose, places: Map<string, number>): DiagramLink[] {
  return records(process['stages']).flatMap((stage, from) =>
    records(stage['exit']).flatMap((exit): DiagramLink[] => {
      const when = text(exit['when']);
      if (exit['end'] !== undefined)
        return [{ from, to: null, outcome: text(exit['end']), title: label(exit['title']), when }];
      const to = places.get(text(exit['to']));
      // to the next one there is an arrow already
      return to === undefined || to === from + 1 ? [] : [{ from, to, outcome: '', title: null, when }];
    }),
  );
}

function record(value: unknown): Loose {
  // any object may be read by name
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Loose) : {};
}

function records(value: unknown): Loose[] {
  return Array.isArray(value) ? value.map(record) : [];
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function label(value: unknown): Label | null {
  const { 'zh-CN': zh, en, cel } = record(value);
  if (text(cel)) return { 'zh-CN': text(cel), en: text(cel) };
  return text(zh) || text(en) ? { 'zh-CN': text(zh) || text(en), en: text(en) || text(zh) } : null;
}
