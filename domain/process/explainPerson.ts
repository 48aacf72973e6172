import type { Label } from '../generated/process';
import type { LogLine } from './explainTask';
import type { Found, Passed, Trial } from './finding';
import { stepOf } from './plan';
import type { Source } from './requests';
import { roleName } from './effectText';
import type { Plan } from './types';
import { valueText } from './valueText';
import { pairOf, type Pair, type Wording } from './wording';

type NameOf = (personId: string) => string;

/** How people are called, and what definitions name by codes. */
export interface Names {
  nameOf: NameOf;
  wording?: Wording;
}

/** Each resolver that was asked, with its answer. */
export function foundText(plan: Plan, found: Found, names: Names, isNew: boolean): Label[] {
  const lines = found.tried.map((trial) => say(trialText(plan, trial, found, names)));
  if (found.to !== null) return lines;
  const queue = found.queue ?? '';
  const [queueZh, queueEn] = pairOf(names.wording?.group(queue), queue);
  const nobody: Pair = isNew
    ? [`没有合适的人，放入队列“${queueZh}”`, `Nobody could get it, so it lies in the queue “${queueEn}”`]
    : ['没有合适的人，维持原状', 'Nobody could get it, so it stays where it is'];
  return [...lines, say(nobody)];
}

/** What a line of the timeline did with the task; null for one that changed no hands. */
export function changeText({ event, actorId, data }: LogLine, nameOf: NameOf): Label | null {
  const by = actorId === null ? null : nameOf(actorId);
  const to = typeof data?.to === 'string' ? nameOf(data.to) : null;
  const said = typeof data?.reason === 'string' ? data.reason : '';
  const because: Pair = said && said !== 'reassigned' ? [`，原因：${said}`, `: ${said}`] : ['', ''];
  switch (event) {
    case 'taskReassigned':
      return reassigned(by, said, because);
    case 'delegated':
      return say([
        `${by ?? '系统'}委托给${to ?? '他人'}${because[0]}`,
        `${by ?? 'The system'} delegated it${to ? ` to ${to}` : ''}${because[1]}`,
      ]);
    case 'returned':
      return say([
        `${by ?? '系统'}归还给${to ?? '委托人'}${because[0]}`,
        `${by ?? 'The system'} returned it${to ? ` to ${to}` : ''}${because[1]}`,
      ]);
    case 'claimed':
      return say([`${by ?? '系统'}从队列领取`, `${by ?? 'The system'} claimed it from the queue`]);
    case 'unclaimed':
      return say([`${by ?? '系统'}放回队列`, `${by ?? 'The system'} put it back into the queue`]);
    case 'declined':
      return say([`${by ?? '系统'}拒绝${because[0]}`, `${by ?? 'The system'} declined it${because[1]}`]);
    case 'escalated':
      return say(['超过时限，升级给上级', 'It was escalated to the manager']);
    case 'migrated':
      return say([
        `流程由版本 ${String(data?.from)} 迁移到版本 ${String(data?.to)}${because[0]}`,
        `The process went from version ${String(data?.from)} to ${String(data?.to)}${because[1]}`,
      ]);
    default:
      return null;
  }
}

function reassigned(by: string | null, said: string, because: Pair): Label {
  const rung = /^rung:(.*)$/.exec(said)?.[1];
  if (rung !== undefined)
    return say([
      `时限节点 ${rung} 到达，任务转交`,
      `The rung ${rung} was reached, which gave it to somebody else`,
    ]);
  if (said === 'declined' || said === 'retry')
    return say(['按步骤的规定另找办理人', 'Somebody else was looked for, as the step says']);
  return say([
    `${by ?? '系统'}转交${because[0]}`,
    `${by ?? 'The system'} gave it to somebody else${because[1]}`,
  ]);
}

function trialText(plan: Plan, trial: Trial, found: Found, names: Names): Pair {
  const { nameOf } = names;
  const [whoZh, whoEn] = sourceText(plan, trial, names);
  const passed = trial.passed.map((one) => passedText(one, nameOf));
  const zh = passed.map(([text]) => text).join('；');
  const en = passed.map(([, text]) => text).join('; ');
  const [turnZh, turnEn] = poolText(trial, nameOf);
  if (trial.result === 'nobody') return [`${whoZh}：没有对应的人`, `${whoEn}: nobody`];
  if (trial.result === 'unfit')
    return [`${whoZh}：没有合适的人（${zh}）`, `${whoEn}: nobody who may get it (${en})`];
  const name = found.to === null ? '' : nameOf(found.to);
  return [`${whoZh}：${name}${turnZh}${zh && `（${zh}）`}`, `${whoEn}: ${name}${turnEn}${en && ` (${en})`}`];
}

/** A role has no title; what it means has. */
function sourceText(plan: Plan, { source }: Trial, { wording }: Names): Pair {
  if (!source) return ['指定的人', 'The person named'];
  const [zh, en] = resolverText(plan, source, wording);
  return [zh, `${en.charAt(0).toUpperCase()}${en.slice(1)}`];
}

function resolverText(plan: Plan, { by, ref }: Source, wording: Wording | undefined): Pair {
  switch (by) {
    case 'field':
      return fieldText(plan, ref, wording);
    case 'completerOf': {
      const title = stepOf(plan, ref)?.step.title;
      const label = title && !('cel' in title) ? title : undefined;
      return [`完成“${label?.['zh-CN'] ?? ref}”的人`, `who did “${label?.en ?? ref}”`];
    }
    case 'managerOf':
      return stepOf(plan, ref.split('.').slice(0, 2).join('/'))
        ? ['当前负责人的上级', 'the manager of who has it']
        : [`${roleName(ref)[0]}的上级`, `the manager of ${roleName(ref)[1]}`];
    case 'employee':
      return [`工号 ${ref} 的员工`, `the employee ${ref}`];
    case 'team':
      return [`团队中的“${ref}”`, `“${ref}” of the team`];
    case 'pool': {
      const [zh, en] = pairOf(wording?.group(ref), ref);
      return [`小组“${zh}”`, `group “${en}”`];
    }
    case 'person':
      return ['指定的人', 'the person named'];
    case 'assignee':
      return ['当前负责人', 'who has it'];
  }
}

function fieldText({ definition: { entity } }: Plan, ref: string, wording: Wording | undefined): Pair {
  const [, root, name = ''] = ref.split('/');
  const called = root === 'entity' && entity ? wording?.field(entity, name) : null;
  if (!called) return [`字段 ${ref} 中的人`, `whom the field ${ref} names`];
  const [zh, en] = pairOf(called.title, name);
  return [`记录中的“${zh}”`, `“${en}” of the record`];
}

const STRATEGIES: Record<string, Pair> = {
  roundRobin: ['轮流分配', 'round robin'],
  leastLoaded: ['任务最少者优先', 'least loaded'],
  weighted: ['按权重分配', 'by weight'],
  sticky: ['优先上次经办人', 'whoever had the last one'],
};

function poolText({ pool }: Trial, nameOf: NameOf): Pair {
  if (!pool) return ['', ''];
  const [zh, en] = STRATEGIES[pool.strategy] ?? [pool.strategy, pool.strategy];
  const after = pool.after === null ? null : nameOf(pool.after);
  const last: Pair = after ? [`，上一次是${after}`, `, after ${after}`] : ['', ''];
  return [
    `，${zh}，${pool.size} 人中 ${pool.fit} 人可接${last[0]}`,
    `, ${en}, ${pool.fit} of ${pool.size} may get it${last[1]}`,
  ];
}

/** Why nobody of these gets it, in a sentence. */
export function whyPassed(passed: Passed[], nameOf: NameOf): { 'zh-CN': string; en: string } {
  const texts = passed.map((one) => passedText(one, nameOf));
  return { 'zh-CN': texts.map(([zh]) => zh).join('；'), en: texts.map(([, en]) => en).join('; ') };
}

function passedText({ id, why, until, instead }: Passed, nameOf: NameOf): Pair {
  const name = nameOf(id);
  const [zh, en] = UNFIT[why];
  const last = until ? valueText(until, { title: {}, shows: 'date' }) : null;
  const day: Pair = last ? [`至 ${last['zh-CN'] ?? ''}`, ` until ${last.en ?? ''}`] : ['', ''];
  const other = instead && nameOf(instead);
  const then: Pair = !other
    ? ['', '']
    : why === 'asked' || why === 'declined'
      ? [`，由上级${other}处理`, `, so it goes up to ${other}`]
      : [`，由代理人${other}处理`, `, so the deputy ${other} gets it`];
  return [`${name}${zh}${day[0]}${then[0]}`, `${name} ${en}${day[1]}${then[1]}`];
}

const UNFIT: Record<Passed['why'], Pair> = {
  unknown: ['不在员工名册中', 'is not among the employees'],
  inactive: ['已离职', 'has left'],
  absent: ['不在岗', 'is away'],
  overCapacity: ['任务已满', 'has as many tasks as allowed'],
  asked: ['是申请人，不能自己审批', 'asked for it and may not decide'],
  declined: ['已拒绝', 'declined it'],
  condition: ['不符合小组条件', "does not meet the group's condition"],
};

function say([zh, en]: Pair): Label {
  return { 'zh-CN': zh, en };
}
