import { ACTIONS, isActionName } from '../actions';
import { variablesOf } from '../definition/variables';
import type { Label, Step } from '../generated/process';
import type { Guard } from './guard';
import { stepOf } from './plan';
import type { Plan } from './types';
import { valueText, type Called } from './valueText';

/** How people call what definitions name by keys and codes; null where nothing says. */
export interface Wording {
  field(entity: string, name: string): Called | null;
  formField(form: string, name: string): Called | null;
  group(code: string): Label | null;
  template(key: string): Label | null;
  process(key: string): Label | null;
}

/** Something that a condition read, and what it was. */
export interface Reading {
  title: Label;
  value: Label;
  /** Nothing says how it is called: the title is what the condition says. */
  isRaw: boolean;
}

export type Pair = [zh: string, en: string];

export function pairOf(label: Label | null | undefined, code: string): Pair {
  return [label?.['zh-CN'] ?? label?.en ?? code, label?.en ?? label?.['zh-CN'] ?? code];
}

/** Where the condition reads another record, `target` is the kind of that. */
export function readingsOf(
  plan: Plan,
  { values }: Pick<Guard, 'values'>,
  wording: Wording | undefined,
  target: string | null = null,
): Reading[] {
  return Object.entries(values).map(([path, value]) => {
    const called = wording ? calledAt(plan, path.split('.'), wording, target) : null;
    const title = called?.title ?? { 'zh-CN': path, en: path };
    return { title, value: valueText(value, called), isRaw: called === null };
  });
}

/** In brackets: what a condition read, and the condition itself where words are missing. */
export function guardText(plan: Plan, guard: Guard | undefined, wording: Wording | undefined): Pair {
  if (!guard) return ['', ''];
  const readings = readingsOf(plan, guard, wording);
  const zh = readings.map(({ title, value }) => `${title['zh-CN'] ?? ''} = ${value['zh-CN'] ?? ''}`);
  const en = readings.map(({ title, value }) => `${title.en ?? ''} = ${value.en ?? ''}`);
  if (readings.length > 0 && !readings.some(({ isRaw }) => isRaw))
    return [`（${zh.join('，')}）`, ` (${en.join(', ')})`];
  const then = readings.length > 0;
  return [
    `（${guard.when}${then ? `；当时 ${zh.join('，')}` : ''}）`,
    ` (${guard.when}${then ? `; then ${en.join(', ')}` : ''})`,
  ];
}

function calledAt(plan: Plan, path: string[], wording: Wording, target: string | null): Called | null {
  const [root, name = '', part, field] = path;
  const { entity } = plan.definition;
  if (root === 'entity') return path.length === 2 && entity ? wording.field(entity, name) : null;
  if (root === 'target') return path.length === 2 && target ? wording.field(target, name) : null;
  if (root === 'vars') return path.length === 2 ? variable(plan, name, wording) : null;
  const step = root === 'steps' ? stepOf(plan, name)?.step : undefined;
  if (!step) return null;
  const title = pairOf(step.title && !('cel' in step.title) ? step.title : null, step.id);
  if (part === 'status')
    return { title: { 'zh-CN': `“${title[0]}”`, en: `“${title[1]}”` }, options: STATUSES };
  if (part !== 'out' || field === undefined) return null;
  const answer = answerOf(step, field, wording);
  if (!answer) return null;
  const [zh, en] = pairOf(answer.title, field);
  return { ...answer, title: { 'zh-CN': `“${title[0]}”的${zh}`, en: `${en} of “${title[1]}”` } };
}

/** A variable that keeps an answer is called as the form calls that; any other has the `title` of its declaration. */
function variable({ definition }: Plan, name: string, wording: Wording): Called | null {
  for (const step of definition.stages.flatMap(({ steps }) => steps)) {
    if (step.kind !== 'human' && step.kind !== 'approval') continue;
    const set = step.set?.[`/vars/${name}`];
    const field = isExpression(set) ? /^form\.(\w+)$/.exec(set.cel)?.[1] : undefined;
    const called = field === undefined ? null : answerOf(step, field, wording);
    if (called) return called;
  }
  const title = variablesOf(definition.vars)[name]?.title;
  return title === undefined ? null : { title: { 'zh-CN': title, en: title } };
}

function isExpression(value: unknown): value is { cel: string } {
  return typeof value === 'object' && value !== null && 'cel' in value && typeof value.cel === 'string';
}

function answerOf(step: Step, field: string, wording: Wording): Called | null {
  if (step.kind === 'human' && field === 'outcome')
    return {
      title: { 'zh-CN': '结果', en: 'Outcome' },
      options: Object.fromEntries((step.outcomes ?? []).map(({ id, title }) => [id, title])),
    };
  if (step.kind === 'approval' && field === 'approved')
    return { title: { 'zh-CN': '审批同意', en: 'Approved' } };
  if (step.kind === 'decision' && field === step.out) return { title: { 'zh-CN': '结果', en: 'Outcome' } };
  if (step.kind === 'auto') return resultOf(step.action, field);
  const form = step.kind === 'human' || step.kind === 'approval' ? step.form : undefined;
  return typeof form === 'string' ? wording.formField(form, field) : null;
}

function resultOf(action: string, field: string): Called | null {
  const said: Record<string, Called> = isActionName(action) ? ACTIONS[action].says : {};
  return Object.hasOwn(said, field) ? (said[field] ?? null) : null;
}

const STATUSES: Record<string, Label> = {
  pending: { 'zh-CN': '未开始', en: 'not begun' },
  open: { 'zh-CN': '进行中', en: 'under way' },
  completed: { 'zh-CN': '已完成', en: 'done' },
  skipped: { 'zh-CN': '已跳过', en: 'skipped' },
  withdrawn: { 'zh-CN': '已撤回', en: 'withdrawn' },
  failed: { 'zh-CN': '失败', en: 'failed' },
};
