import type { TypeSchema } from './expression/check';
import type { Label } from './generated/process';
import type { Called } from './process/valueText';

/** What an auto step may name. Parameters and results are JSON Schemas: an unknown name or field is a lint error. */
export interface ActionSpec {
  title: Label;
  /** Kinds of record that it works on; it takes the instance's own. */
  entities: readonly string[];
  params: TypeSchema;
  result: TypeSchema;
  /** How explanations call what comes back; what is not there stands by its name. */
  says: Record<string, Called>;
}

const text = { type: 'string' };
const object = (properties: Record<string, TypeSchema>, required: string[] = []) => ({
  type: 'object',
  additionalProperties: false,
  properties,
  required,
});

export const ACTIONS = {
  'order.create': {
    title: { 'zh-CN': '由商机生成订单', en: 'Create the order of an opportunity' },
    entities: ['opportunity'],
    params: object({}),
    result: object({ orderId: text, number: text, total: { type: 'number' } }),
    says: {
      orderId: { title: { 'zh-CN': '订单', en: 'Order' }, shows: 'ref' },
      number: { title: { 'zh-CN': '订单编号', en: 'Order number' } },
      total: { title: { 'zh-CN': '订单金额', en: 'Total of the order' }, shows: 'money' },
    },
  },
  'invoice.issue': {
    title: { 'zh-CN': '按付款条件开具发票', en: 'Issue an invoice by the payment terms' },
    entities: ['order'],
    params: object({ issueDate: text }),
    result: object({ invoiceId: text, number: text, total: { type: 'number' } }),
    says: {
      invoiceId: { title: { 'zh-CN': '发票', en: 'Invoice' }, shows: 'ref' },
      number: { title: { 'zh-CN': '发票编号', en: 'Invoice number' } },
      total: { title: { 'zh-CN': '发票金额', en: 'Total of the invoice' }, shows: 'money' },
    },
  },
  'credit.check': {
    title: { 'zh-CN': '信用检查', en: 'Check the credit' },
    entities: ['opportunity', 'order'],
    params: object({ amount: { type: 'number' } }),
    result: object({
      ok: { type: 'boolean' },
      exposure: { type: 'number' },
      limit: { type: ['number', 'null'] },
    }),
    says: {
      ok: { title: { 'zh-CN': '信用检查通过', en: 'Credit is good' } },
      exposure: { title: { 'zh-CN': '信用占用', en: 'Credit in use' }, shows: 'money' },
      limit: { title: { 'zh-CN': '信用额度', en: 'Credit limit' }, shows: 'money' },
    },
  },
  'quote.send': {
    title: { 'zh-CN': '发送报价单', en: 'Send the quotation' },
    entities: ['opportunity'],
    params: object({ template: text }, ['template']),
    result: object({ sent: { type: 'boolean' }, messageId: text }),
    says: {
      sent: { title: { 'zh-CN': '报价单已发出', en: 'Quotation sent' } },
      messageId: { title: { 'zh-CN': '消息', en: 'Message' }, shows: 'ref' },
    },
  },
  'record.update': {
    title: { 'zh-CN': '修改记录', en: 'Change a record' },
    entities: [],
    params: object({ entity: text, id: text, set: { type: 'object' } }, ['entity', 'id', 'set']),
    result: object({ version: { type: 'integer' } }),
    says: { version: { title: { 'zh-CN': '记录版本', en: 'Version of the record' } } },
  },
} satisfies Record<string, ActionSpec>;

export type ActionName = keyof typeof ACTIONS;

export function isActionName(name: string): name is ActionName {
  return Object.hasOwn(ACTIONS, name);
}
