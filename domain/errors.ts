import { PROCESS_ERRORS } from './processErrors';

/** Every error that a user, a program or an author can meet. A code is stable and never reused. */
export interface ErrorSpec {
  /** HTTP status of the problem document; 0 where it never crosses HTTP. */
  status: number;
  title: { 'zh-CN': string; en: string };
  /** The pointer into the body of what it is about, where that is always the same. */
  at?: string;
}

export const ERRORS = {
  // requests
  BAD_REQUEST: { status: 400, title: { 'zh-CN': '请求无法理解', en: 'The request cannot be understood' } },
  INVALID_JSON: { status: 400, title: { 'zh-CN': '内容不是合法的 JSON', en: 'The body is not valid JSON' } },
  BODY_TOO_LARGE: { status: 413, title: { 'zh-CN': '内容过大', en: 'The body is too large' } },
  VALIDATION_FAILED: {
    status: 422,
    title: { 'zh-CN': '内容不符合要求', en: 'The content does not meet the requirements' },
  },
  UNAUTHENTICATED: { status: 401, title: { 'zh-CN': '请先登录', en: 'Sign in first' } },
  FORBIDDEN: { status: 403, title: { 'zh-CN': '没有权限', en: 'You may not do this' } },
  NOT_FOUND: { status: 404, title: { 'zh-CN': '没有找到', en: 'Not found' } },
  METHOD_NOT_ALLOWED: {
    status: 405,
    title: { 'zh-CN': '不支持的请求方法', en: 'This method is not allowed here' },
  },
  CONFLICT: { status: 409, title: { 'zh-CN': '与现有数据冲突', en: 'This conflicts with what is there' } },
  VERSION_CONFLICT: {
    status: 412,
    title: {
      'zh-CN': '记录已被他人修改，请刷新后重试',
      en: 'Somebody changed this meanwhile; reload and try again',
    },
  },
  PRECONDITION_REQUIRED: { status: 428, title: { 'zh-CN': '缺少 If-Match', en: 'If-Match is required' } },
  TOO_MANY_REQUESTS: {
    status: 429,
    title: { 'zh-CN': '请求过于频繁，请稍后再试', en: 'Too many requests; try again later' },
  },
  INTERNAL: { status: 500, title: { 'zh-CN': '服务器内部错误', en: 'Something went wrong on our side' } },
  UNAVAILABLE: {
    status: 503,
    title: { 'zh-CN': '服务暂时不可用，请稍后重试', en: 'The service is unavailable for the moment' },
  },
  SCHEMA_BEHIND: {
    status: 503,
    title: {
      'zh-CN': '数据库尚未升级到本程序的版本，请稍后重试',
      en: 'The database is not migrated to this version of the program yet',
    },
  },
  // processes and tasks
  ...PROCESS_ERRORS,
  // records
  FILTER_INVALID: { status: 400, title: { 'zh-CN': '筛选条件无效', en: 'The filter is not valid' } },
  SORT_INVALID: { status: 400, title: { 'zh-CN': '不能按此排序', en: 'This cannot be sorted by' } },
  CURSOR_INVALID: { status: 400, title: { 'zh-CN': '翻页标记无效', en: 'The cursor is not valid' } },
  RECORD_IN_USE: {
    status: 409,
    title: { 'zh-CN': '记录正在被使用，不能删除', en: 'The record is in use and cannot be deleted' },
  },
  DUPLICATE: { status: 409, title: { 'zh-CN': '已有相同的记录', en: 'There is one like this already' } },
  // money
  OVER_ALLOCATED: {
    status: 409,
    title: { 'zh-CN': '核销金额超过未付余额', en: 'More is allocated than is open' },
  },
  CURRENCY_MISMATCH: { status: 409, title: { 'zh-CN': '币种不一致', en: 'The currencies differ' } },
  PAYMENT_REVERSED: { status: 409, title: { 'zh-CN': '收款已冲销', en: 'The payment has been reversed' } },
  REFUND_TOO_LARGE: {
    status: 409,
    title: { 'zh-CN': '退款超过可退金额', en: 'The refund is larger than what can be refunded' },
  },
  INVOICE_SETTLED: { status: 409, title: { 'zh-CN': '发票已结清', en: 'The invoice is settled' } },
  PROCESS_OPEN: {
    status: 409,
    title: {
      'zh-CN': '该记录已有进行中的同一流程',
      en: 'A case of this process is open for the record already',
    },
  },
  STATUS_FOLLOWS_PROCESS: {
    status: 409,
    title: {
      'zh-CN': '状态由流程决定；可以搁置、恢复或关闭',
      en: 'The process decides this status; you may put on hold, take off hold, or close',
    },
  },
  ORDER_EMPTY: { status: 409, title: { 'zh-CN': '没有可以开票的金额', en: 'There is no amount to invoice' } },
  ALREADY_PUBLISHED: {
    status: 409,
    title: { 'zh-CN': '该版本已发布且内容不同', en: 'This version is already published with other content' },
  },
  // the API
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    title: { 'zh-CN': '内容类型应为 JSON（UTF-8）', en: 'The body must be JSON in UTF-8' },
  },
  CROSS_ORIGIN: {
    status: 403,
    title: { 'zh-CN': '不接受其他网站发来的请求', en: 'Requests from another site are not accepted' },
  },
  TOKEN_SCOPE: {
    status: 403,
    title: { 'zh-CN': '访问令牌没有此范围', en: 'The token does not have this scope' },
  },
  LOGIN_FAILED: {
    status: 401,
    title: { 'zh-CN': '账号或密码不正确', en: 'The login or the password is wrong' },
  },
  IDEMPOTENCY_KEY_INVALID: {
    status: 400,
    title: { 'zh-CN': 'Idempotency-Key 无效', en: 'The Idempotency-Key is not valid' },
  },
  IDEMPOTENCY_RUNNING: {
    status: 409,
    title: { 'zh-CN': '相同的请求正在处理', en: 'The same request is still being worked on' },
  },
  IDEMPOTENCY_MISMATCH: {
    status: 422,
    title: {
      'zh-CN': '该 Idempotency-Key 已用于其他请求',
      en: 'The Idempotency-Key was used for another request',
    },
  },
  ENTITY_NOT_DEPLOYED: {
    status: 422,
    title: {
      'zh-CN': '实体不能在运行时发布，需要数据库迁移',
      en: 'An entity cannot be published at run time; its columns need a migration',
    },
  },
  DEFINITION_EXISTS: {
    status: 409,
    title: {
      'zh-CN': '这个标识已有发布的定义，请从它开始草稿',
      en: 'A definition with this key is published; begin the draft from it',
    },
  },
  DRAFT_EXISTS: {
    status: 409,
    title: { 'zh-CN': '该定义已有草稿', en: 'There is already a draft of this definition' },
  },
  DEFINITION_IN_USE: {
    status: 409,
    title: {
      'zh-CN': '其他定义正在引用，不能停用最后一个已发布版本',
      en: 'Other definitions name this one; its last published version cannot be retired',
    },
  },
  SCENARIO_FAILED: {
    status: 422,
    title: { 'zh-CN': '有场景未通过', en: 'A scenario does not hold' },
  },
  LOG_TOO_LARGE: {
    status: 422,
    title: {
      'zh-CN': '事件过多，请缩小起止时间或流程范围',
      en: 'Too many events: ask for a shorter time or for one process',
    },
  },
  SIMULATION_TOO_LONG: {
    status: 422,
    title: {
      'zh-CN': '检查或模拟耗时过长，已停止',
      en: 'The check or simulation took too long and was stopped',
    },
  },
  DEFINITION_INVALID: { status: 422, title: { 'zh-CN': '定义有误', en: 'The definition is not valid' } },
  PROCESS_STARTING: {
    status: 409,
    title: {
      'zh-CN': '流程正在启动，请稍后重试',
      en: 'The process is still starting; try again in a moment',
    },
  },
  // dunning
  INVOICE_NOT_FOUND: { status: 404, title: { 'zh-CN': '没有找到该发票', en: 'There is no such invoice' } },
  INSTALMENT_NOT_FOUND: {
    status: 404,
    title: { 'zh-CN': '没有找到该期次', en: 'There is no such instalment' },
  },
  PAYMENT_NOT_FOUND: { status: 404, title: { 'zh-CN': '没有找到该笔收款', en: 'There is no such payment' } },
  PAYMENT_NOT_REVERSED: {
    status: 409,
    title: { 'zh-CN': '收款未被冲销', en: 'The payment has not been reversed' },
  },
  INVOICE_WRITTEN_OFF: { status: 409, title: { 'zh-CN': '发票已核销', en: 'The invoice is written off' } },
  INVOICE_NOT_WRITTEN_OFF: {
    status: 409,
    title: { 'zh-CN': '发票未核销', en: 'The invoice is not written off' },
  },
  INVOICE_DISPUTED: {
    status: 409,
    title: { 'zh-CN': '发票已有争议', en: 'The invoice is already disputed' },
  },
  INVOICE_NOT_DISPUTED: {
    status: 409,
    title: { 'zh-CN': '发票没有争议', en: 'The invoice is not disputed' },
  },
  PROMISE_IN_PAST: { status: 422, title: { 'zh-CN': '承诺付款日已过', en: 'The promised day has passed' } },
  INSTALMENTS_MISMATCH: {
    status: 422,
    title: { 'zh-CN': '分期金额之和与总额不符', en: 'The instalments do not add up to the amount' },
  },
  AMOUNT_INVALID: { status: 422, title: { 'zh-CN': '金额无效', en: 'The amount is not valid' } },
  DATE_INVALID: { status: 422, title: { 'zh-CN': '日期无效', en: 'The date is not valid' } },
  SCENARIO_INVALID: { status: 422, title: { 'zh-CN': '场景文件有误', en: 'The scenario is not valid' } },
} satisfies Record<string, ErrorSpec>;

export type ErrorCode = keyof typeof ERRORS;

export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERRORS, code);
}

/** What a code says to people, also one that was written down earlier and is not in the catalogue any more. */
export function titleOf(code: string | null): { 'zh-CN': string; en: string } {
  return code !== null && isErrorCode(code) ? ERRORS[code].title : { 'zh-CN': code ?? '', en: code ?? '' };
}

export interface FieldError {
  /** JSON Pointer into the body. */
  pointer: string;
  code: string;
  message: { 'zh-CN': string; en: string };
}

/** The one error that code of ours throws on purpose; the edges turn it into a problem document or a sentence. */
export class DomainError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly details: Record<string, unknown> = {},
    readonly fields: FieldError[] = [],
  ) {
    super(ERRORS[code].title.en);
    this.name = 'DomainError';
  }
}
