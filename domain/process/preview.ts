import type { Label } from '../generated/process';
import type { Workload } from './assign';
import type { Command } from './commands';
import { comingOf, type Coming } from './coming';
import { channelNames } from './effectText';
import { directoryOf, meant, type Colleague, type Directory } from './directory';
import { foundText, type Names } from './explainPerson';
import type { Found } from './finding';
import { outcomeTitle } from './outcomes';
import { stageOf, stepOf } from './plan';
import type { Recipient } from './requests';
import { isEmpty, settle } from './settle';
import { isOpen } from './tasks';
import { transition } from './transition';
import type { Effect } from './effectTypes';
import type { Actor, Instant, JsonObject, Plan, ProcessState } from './types';
import { pairOf, type Wording } from './wording';

export interface PreviewInput {
  plan: Plan;
  state: ProcessState;
  command: Command;
  actor: Actor;
  people: readonly Colleague[];
  workload: Workload;
  now: Instant;
  wording?: Wording;
}

export interface Preview {
  closed: { task: string; title: Label; withdrawn: boolean }[];
  opened: OpenedTask[];
  /** Stages that are entered, in order; the last one is where the process then stands. */
  stages: { stage: string; title: Label }[];
  ended: { outcome: string; title: Label | null; status: string } | null;
  /** Fields of the record that the process writes. */
  set: JsonObject;
  /** Messages, notices, actions, processes and events, in order. */
  effects: { kind: 'send' | 'notify' | 'action' | 'start' | 'publish'; text: Label }[];
  /** What would stop it. */
  incidents: { code: string; message: string; step: string | null }[];
  next: Coming[];
  /** What was not played, so that more may follow: results of actions and of processes, and who hears of the record. */
  unknown: { kind: 'action' | 'process' | 'record'; step: string | null; text: Label }[];
}

export interface OpenedTask {
  stage: string;
  step: string;
  title: Label;
  kind: 'human' | 'approval';
  assignee: { id: string; name: string } | null;
  onBehalfOf: string | null;
  queue: string | null;
  /** The group whose turn decides it only then: another one may come first. */
  pool: string | null;
  why: Label[];
  due: string | null;
}

const MOST_ROUNDS = 10;

/**
 * What a command would do to a case that stands like this. Plays the same core as the running system on a copy and
 * changes nothing of what it is given; what actions and other processes answer is not known beforehand.
 */
export function preview(input: PreviewInput): Preview {
  const directory = directoryOf(input.people);
  const nameOf = (id: string) => directory.byId.get(id)?.name ?? id;
  const played = play(input, directory);
  const { effects, found, state } = played;
  const { plan, wording } = input;
  const set = effects.flatMap((effect) => (effect.type === 'patchEntity' ? [effect.set] : []));
  const end = effects.find((effect) => effect.type === 'end');
  return {
    closed: effects.flatMap((effect) =>
      effect.type === 'closeTask' && input.state.tasks[effect.taskId]
        ? [
            {
              task: effect.taskId,
              title: titleOfTask(plan, effect.taskId),
              withdrawn: effect.status === 'close',
            },
          ]
        : [],
    ),
    opened: effects.flatMap((effect) => openedBy(plan, state, effect, found, { nameOf, wording })),
    stages: effects.flatMap((effect) =>
      effect.type === 'enterStage' ? [{ stage: effect.stage, title: stageTitle(plan, effect.stage) }] : [],
    ),
    ended: end
      ? { outcome: end.outcome, title: outcomeTitle(plan.definition, end.outcome), status: end.status }
      : null,
    set: Object.assign({}, ...set) as JsonObject, // of objects, an object
    effects: effects.flatMap((effect) => effectOf(plan, effect, directory, { nameOf, wording })),
    incidents: Object.values(state.incidents)
      .filter(({ id }) => !input.state.incidents[id])
      .map(({ code, message, step }) => ({ code, message, step })),
    next: comingOf(plan, state, wording),
    unknown: effects.flatMap((effect) => unplayed(plan, effect, wording)),
  };
}

interface Played {
  state: ProcessState;
  effects: Effect[];
  found: Map<string, Found>;
}

function play({ plan, state, command, actor, workload, now }: PreviewInput, directory: Directory): Played {
  const found = new Map<string, Found>();
  const turn = { open: { ...workload.open }, cursors: { ...workload.cursors }, last: { ...workload.last } };
  const tell = (effectId: string, one: Found) => void found.set(effectId, one);
  let next = transition(plan, state, { type: 'command', command, actor }, now);
  const effects = [...next.effects];
  for (let round = 0; round < MOST_ROUNDS && next.effects.length > 0; round++) {
    const asked = { plan, state: next.state, effects: next.effects, directory, workload: turn, now, tell };
    const settlement = settle(asked);
    if (isEmpty(settlement)) break;
    next = transition(plan, next.state, { type: 'settled', settlement }, now);
    effects.push(...next.effects);
  }
  return { state: next.state, effects, found };
}

/** What an effect leads to and nobody knows beforehand. */
function unplayed(plan: Plan, effect: Effect, wording: Wording | undefined): Preview['unknown'] {
  switch (effect.type) {
    case 'runAction': {
      const { 'zh-CN': zh = effect.step, en = effect.step } = stepTitle(plan, effect.stage, effect.step);
      const text = {
        'zh-CN': `“${zh}”会得到什么结果，此处没有试算`,
        en: `What “${en}” results in was not rehearsed`,
      };
      return [{ kind: 'action', step: effect.step, text }];
    }
    case 'startProcess': {
      const [zh, en] = pairOf(wording?.process(effect.process), effect.process);
      const text = {
        'zh-CN': `流程“${zh}”会做什么，此处没有试算`,
        en: `What the process “${en}” does was not rehearsed`,
      };
      return [{ kind: 'process', step: effect.step, text }];
    }
    case 'patchEntity': {
      const text = {
        'zh-CN': '其他流程对资料变化的反应没有试算',
        en: 'What other processes make of the changed record was not rehearsed',
      };
      return [{ kind: 'record', step: null, text }];
    }
    default:
      return [];
  }
}

function stepTitle(plan: Plan, stage: string, step: string): Label {
  const title = stepOf(plan, `${stage}/${step}`)?.step.title;
  return title && !('cel' in title) ? title : {};
}

function openedBy(
  plan: Plan,
  state: ProcessState,
  effect: Effect,
  found: Map<string, Found>,
  names: Names,
): OpenedTask[] {
  const { nameOf } = names;
  if (effect.type !== 'openTask') return [];
  const task = state.tasks[effect.task.id];
  if (!task || !isOpen(task)) return [];
  const how = found.get(effect.id);
  const group = how?.tried.at(-1);
  return [
    {
      stage: task.stage,
      step: task.step,
      title: effect.title,
      kind: task.kind,
      assignee: task.assignee === null ? null : { id: task.assignee, name: nameOf(task.assignee) },
      onBehalfOf: task.onBehalfOf && nameOf(task.onBehalfOf),
      queue: task.queue,
      pool: group?.pool && group.result === 'found' ? (group.source?.ref ?? null) : null,
      why: how ? foundText(plan, how, names, true) : [],
      due: task.due === null ? null : new Date(task.due).toISOString(),
    },
  ];
}

function effectOf(
  plan: Plan,
  effect: Effect,
  directory: Directory,
  { nameOf, wording }: Names,
): Preview['effects'] {
  const line = (kind: Preview['effects'][number]['kind'], zh: string, en: string) => [
    { kind, text: { 'zh-CN': zh, en } },
  ];
  switch (effect.type) {
    case 'send': {
      const to = namesOf(effect.recipients, directory, nameOf);
      const [zh, en] = pairOf(wording?.template(effect.template), effect.template);
      const [byZh, byEn] = channelNames(effect.channels);
      return line('send', `发送“${zh}”给${to}（${byZh}）`, `Sends “${en}” to ${to} (${byEn})`);
    }
    case 'notify': {
      const to = namesOf(effect.recipients, directory, nameOf);
      return line('notify', `通知${to}`, `Tells ${to}`);
    }
    case 'runAction': {
      const [zh, en] = pairOf(stepTitle(plan, effect.stage, effect.step), effect.step);
      return line(
        'action',
        `执行“${zh}”，之后取决于其结果`,
        `Runs “${en}”; what follows depends on its result`,
      );
    }
    case 'startProcess': {
      const [zh, en] = pairOf(wording?.process(effect.process), effect.process);
      return line('start', `启动流程“${zh}”`, `Starts the process “${en}”`);
    }
    case 'publish':
      return line('publish', `发布事件“${effect.name}”`, `Publishes “${effect.name}”`);
    default:
      return [];
  }
}

function namesOf(recipients: Recipient[], directory: Directory, nameOf: (id: string) => string): string {
  const names = recipients.flatMap(({ role, seekers }) => {
    const ids = seekers.map((seeker) => meant(directory, seeker)).find((people) => people.length > 0);
    return ids?.map(nameOf) ?? [role];
  });
  return [...new Set(names)].join('、');
}

function stageTitle(plan: Plan, id: string): Label {
  return stageOf(plan, id)?.title ?? { en: id };
}

/** A task's id begins with its stage and step. */
function titleOfTask(plan: Plan, id: string): Label {
  const [stage = '', step = ''] = id.split('.');
  const title = stepOf(plan, `${stage}/${step}`)?.step.title;
  return title && !('cel' in title) ? title : { en: step };
}
