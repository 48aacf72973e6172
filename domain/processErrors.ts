/** What stands against an operation on a task or a process; part of the catalogue in errors.ts. */
export const PROCESS_ERRORS = {
  TASK_NOT_FOUND: { status: 404, title: { 'zh-CN': '没有找到该任务', en: 'There is no such task' } },
  TASK_CLOSED: { status: 409, title: { 'zh-CN': '任务已结束', en: 'The task is already closed' } },
  TASK_NOT_YOURS: {
    status: 403,
    title: { 'zh-CN': '任务不是分配给您的', en: 'The task is not assigned to you' },
  },
  PROCESS_HELD: { status: 409, title: { 'zh-CN': '流程已暂停', en: 'The process is on hold' } },
  HOLD_HAS_A_CAUSE: {
    status: 409,
    title: {
      'zh-CN': '由系统暂停，须先信用放行或解决争议',
      en: 'The system holds this: release the credit or resolve the dispute first',
    },
  },
  PROCESS_ENDED: { status: 409, title: { 'zh-CN': '流程已结束', en: 'The process has ended' } },
  PROCESS_NOT_HELD: { status: 409, title: { 'zh-CN': '流程未暂停', en: 'The process is not on hold' } },
  ALREADY_RUNNING: {
    status: 409,
    title: { 'zh-CN': '已有同样的流程在运行', en: 'Another process for the same is running already' },
  },
  PROCESS_NOT_ENDED: { status: 409, title: { 'zh-CN': '流程尚未结束', en: 'The process has not ended' } },
  MIGRATION_REFUSED: {
    status: 409,
    title: {
      'zh-CN': '该流程不能迁移到此版本',
      en: 'This process cannot be moved to that version',
    },
  },
  ALREADY_ON_VERSION: {
    status: 409,
    title: { 'zh-CN': '流程已是该版本', en: 'The process is on that version already' },
  },
  REASON_REQUIRED: {
    status: 422,
    title: { 'zh-CN': '请填写原因', en: 'A reason is required' },
    at: '/reason',
  },
  APPROVAL_NEEDS_DECISION: {
    status: 409,
    title: { 'zh-CN': '审批任务只能同意或驳回', en: 'An approval is granted or rejected, not completed' },
  },
  NOT_AN_APPROVAL: {
    status: 409,
    title: { 'zh-CN': '该任务不是审批任务', en: 'The task is not an approval' },
  },
  SELF_APPROVAL: {
    status: 403,
    title: { 'zh-CN': '不能审批自己提交的申请', en: 'Nobody approves their own request' },
  },
  WAIT_NEEDS_TARGET: {
    status: 422,
    title: { 'zh-CN': '等待需要日期或事件', en: 'Waiting needs a date or an event' },
    at: '/until',
  },
  UNTIL_IN_PAST: {
    status: 422,
    title: { 'zh-CN': '等到的时间必须晚于现在', en: 'It must be until a time in the future' },
    at: '/until',
  },
  ALREADY_CLAIMED: {
    status: 409,
    title: { 'zh-CN': '任务已被领取', en: 'Somebody has already claimed the task' },
  },
  AMENDMENT_EMPTY: {
    status: 422,
    title: { 'zh-CN': '请给出新的期限或优先级', en: 'Give another due or another priority' },
    at: '/due',
  },
  DUE_IN_PAST: {
    status: 422,
    title: { 'zh-CN': '期限必须晚于现在', en: 'The due must lie in the future' },
    at: '/due',
  },
  OWN_DEADLINE: {
    status: 403,
    title: { 'zh-CN': '不能延长自己任务的期限', en: 'Nobody gives themselves more time' },
    at: '/due',
  },
  PERSON_UNAVAILABLE: {
    status: 409,
    title: {
      'zh-CN': '此人现在不能接手，也没有可接手的代理人',
      en: 'This person cannot take it now, nor can a deputy',
    },
    at: '/to',
  },
  ALREADY_THEIRS: {
    status: 409,
    title: { 'zh-CN': '任务已经在此人手中', en: 'This person has the task already' },
    at: '/to',
  },
  NOT_DELEGATED: { status: 409, title: { 'zh-CN': '任务未被委托', en: 'The task was not delegated' } },
  STAGE_NOT_FOUND: { status: 404, title: { 'zh-CN': '没有这个阶段', en: 'There is no such stage' } },
  STEP_NOT_FOUND: {
    status: 404,
    title: { 'zh-CN': '当前阶段没有这个步骤', en: 'The current stage has no such step' },
  },
  STEP_ALREADY_DONE: { status: 409, title: { 'zh-CN': '步骤已完成', en: 'The step is already done' } },
  STEP_ALREADY_OPEN: { status: 409, title: { 'zh-CN': '步骤已打开', en: 'The step is already open' } },
  STEP_NOT_MANUAL: {
    status: 409,
    title: { 'zh-CN': '该步骤不能手工打开', en: 'The step is not opened by hand' },
  },
  STEP_NOT_READY: {
    status: 409,
    title: { 'zh-CN': '步骤的条件尚未满足', en: 'The step may not be opened yet, or no longer' },
  },
  REPEAT_EXHAUSTED: {
    status: 409,
    title: { 'zh-CN': '步骤已达到重复次数上限', en: 'The step has been repeated as often as it may be' },
  },
  INCIDENT_REMAINS: {
    status: 409,
    title: { 'zh-CN': '已重试，异常仍在', en: 'Tried again; the incident is still there' },
  },
  INCIDENT_NOT_FOUND: { status: 404, title: { 'zh-CN': '没有这个异常', en: 'There is no such incident' } },
};
