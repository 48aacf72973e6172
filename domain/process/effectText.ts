import type { Effect as Declared, Label } from '../generated/process';
import { stepOf } from './plan';
import type { Plan } from './types';

/** What a declared effect will do, in a few words. */
export function effectText(plan: Plan, effect: Declared): Label {
  const [zh, en] = words(plan, effect);
  return { 'zh-CN': zh, en };
}

function words(plan: Plan, effect: Declared): [zh: string, en: string] {
  if ('notify' in effect) {
    const roles = [effect.notify].flat().map(roleName);
    return [`通知${roles.map(([zh]) => zh).join('、')}`, `Tells ${roles.map(([, en]) => en).join(' and ')}`];
  }
  if ('send' in effect)
    return [
      `发送“${effect.template}”（${effect.send.join('、')}）`,
      `Sends “${effect.template}” by ${effect.send.join(', ')}`,
    ];
  if ('open' in effect) {
    const title = stepOf(plan, effect.open)?.step.title;
    const label = title && !('cel' in title) ? title : undefined;
    return [`开启“${label?.['zh-CN'] ?? effect.open}”`, `Opens “${label?.en ?? effect.open}”`];
  }
  if ('reassign' in effect) {
    const role = typeof effect.reassign === 'string' ? roleName(effect.reassign) : null;
    return [
      `改派${role ? `给${role[0]}` : ''}`,
      role ? `Gives it to ${role[1]}` : 'Gives it to somebody else',
    ];
  }
  if ('escalate' in effect) return ['升级给上级', 'Goes up to the manager'];
  if ('raisePriority' in effect) return ['提高优先级', 'Raises the priority'];
  if ('set' in effect) {
    const fields = Object.keys(effect.set).map((pointer) => pointer.split('/').slice(2).join('.'));
    return [`写入${fields.join('、')}`, `Sets ${fields.join(', ')}`];
  }
  if ('start' in effect) return [`启动流程“${effect.start}”`, `Starts the process “${effect.start}”`];
  return [`发布事件“${effect.event}”`, `Publishes “${effect.event}”`];
}

const ROLES: Record<string, [zh: string, en: string]> = {
  assignee: ['经办人', 'whoever has it'],
  owner: ['负责人', 'the owner'],
  manager: ['上级', 'the manager'],
};

/** Roles have no title; the usual ones are said in words. */
function roleName(role: string): [zh: string, en: string] {
  return Object.hasOwn(ROLES, role) ? (ROLES[role] ?? [role, role]) : [`“${role}”`, `“${role}”`];
}
