import type { Effect as Declared, Label } from '../generated/process';
import { stepOf } from './plan';
import type { Plan } from './types';
import { pairOf, type Pair, type Wording } from './wording';

/** What a declared effect will do, in a few words. */
export function effectText(plan: Plan, effect: Declared, wording?: Wording): Label {
  const [zh, en] = words(plan, effect, wording);
  return { 'zh-CN': zh, en };
}

function words(plan: Plan, effect: Declared, wording: Wording | undefined): Pair {
  if ('notify' in effect) {
    const roles = [effect.notify].flat().map(roleName);
    return [`通知${roles.map(([zh]) => zh).join('、')}`, `Tells ${roles.map(([, en]) => en).join(' and ')}`];
  }
  if ('send' in effect) {
    const [zh, en] = pairOf(wording?.template(effect.template), effect.template);
    const [byZh, byEn] = channelNames(effect.send);
    return [`发送“${zh}”（${byZh}）`, `Sends “${en}” by ${byEn}`];
  }
  if ('open' in effect) {
    const title = stepOf(plan, effect.open)?.step.title;
    const label = title && !('cel' in title) ? title : undefined;
    return [`开启“${label?.['zh-CN'] ?? effect.open}”`, `Opens “${label?.en ?? effect.open}”`];
  }
  if ('reassign' in effect) {
    const role = typeof effect.reassign === 'string' ? roleName(effect.reassign) : null;
    return [
      `转交${role ? `给${role[0]}` : ''}`,
      role ? `Gives it to ${role[1]}` : 'Gives it to somebody else',
    ];
  }
  if ('escalate' in effect) return ['升级给上级', 'Goes up to the manager'];
  if ('raisePriority' in effect) return ['提高优先级', 'Raises the priority'];
  if ('set' in effect) {
    const fields = Object.keys(effect.set).map((pointer) => fieldName(plan, pointer, wording));
    return [`写入${fields.map(([zh]) => zh).join('、')}`, `Sets ${fields.map(([, en]) => en).join(', ')}`];
  }
  if ('start' in effect) {
    const [zh, en] = pairOf(wording?.process(effect.start), effect.start);
    return [`启动流程“${zh}”`, `Starts the process “${en}”`];
  }
  return [`发布事件“${effect.event}”`, `Publishes “${effect.event}”`];
}

function fieldName({ definition }: Plan, pointer: string, wording: Wording | undefined): Pair {
  const [, root, name = '', ...rest] = pointer.split('/');
  const called = root === 'entity' && definition.entity ? wording?.field(definition.entity, name) : null;
  return pairOf(rest.length === 0 ? called?.title : null, [name, ...rest].join('.'));
}

const CHANNELS: Record<string, Pair> = {
  email: ['邮件', 'e-mail'],
  sms: ['短信', 'text message'],
  letter: ['信函', 'letter'],
};

export function channelNames(channels: readonly string[]): Pair {
  const names = channels.map((channel) => CHANNELS[channel] ?? [channel, channel]);
  return [names.map(([zh]) => zh).join('、'), names.map(([, en]) => en).join(', ')];
}

const ROLES: Record<string, Pair> = {
  assignee: ['经办人', 'whoever has it'],
  owner: ['负责人', 'the owner'],
  manager: ['上级', 'the manager'],
  director: ['总监', 'the director'],
  finance: ['财务', 'finance'],
  engineer: ['服务工程师', 'the engineer'],
  requester: ['申请人', 'who asked for it'],
};

/** Roles have no title; the usual ones are said in words. */
export function roleName(role: string): Pair {
  return Object.hasOwn(ROLES, role) ? (ROLES[role] ?? [role, role]) : [`“${role}”`, `“${role}”`];
}
