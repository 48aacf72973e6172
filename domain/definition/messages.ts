const text = (zh: string, en: string) => ({ 'zh-CN': zh, en });

/** What the checker can say, in both languages; `{…}` is filled in. A code is stable and never reused. */
export const MESSAGES = {
  // the text itself
  'json-syntax': text('不是合法的 JSON：{detail}', 'Not valid JSON: {detail}'),
  'json-duplicate-key': text('重复的键“{name}”', 'The key "{name}" stands twice'),
  'json-forbidden-key': text('不允许的键“{name}”', 'The key "{name}" is not allowed'),
  'json-too-deep': text('嵌套过深', 'Nested too deeply'),
  'json-too-large': text('文件过大', 'The file is too large'),
  'json-bad-number': text('数字过大，无法精确表示', 'The number is too large to be exact'),
  'json-bad-text': text('文本含有不允许的字符', 'The text holds characters that are not allowed'),
  // the schema
  'unknown-kind': text('未知的定义种类“{name}”', 'There is no kind "{name}"'),
  'unknown-property': text('未知的属性“{name}”', 'Unknown property "{name}"'),
  'missing-property': text('缺少属性“{name}”', 'The property "{name}" is missing'),
  'wrong-type': text('类型应为 {expected}', 'Should be {expected}'),
  'not-allowed-value': text('只能是：{expected}', 'May only be: {expected}'),
  'bad-format': text('格式不正确，应类似 {example}', 'Not in the right form; it should look like {example}'),
  'out-of-range': text('超出范围：{detail}', 'Out of range: {detail}'),
  'unknown-variant': text('不是这里允许的任何一种写法', 'None of the forms that are allowed here'),
  // references
  'unknown-stage': text('没有阶段“{name}”', 'There is no stage "{name}"'),
  'unknown-step': text('没有步骤“{name}”', 'There is no step "{name}"'),
  'unknown-role': text('没有角色“{name}”', 'There is no role "{name}"'),
  'unknown-sla': text('没有时限“{name}”', 'There is no SLA "{name}"'),
  'unknown-form': text('没有表单“{name}”', 'There is no form "{name}"'),
  'unknown-action': text('没有动作“{name}”', 'There is no action "{name}"'),
  'unknown-template': text('没有模板“{name}”', 'There is no template "{name}"'),
  'unknown-calendar': text('没有日历“{name}”', 'There is no calendar "{name}"'),
  'unknown-list-item': text('列表“{list}”中没有“{name}”', 'The list "{list}" has no "{name}"'),
  'unknown-process': text('没有流程“{name}”', 'There is no process "{name}"'),
  'unknown-entity': text('没有实体“{name}”', 'There is no entity "{name}"'),
  'unknown-field': text('没有字段“{name}”', 'There is no field "{name}"'),
  'unknown-list': text('没有列表“{name}”', 'There is no list "{name}"'),
  'list-item-removed': text(
    '条目“{name}”已经发布，资料可能还在使用它：请停用（"active": false），不要删除',
    'The item "{name}" is published and records may name it: deactivate it ("active": false) instead of removing it',
  ),
  'unknown-timezone': text('没有时区“{name}”', 'There is no time zone "{name}"'),
  'action-entity': text(
    '动作“{action}”只适用于：{entities}',
    'The action "{action}" works only on: {entities}',
  ),
  'action-parameter': text(
    '动作“{action}”没有参数“{name}”',
    'The action "{action}" has no parameter "{name}"',
  ),
  'group-without-people': text('没有在职人员属于组“{name}”', 'Nobody who is active is in the group "{name}"'),
  'unknown-employee': text('没有工号为“{name}”的在职人员', 'No active employee has the code "{name}"'),
  // shape of a process
  'duplicate-id': text('标识“{name}”重复', 'The id "{name}" is used twice'),
  'unreachable-stage': text('阶段“{name}”无法到达', 'The stage "{name}" cannot be reached'),
  'no-path-to-end': text('从阶段“{name}”无法到达结束', 'No path leads from the stage "{name}" to an end'),
  'back-jump-without-repeat': text(
    '可被回跳的阶段“{name}”需要 repeat.max',
    'The stage "{name}" can be jumped back to and needs repeat.max',
  ),
  'reopen-without-repeat': text(
    '驳回后会重开的步骤“{name}”应写明 repeat.max，否则最多二十次',
    'The step "{name}" is reopened by a rejection and should say repeat.max; without it, twenty times at most',
  ),
  'exit-without-default': text(
    '出口列表的最后一项不能有条件',
    'The last branch of an exit list must have no condition',
  ),
  'branch-never-taken': text(
    '前一项没有条件，此项永远不会执行',
    'The branch before has no condition, so this one is never taken',
  ),
  'another-outcome-title': text(
    '“{name}”在前面已有另一个名称，只显示前面的',
    '"{name}" has another title before this one, and only the first is shown',
  ),
  'rules-without-default': text(
    '规则表的最后一条应没有条件',
    'The last rule of a first-hit table must have no condition',
  ),
  'role-cycle': text(
    '角色“{name}”最终指向自身，找不到人',
    'The role "{name}" leads back to itself and finds nobody',
  ),
  'step-not-manual': text(
    '步骤“{name}”不是 manual，不能由动作打开',
    'The step "{name}" is not manual, so nothing opens it but its own turn',
  ),
  'open-on-exit': text('离开阶段时不能再打开其中的步骤', 'A stage that is left opens none of its steps'),
  'needs-cycle': text('步骤“{name}”的 needs 形成环', 'The needs of the step "{name}" form a cycle'),
  'wait-without-timeout': text('等待步骤没有超时', 'The wait has no timeout'),
  'compensate-without-effect': text('该动作没有可撤销的效果', 'The action has no effect to compensate'),
  'self-approval': text('唯一可能的审批人就是申请人', 'The only possible approver is the requester'),
  'quorum-too-large': text('审批人只有 {count} 位', 'The number of approvers is only {count}'),
  'reserved-name': text('“{name}”是保留字，不能作名称', '"{name}" is reserved and cannot be a name here'),
  'trigger-without-entity': text('按记录触发的流程需要 entity', 'A trigger on records needs an entity'),
  'self-start': text('流程会无限制地启动自身', 'The process starts itself without a bound'),
  'over-limit': text('{what}超出上限 {limit}', '{what} is over the limit of {limit}'),
  'schedule-syntax': text(
    '应为五项：分 时 日 月 星期，如“30 8 * * 1”',
    'Expected five fields: minute, hour, day of the month, month, day of the week, such as "30 8 * * 1"',
  ),
  'schedule-two-days': text(
    '日与星期不能同时限定',
    'The day of the month and the day of the week cannot both be limited',
  ),
  'schedule-never': text('这一天不存在，永远不会触发', 'There is no such day; it would never begin'),
  'schedule-too-often': text('两次触发至少相隔 {minutes} 分钟', 'At most once in {minutes} minutes'),
  'missing-locale': text('缺少语言 {name}', 'The language {name} is missing'),
  // scenarios
  'not-in-process': text('流程中没有“{name}”', 'The process has no "{name}"'),
  // forms and templates
  'pattern-too-costly': text('正则表达式可能耗时过长', 'The pattern could take too long to match'),
  'schema-invalid': text('不是合法的 JSON Schema：{detail}', 'Not a valid JSON Schema: {detail}'),
  'hidden-required': text(
    '“{name}”必填却不总是显示：隐藏时表单无法提交',
    '"{name}" is required but not always shown: while it is hidden, the form cannot be sent',
  ),
  'template-syntax': text('模板有语法错误：{detail}', 'The template does not parse: {detail}'),
  'unknown-parameter': text('模板没有参数“{name}”', 'The template has no parameter "{name}"'),
  // time
  'month-on-business-clock': text(
    '工作日历时钟不支持月和年',
    'Months and years are not counted on the business clock',
  ),
  'negative-duration': text('时长不能为负', 'The duration may not be negative'),
  'sla-cycle': text('时限“{name}”最终继承自身', 'The SLA "{name}" extends itself'),
  'duplicate-rung': text(
    '同一时刻已有一级，动作应合在一起',
    'There is a rung at this moment already; put its effects there',
  ),
  'warning-before-start': text('预警早于整个时限', 'The warning comes before the whole SLA begins'),
  'business-clock-without-calendar': text(
    '按工作时间计算需要日历：在流程或此处写明 calendar',
    'Working time is counted by a calendar: name one here or for the process',
  ),
  'clock-never-stops': text(
    '计时“{name}”的停止条件永远不会成立',
    'What the clock "{name}" waits for can never come',
  ),
  'means-nobody': text(
    '这里没有任务，流程也没有 owner 角色，因此不指任何人',
    'There is no task here and the process has no role `owner`: nobody is meant',
  ),
  'may-mean-nobody': text(
    '没有人持有任务时不指任何人：流程没有 owner 角色',
    'While nobody has a task nobody is meant: the process has no role `owner`',
  ),
  'no-task-here': text('这里不会有任务，因此没有任何作用', 'No task can be open here: this does nothing'),
  'calendar-without-hours': text('日历没有任何工作时间', 'The calendar has no working time'),
  'windows-overlap': text('时间段重叠或顺序错误', 'The windows overlap or are out of order'),
  // expressions
  'expression-syntax': text('表达式有语法错误：{detail}', 'The expression does not parse: {detail}'),
  'expression-too-large': text('表达式过大', 'The expression is too large'),
  'expression-matches': text('不支持 matches', '`matches` is not offered'),
  'expression-unknown-field': text('没有这个字段：{detail}', 'There is no such field: {detail}'),
  'expression-unknown-function': text('没有这个函数：{detail}', 'There is no such function: {detail}'),
  'expression-unknown-name': text('没有这个名称：{detail}', 'There is no such name: {detail}'),
  'expression-type': text('类型不匹配：{detail}', 'The types do not fit: {detail}'),
  'expression-not-boolean': text('这里需要条件表达式', 'A condition is needed here'),
  'filter-unsupported': text('筛选条件不支持：{detail}', 'A filter does not offer this: {detail}'),
  'empty-when': text('条件不能为空', 'A condition may not be empty'),
  'possibly-missing': text('“{name}”可能为空', '"{name}" may be missing'),
  'never-equal': text('“{name}”永远不会等于 {value}', '"{name}" is never equal to {value}'),
  'untyped-value': text(
    '“{name}”的类型未知，运行时可能出错',
    'Nothing is known of the type of "{name}", so this may fail when it runs',
  ),
  'wrong-value': text('这里需要 {expected}，而不是 {actual}', 'Should be {expected}, not {actual}'),
  'step-may-not-have-run': text(
    '步骤“{name}”此时可能尚未完成',
    'The step "{name}" may not have been completed here',
  ),
  // dunning
  'first-level-from-previous': text(
    '第一个级别不能以上一级为起点',
    'The first level cannot count from the previous one',
  ),
  'levels-unordered': text('级别重叠或顺序错误', 'The levels overlap or are out of order'),
} as const;
