import type { Report, TimelineStep } from '../../studioTypes';
import { isObject } from './editor/schemaWalk';

export interface Moment {
  at: string;
  /** What happened: a word of the engine, and what it happened to. */
  event: string;
  about: string;
  /** Who did it, or which rung of a ladder it is. */
  more?: { by: string } | { rung: string };
  stage: string | null;
  /** `stage/step` of each task that is open afterwards. */
  open: string[];
  effects: EffectLine[];
}

export interface EffectLine {
  type: string;
  about: string;
  /** All of it, for who wants to know. */
  whole: string;
}

// what happens inside, which the next effects say better
const SILENT = ['log', 'computeDeadlines', 'shiftDeadlines', 'updateTask', 'watch'];

/** A report as moments that can be stepped through; moments at which nothing happened are left out. */
export function momentsOf({ timeline }: Pick<Report, 'timeline'>): Moment[] {
  const open = new Map<string, string>();
  return timeline.flatMap((step, index) => {
    const effects = step.effects.filter(isObject);
    effects.forEach((effect) => followTasks(open, effect));
    const lines = effects.filter(({ type }) => !SILENT.includes(String(type))).map(lineOf);
    const [event = '', ...about] = step.event.split(' ');
    if (event === 'settled' && lines.length === 0 && index < timeline.length - 1) return [];
    return [momentOf(step, event, about.join(' '), step.open ?? [...open.values()], lines)];
  });
}

function momentOf(
  { at, stage }: TimelineStep,
  event: string,
  about: string,
  open: string[],
  effects: EffectLine[],
): Moment {
  return { at, event, ...happened(event, about), stage: stage ?? null, open, effects };
}

/** `price by rep1`, or an instant that was up, which is called like `rung:work.do.1.1:1:-PT2H` or `wait:work/later`. */
function happened(event: string, about: string): Pick<Moment, 'about' | 'more'> {
  if (event !== 'due') {
    const [what = '', by] = about.split(' by ');
    return { about: what, ...(by !== undefined && { more: { by } }) };
  }
  const [kind = '', subject = ''] = about.split(':');
  const rung = /:(-?P[^:]+)$/.exec(about)?.[1];
  const place = DEADLINES.includes(kind) ? taskName(subject) : about;
  return { about: place, ...(rung !== undefined && { more: { rung } }) };
}

const DEADLINES = ['rung', 'wait', 'taskWait', 'timeout', 'target'];

function followTasks(open: Map<string, string>, effect: Record<string, unknown>): void {
  const { type, task, taskId } = effect;
  if (type === 'openTask' && isObject(task))
    open.set(String(task['id']), `${String(task['stage'])}/${String(task['step'])}`);
  if (type === 'closeTask') open.delete(String(taskId));
}

function lineOf(effect: Record<string, unknown>): EffectLine {
  const { id: _, type, ...rest } = effect;
  const whole = JSON.stringify(rest, null, 2);
  // dunning's effects have no type: the first member says what it is
  const [name = '', value] = type === undefined ? (Object.entries(rest)[0] ?? []) : [String(type), undefined];
  return { type: name, about: aboutOf(effect) || (value === undefined ? '' : plain(value)), whole };
}

const ABOUT = ['stage', 'taskId', 'step', 'action', 'template', 'outcome', 'name', 'process', 'event'];

function aboutOf(effect: Record<string, unknown>): string {
  const { task, set, incident, stage, step } = effect;
  if (isObject(task)) return `${String(task['stage'])}/${String(task['step'])}`;
  if (isObject(set))
    return Object.entries(set)
      .map(([name, value]) => `${name} = ${plain(value)}`)
      .join(', ');
  if (isObject(incident)) return plain(incident['message'] ?? incident['code']);
  if (typeof stage === 'string' && typeof step === 'string') return `${stage}/${step}`;
  const found = ABOUT.map((name) => effect[name]).find((value) => typeof value === 'string');
  return typeof found === 'string' ? taskName(found) : '';
}

/** `work.do.1.1`, the first visit's first task, is `work/do`. */
function taskName(id: string): string {
  return id.replace(/^(\w+)\.(\w+)\.\d+\.\d+(\..*)?$/, '$1/$2');
}

export function plain(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
