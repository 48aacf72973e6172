import type { Label } from '../generated/process';
import type { Cause, Entered } from './cause';
import { createdText, enteredText, startedText } from './explainCause';
import { changeText, foundText, type Names } from './explainPerson';
import type { Found } from './finding';
import { without, type Guard } from './guard';
import type { Instant, JsonObject, Plan } from './types';

/** A line of the process's timeline, as it was written. */
export interface LogLine {
  at: Date;
  event: string;
  stage: string | null;
  step: string | null;
  actorId: string | null;
  data: JsonObject | null;
}

export interface TaskHistory extends Names {
  plan: Plan;
  task: { key: string; stage: string; step: string; assigneeId: string | null; openedAt: Date };
  /** What the task's row says, where the timeline says nothing. */
  cause: Pick<Cause, 'kind' | 'ref'> | null;
  /** From the start of the process on, in order. */
  lines: LogLine[];
  start: { byTrigger: boolean; parent: Label | null; by: string | null };
  /** Whether the reader may not see what a condition read. */
  isHidden(path: string): boolean;
}

export interface Reason {
  kind: string;
  at: string;
  text: Label;
}

export interface TaskExplanation {
  /** Why it exists: from the start of the process to the task itself. */
  created: { text: Label; because: Reason[] };
  /** Why it lies with whom it lies: each change of hands, and each resolver that was asked. */
  person: { assigneeId: string | null; text: Label; because: Reason[] };
}

/** Why a task exists and why it is this person's: docs/explain.md. Says what was written down when it was decided. */
export function explainTask(history: TaskHistory): TaskExplanation {
  const created = createdReasons(history);
  const told = personReasons(history);
  const person = told.length > 0 ? told : [reason('unrecorded', history.task.openedAt, UNRECORDED)];
  return {
    created: { text: last(created), because: created },
    person: { assigneeId: history.task.assigneeId, text: last(person), because: person },
  };
}

function createdReasons(history: TaskHistory): Reason[] {
  const { lines, task, plan, nameOf } = history;
  const at = lines.findIndex((line) => line.event === 'taskOpened' && line.data?.task === task.key);
  const opened = lines[at];
  const before = at < 0 ? lines : lines.slice(0, at);
  const started = before.find(({ event }) => event === 'started');
  const stage = opened?.stage ?? task.stage;
  const entered = before.filter((line) => line.event === 'stageEntered' && line.stage === stage).at(-1);
  // The commit writes this shape; an older line has less.
  const cause = clean(history, (opened?.data?.cause ?? history.cause) as unknown as Cause | null);
  // And this one.
  const why = clean(history, entered?.data?.entered as unknown as Entered | undefined);
  const moved = at < 0 ? [] : lines.slice(at + 1).filter(({ event }) => event === 'migrated');
  return [
    ...(started ? [reason('start', started.at, startedText(history.start, nameOf))] : []),
    ...(entered ? [reason('stage', entered.at, enteredText(plan, stage, why, history))] : []),
    reason(cause?.kind ?? 'stage', opened?.at ?? task.openedAt, createdText(plan, task, cause, history)),
    ...moved.map((line) => reason('migrated', line.at, changeText(line, nameOf) ?? EMPTY)),
  ];
}

function clean<T extends { guard?: Guard } | null | undefined>({ isHidden }: TaskHistory, told: T): T {
  return told?.guard ? { ...told, guard: without(told.guard, isHidden) } : told;
}

function personReasons({ lines, task, plan, ...names }: TaskHistory): Reason[] {
  const { nameOf } = names;
  return lines.flatMap((line) => {
    if (line.data?.task !== task.key) return [];
    const change = changeText(line, nameOf);
    // As above.
    const found = line.data.found as unknown as Found | undefined;
    const isNew = line.event === 'taskOpened';
    return [
      ...(change ? [reason(line.event, line.at, change)] : []),
      ...(found ? foundText(plan, found, names, isNew).map((text) => reason('resolver', line.at, text)) : []),
    ];
  });
}

const EMPTY: Label = { 'zh-CN': '没有记录', en: 'Nothing was written down' };
const UNRECORDED: Label = {
  'zh-CN': '当时没有记录原因：该任务早于原因记录功能',
  en: 'The reason was not written down then: the task is from before reasons were',
};

function last(reasons: Reason[]): Label {
  return reasons.filter(({ kind }) => kind !== 'migrated').at(-1)?.text ?? EMPTY;
}

function reason(kind: string, at: Date | Instant, text: Label): Reason {
  return { kind, at: new Date(at).toISOString(), text };
}
