import type { Label } from '../generated/process';
import type { Cause, Entered } from './cause';
import type { Names } from './explainPerson';
import { stageOf, stepOf } from './plan';
import type { Plan } from './types';
import { guardText, pairOf } from './wording';

type NameOf = (personId: string) => string;

/** How the process began. */
export function startedText(
  start: { byTrigger: boolean; parent: Label | null; by: string | null },
  nameOf: NameOf,
): Label {
  const name = start.by && nameOf(start.by);
  if (start.parent)
    return say(
      `流程由“${start.parent['zh-CN'] ?? start.parent.en}”启动`,
      `The process “${start.parent.en ?? start.parent['zh-CN']}” started this one`,
    );
  if (start.byTrigger)
    return say(
      `记录满足启动条件，流程自动开始${name ? `（由${name}的操作引起）` : ''}`,
      `The process began by itself: the record met its trigger${name ? ` when ${name} saved it` : ''}`,
    );
  return name
    ? say(`${name}启动了流程`, `${name} started the process`)
    : say('流程开始', 'The process began');
}

/** Why a stage was entered. */
export function enteredText(
  plan: Plan,
  stageId: string,
  entered: Entered | undefined,
  { nameOf, wording }: Names,
): Label {
  const stage = stageName(plan, stageId);
  if (!entered)
    return say(
      `进入阶段“${stage.zh}”，当时没有记录原因`,
      `Stage “${stage.en}” was entered; the reason was not written down then`,
    );
  const from = stageName(plan, entered.from ?? '');
  const by = person(entered.by, nameOf);
  const reason = reasonOf(entered.reason);
  const [guardZh, guardEn] = guardText(plan, entered.guard, wording);
  switch (entered.kind) {
    case 'start':
      return say(`流程从阶段“${stage.zh}”开始`, `The process began in stage “${stage.en}”`);
    case 'exit':
      return exitText(stage, from, entered, [guardZh, guardEn]);
    case 'entry':
      return say(
        `阶段“${from.zh}”的进入条件不成立${guardZh}，跳过后进入“${stage.zh}”`,
        `Stage “${from.en}” was passed by because its entry condition did not hold${guardEn}; “${stage.en}” came next`,
      );
    case 'jump':
      return say(
        `${by.zh}将流程直接转到阶段“${stage.zh}”${reason.zh}`,
        `${by.en} moved the process to stage “${stage.en}”${reason.en}`,
      );
    case 'reopen':
      return say(
        `${by.zh}重新打开流程，进入阶段“${stage.zh}”${reason.zh}`,
        `${by.en} reopened the process in stage “${stage.en}”${reason.en}`,
      );
    case 'reject': {
      const step = stepName(plan, entered.from ?? '', entered.step ?? '');
      return say(
        `${by.zh}驳回“${step.zh}”，退回阶段“${stage.zh}”${reason.zh}`,
        `${by.en} rejected “${step.en}”, which led to stage “${stage.en}”${reason.en}`,
      );
    }
  }
}

/** Why a step opened its task. */
export function createdText(
  plan: Plan,
  { stage: stageId, step: stepId }: { stage: string; step: string },
  cause: Cause | null,
  { nameOf, wording }: Names,
): Label {
  const step = stepName(plan, stageId, stepId);
  const stage = stageName(plan, stageId);
  const [guardZh, guardEn] = guardText(plan, cause?.guard, wording);
  const [ifZh, ifEn] = cause?.guard
    ? [`，且条件成立${guardZh}`, `, and its condition held${guardEn}`]
    : ['', ''];
  const by = person(cause?.by ?? (cause?.kind === 'person' ? cause.ref : null), nameOf);
  const reason = reasonOf(cause?.reason);
  switch (cause?.kind) {
    case undefined:
      return say(
        `“${step.zh}”在阶段“${stage.zh}”中开始，当时没有记录原因`,
        `“${step.en}” began in stage “${stage.en}”; the reason was not written down then`,
      );
    case 'needs':
      return cause.ref === stepId
        ? say(`“${step.zh}”的前一位审批人已同意`, `The approver before had agreed to “${step.en}”`)
        : needsText(plan, stageId, step, cause, nameOf, [ifZh, ifEn]);
    case 'person':
      return say(
        `${by.zh}手动开启“${step.zh}”${reason.zh}`,
        `${by.en} opened “${step.en}” by hand${reason.en}`,
      );
    case 'reject': {
      const no = stepName(plan, stageId, cause.ref);
      return say(
        `${by.zh}驳回“${no.zh}”，“${step.zh}”需重做${reason.zh}`,
        `${by.en} rejected “${no.en}”, so “${step.en}” is to be done again${reason.en}`,
      );
    }
    case 'rung':
      return rungText(plan, step, cause);
    case 'effect':
      return effectText(stage, step, cause.ref);
    case 'stage':
      return say(
        `进入阶段“${stage.zh}”后，“${step.zh}”随即开始${ifZh}`,
        `“${step.en}” begins as soon as stage “${stage.en}” is entered${ifEn}`,
      );
  }
}

function exitText(
  stage: Name,
  from: Name,
  { exit = 0, guard }: Entered,
  [guardZh, guardEn]: [string, string],
): Label {
  const zh = guard ? `出口规则第 ${exit + 1} 条成立${guardZh}，` : '';
  const en = guard ? ` and branch ${exit + 1} of its exits held${guardEn}` : '';
  return say(
    `阶段“${from.zh}”完成，${zh}进入阶段“${stage.zh}”`,
    `Stage “${from.en}” was done${en}, so stage “${stage.en}” was entered`,
  );
}

const ENDED: Record<string, [string, string]> = {
  // Of cases from before it was written down how.
  settled: ['已结束', 'settled'],
  completed: ['已完成', 'done'],
  skipped: ['已跳过', 'skipped'],
  withdrawn: ['已撤回', 'withdrawn'],
  failed: ['失败', 'failed'],
};

function needsText(
  plan: Plan,
  stageId: string,
  step: Name,
  cause: Cause,
  nameOf: NameOf,
  [ifZh, ifEn]: [string, string],
): Label {
  const needs = cause.needs ?? [{ step: cause.ref, status: 'settled', by: null, at: null }];
  const lists = needs.map((need) => {
    const name = stepName(plan, stageId, need.step);
    const [zh, en] = ENDED[need.status] ?? [need.status, need.status];
    const by = need.by && nameOf(need.by);
    return [`“${name.zh}”${zh}${by ? `（${by}）` : ''}`, `“${name.en}” was ${en}${by ? ` by ${by}` : ''}`];
  });
  return say(
    `前置步骤已结束：${lists.map(([zh]) => zh).join('、')}${ifZh}，“${step.zh}”开始`,
    `What “${step.en}” needs had been settled: ${lists.map(([, en]) => en).join(', ')}${ifEn}`,
  );
}

function rungText(plan: Plan, step: Name, { ref, task }: Cause): Label {
  const at = ref.replace(/^rung:/, '');
  const [stage = '', id = ''] = task?.split('.') ?? [];
  const of = task ? stepName(plan, stage, id) : null;
  return say(
    `${of ? `“${of.zh}”的` : ''}时限节点 ${at} 到达，开启“${step.zh}”`,
    `The rung ${at}${of ? ` of “${of.en}”` : ''} was reached, which opens “${step.en}”`,
  );
}

function effectText(stage: Name, step: Name, ref: string): Label {
  if (ref === 'timeout')
    return say(`步骤超时，开启“${step.zh}”`, `A step timed out, which opens “${step.en}”`);
  return say(
    `进入阶段“${stage.zh}”时的动作开启“${step.zh}”`,
    `An effect of stage “${stage.en}” opened “${step.en}”`,
  );
}

interface Name {
  zh: string;
  en: string;
}

function stageName(plan: Plan, id: string): Name {
  return nameIn(stageOf(plan, id)?.title, id);
}

function stepName(plan: Plan, stage: string, id: string): Name {
  const title = stepOf(plan, `${stage}/${id}`)?.step.title;
  return nameIn(title && !('cel' in title) ? title : undefined, id);
}

function nameIn(title: Label | undefined, id: string): Name {
  const [zh, en] = pairOf(title, id);
  return { zh, en };
}

function person(id: string | null | undefined, nameOf: NameOf): Name {
  return id ? { zh: nameOf(id), en: nameOf(id) } : { zh: '系统', en: 'The system' };
}

function reasonOf(reason: string | undefined): Name {
  return reason ? { zh: `，原因：${reason}`, en: `: ${reason}` } : { zh: '', en: '' };
}

function say(zh: string, en: string): Label {
  return { 'zh-CN': zh, en };
}
