import { layOut } from '../../../domain/definition/layout';
import type { Label } from '../../types';

const DRAFTABLE = ['process', 'form', 'calendar', 'list', 'template', 'dunning', 'report'] as const;
export type DraftableKind = (typeof DRAFTABLE)[number];
export const draftableKinds: readonly DraftableKind[] = DRAFTABLE;

/** A key is part of addresses and of other documents. */
export function isKey(key: string): boolean {
  return key.length <= 128 && /^[A-Za-z][A-Za-z0-9]*([.-][A-Za-z0-9]+)*$/.test(key);
}

/** The smallest document of a kind that the checker accepts; the author goes on from there. */
export function newDocument(kind: DraftableKind, key: string, title: Label): string {
  return layOut({ kind, key, version: 1, title, ...BODIES[kind]() });
}

const BODIES: Record<DraftableKind, () => object> = {
  process: () => ({
    category: 'service',
    entity: 'customer',
    calendar: 'cn-office',
    roles: { owner: { by: 'field', path: '/entity/ownerId' } },
    stages: [
      {
        id: 'work',
        title: { 'zh-CN': '处理', en: 'Work' },
        steps: [{ id: 'do', kind: 'human', title: { 'zh-CN': '办理', en: 'Do the work' }, assign: 'owner' }],
      },
    ],
    tests: [
      {
        name: 'from start to end',
        start: '2026-03-02T09:00:00+08:00',
        given: { entity: { ownerId: 'rep1' }, people: [{ id: 'rep1' }] },
        steps: [
          { expect: { stage: 'work', open: ['work/do'] } },
          { complete: 'do' },
          { expect: { status: 'ended' } },
        ],
      },
    ],
  }),
  form: () => ({
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: { note: { type: 'string', maxLength: 2000 } },
      required: ['note'],
    },
    ui: { note: { title: { 'zh-CN': '说明', en: 'Note' }, widget: 'textarea' } },
  }),
  calendar: () => ({
    timezone: 'Asia/Shanghai',
    week: Object.fromEntries(
      ['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [
        day,
        [
          ['09:00', '12:00'],
          ['13:30', '18:00'],
        ],
      ]),
    ),
    closed: [],
    open: [],
  }),
  list: () => ({
    use: 'type',
    items: [{ code: 'first', title: { 'zh-CN': '第一项', en: 'First' }, order: 1 }],
  }),
  template: () => ({
    channel: 'email',
    params: {
      type: 'object',
      properties: { customer: { type: 'object', properties: { name: { type: 'string' } } } },
    },
    subject: { 'zh-CN': '致 {{ customer.name }}', en: 'To {{ customer.name }}' },
    body: {
      'zh-CN': '尊敬的 {{ customer.name }}：\n\n您好！\n',
      en: 'Dear {{ customer.name }},\n\nHello!\n',
    },
  }),
  dunning: () => ({
    per: 'customer',
    calendar: 'cn-office',
    includes: 'invoice.balance > 0 && !invoice.writtenOff',
    minimum: { CNY: 100 },
    holds: [{ id: 'dispute', when: 'invoice.disputed' }],
    send: { window: ['09:00', '18:00'], onClosedDay: 'next' },
    levels: [
      {
        id: 'L1',
        from: 'dueDate',
        after: 'P3D',
        do: [{ send: ['email'], template: 'dunning.friendly' }],
      },
    ],
    state: [],
    clear: [],
    sweep: { at: '08:30' },
  }),
  report: () => ({
    entity: 'customer',
    by: [{ id: 'category', field: 'category' }],
    measures: [{ id: 'customers', title: { 'zh-CN': '客户数', en: 'Customers' }, count: true }],
  }),
};
