// Generated from definitions/roles.json by `npm run generate`; do not edit.

export type Role =
  'admin' | 'director' | 'manager' | 'rep' | 'presales' | 'orderDesk' | 'finance' | 'service';
export type Operation =
  | 'definition.read'
  | 'definition.publish'
  | 'process.read'
  | 'process.operate'
  | 'process.start'
  | 'event.publish'
  | 'task.team'
  | 'task.all'
  | 'task.create'
  | 'report.read'
  | 'report.pipeline'
  | 'report.aging'
  | 'dunning.read'
  | 'dunning.operate'
  | 'payment.change'
  | 'invoice.writeOff'
  | 'message.read'
  | 'mailbox.read'
  | 'audit.read'
  | 'token.manage';

export const ROLES: { key: Role; title: { 'zh-CN': string; en: string } }[] = [
  { key: 'admin', title: { 'zh-CN': '系统管理员', en: 'Administrator' } },
  { key: 'director', title: { 'zh-CN': '销售总监', en: 'Director' } },
  { key: 'manager', title: { 'zh-CN': '销售经理', en: 'Sales manager' } },
  { key: 'rep', title: { 'zh-CN': '销售代表', en: 'Sales representative' } },
  { key: 'presales', title: { 'zh-CN': '售前工程师', en: 'Presales engineer' } },
  { key: 'orderDesk', title: { 'zh-CN': '订单专员', en: 'Order desk' } },
  { key: 'finance', title: { 'zh-CN': '财务', en: 'Finance' } },
  { key: 'service', title: { 'zh-CN': '服务工程师', en: 'Service engineer' } },
];

/** Which roles may do what is not the reading and writing of a record. */
export const OPERATIONS: Record<Operation, Role[]> = {
  'definition.read': ['admin', 'director', 'manager'],
  'definition.publish': ['admin'],
  'process.read': ['admin', 'director', 'manager', 'rep', 'presales', 'orderDesk', 'finance', 'service'],
  'process.operate': ['admin', 'director', 'manager'],
  'process.start': ['admin', 'director', 'manager', 'rep', 'presales', 'orderDesk', 'finance', 'service'],
  'event.publish': ['admin', 'director', 'manager', 'orderDesk', 'service'],
  'task.team': ['admin', 'director', 'manager'],
  'task.all': ['admin', 'director'],
  'task.create': ['admin', 'director', 'manager', 'rep', 'presales', 'orderDesk', 'finance', 'service'],
  'report.read': ['admin', 'director', 'manager', 'rep', 'presales', 'orderDesk', 'finance', 'service'],
  'report.pipeline': ['admin', 'director', 'manager', 'rep'],
  'report.aging': ['admin', 'director', 'manager', 'finance', 'rep'],
  'dunning.read': ['admin', 'director', 'finance', 'manager', 'rep'],
  'dunning.operate': ['admin', 'finance'],
  'payment.change': ['admin', 'finance'],
  'invoice.writeOff': ['finance', 'director'],
  'message.read': ['admin', 'director', 'finance', 'manager', 'rep'],
  'mailbox.read': ['admin', 'finance'],
  'audit.read': ['admin'],
  'token.manage': ['admin'],
};
