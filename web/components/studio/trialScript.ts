import type { Label, Values } from '../../types';
import { isObject, valueAt } from './editor/schemaWalk';
import { plain } from './timeline';

/** A step of a scenario, as the simulator reads it. */
export type TrialStep = Record<string, unknown>;

export const ACTIONS = [
  'complete',
  'approve',
  'reject',
  'skip',
  'advance',
  'fact',
  'event',
  'resume',
] as const;
export type Action = (typeof ACTIONS)[number];
export const DAYS = ['P1D', 'P3D', 'P5D', 'P10D', 'P30D'];

/** What can be asked of a person who does a step: the form that it names or holds, and its outcomes. */
export interface Asked {
  form: string | Values | null;
  outcomes: { id: string; title: Label | null }[];
}

export function askedBy(document: unknown, stepId: string): Asked {
  const step = stepsIn(document).find((one) => one['id'] === stepId) ?? {};
  const { form, outcomes } = step;
  return {
    form: typeof form === 'string' || isObject(form) ? form : null,
    outcomes: objects(outcomes).map(({ id, title }) => ({
      id: String(id),
      title: titleIn(title),
    })),
  };
}

/** The steps that an action may be about, those that are open first: who approves answers another kind than who completes. */
export function stepsFor(
  document: unknown,
  action: Action,
  open: readonly string[] = [],
): { id: string; title: Label | null; isOpen: boolean }[] {
  const kinds = KINDS[action];
  const names = open.map((place) => place.split('/')[1]);
  const found = stepsIn(document).flatMap(({ id, kind, title }) =>
    typeof id === 'string' && (!kinds || kinds.includes(String(kind)))
      ? [{ id, title: titleIn(title), isOpen: names.includes(id) }]
      : [],
  );
  return found.toSorted((a, b) => Number(b.isOpen) - Number(a.isOpen));
}

const KINDS: Partial<Record<Action, string[]>> = {
  complete: ['human'],
  approve: ['approval'],
  reject: ['approval'],
};

/** The events that a process waits for, each with what its conditions read of it. */
export function eventsIn(document: unknown): { name: string; fields: string[] }[] {
  const fields = new Map<string, Set<string>>();
  for (const step of stepsIn(document)) note(fields, step['for']);
  return [...fields].map(([name, read]) => ({ name, fields: [...read] }));
}

function note(fields: Map<string, Set<string>>, wait: unknown): void {
  const name = valueAt(wait, ['event']);
  if (typeof name !== 'string') return;
  const read = fields.get(name) ?? new Set();
  for (const [, field] of plain(valueAt(wait, ['match']) ?? '').matchAll(/\bevent\.\??([A-Za-z_]\w*)/g))
    if (field !== undefined) read.add(field);
  fields.set(name, read);
}

/** A number, yes and no are what they look like; everything else is text. */
export function valueOf(text: string): unknown {
  if (!/^(?:true|false|-?(?:0|[1-9]\d*)(?:\.\d+)?)$/.test(text.trim())) return text;
  const value: unknown = JSON.parse(text);
  return value;
}

type Translate = (key: string, values?: Record<string, unknown>) => string;

/** What a step of the trial does, in words; `name` is what people call a step. */
export function wordsOf(step: TrialStep, t: Translate, name: (step: string) => string = String): string {
  const action = ACTIONS.find((name) => name in step) ?? 'complete';
  const about =
    action === 'fact' ? valueAt(step, ['fact', 'set']) : step[action] === true ? '' : step[action];
  const answers = ['outcome', 'with', 'data'].flatMap((name) => (name in step ? [step[name]] : []));
  const what = action === 'advance' ? t('studio.workdays', { count: daysIn(about) }) : inWords(about);
  return [t(`studioAction.${action}`), name(what), ...answers.map(inWords)].filter(Boolean).join(' · ');
}

export function daysIn(duration: unknown): number {
  return Number(/\d+/.exec(plain(duration))?.[0]);
}

function inWords(value: unknown): string {
  if (!isObject(value)) return plain(value);
  return Object.entries(value)
    .map(([name, one]) => `${name} = ${plain(one)}`)
    .join(', ');
}

/** A computed title is known only once its task is open. */
function titleIn(title: unknown): Label | null {
  if (!isObject(title) || 'cel' in title) return null;
  return title;
}

function stepsIn(document: unknown): Values[] {
  return objects(valueAt(document, ['stages'])).flatMap((stage) => objects(stage['steps']));
}

function objects(value: unknown): Values[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
