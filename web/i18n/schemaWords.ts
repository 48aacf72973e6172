/** What the JSON Schemas say of their properties, in Chinese; completion shows it. In English they speak for themselves. */
export const SCHEMA_WORDS: Record<string, string> = {
  'IANA name.': 'IANA 时区名，例如 Asia/Shanghai。',
  'Text in each language; the linter demands every shipped language.': '每种语言的文字；中文和英文都要写。',
  'A CEL expression.': 'CEL 表达式。',
  'Any JSON value, or {"cel": …} for a computed one.': '任何 JSON 值；要计算时写 {"cel": …}。',
  'ISO 8601 duration.': 'ISO 8601 时长，例如 P3D（三天）、PT4H（四小时）。',
  'Calendar date.': '日期，例如 2026-03-02。',
  'Orders of a customer in this state are held before their delivery, until somebody releases the credit.':
    '客户处于这个状态时，其订单在交货前搁置，直到有人放行信用。',
  'A JSON Schema (2020-12) of an object.': '对象的 JSON Schema（2020-12）。',
  "This status is the hold that the system sets by itself: the customer's credit, or a disputed invoice.":
    '由系统自动设置的搁置状态：客户信用不足，或发票有争议。',
  'Whose turn it is while the status means hold or pause; reports count the two apart.':
    '状态表示搁置或暂停时，轮到谁处理；报表分开统计。',
  'What a kind of activity (T10) brings along when somebody gives a task of it.':
    '下达这类活动（T10）的任务时自动带上的内容。',
  'Working time until it is due, where nobody says otherwise.': '没有另行说明时，到期前的工作时间。',
  'A scenario; see scenario.schema.json.': '一个场景，写法见场景说明。',
  "The calendar of this clock, where it is another one than the process's.":
    '这个时钟使用的日历；不写则用流程的日历。',
  'JSON Pointer (/vars/… or /entity/…) to value.':
    '键为 JSON 指针（/vars/… 或 /entity/…），值为要写入的内容。',
  'Five fields of cron (minute, hour, day of the month, month, day of the week) in the calendar’s time zone.':
    'cron 的五个字段（分、时、日、月、星期），按日历的时区。',
  'A duration, or a computed duration or instant (ISO 8601 with an offset).':
    '时长，或计算得出的时长或时刻（带时区的 ISO 8601）。',
  'A clock of the whole case, over its stages.': '整个案例的时钟，跨越各个阶段。',
  'Due when it is up, what its clock counts and its ladder.': '何时到期、时钟如何计时、逾期后的提醒阶梯。',
  'What lets it begin; without it, the start of the case.': '从什么时候开始计时；不写则从案例开始。',
  'What it waits for.': '等待什么。',
  'Opens a manual step of the same stage.': '打开同一阶段的一个手动步骤。',
  'The name of a role, or of a resolver written in place.': '角色的名称，或就地写出的分派规则。',
  "Moves the task to the assignee's manager; each further rung goes one manager higher.":
    '把任务升级给负责人的上级；每多一级再往上一级。',
  'Publishes an event to waiting instances.': '向等待的案例发布一个事件。',
  'What becomes of the step: go on waiting (default), complete with {"timedOut": true}, or be skipped.':
    '超时后如何处理：继续等待（默认），以 {"timedOut": true} 完成，或跳过。',
  'From the moment that the condition holds the step is skipped: not opened any more, withdrawn where it is open.':
    '条件成立后跳过这个步骤：不再打开；已打开的撤回。',
  'What people call this outcome; the first title of an outcome counts wherever it is reached.':
    '这个结果的名称；同一结果以最先写出的名称为准。',
  'The reason as people read it.': '给人看的原因。',
  'What people call this outcome.': '这个结果的名称。',
  'The kind of activity, an item of the list `sales-activity` (T10).':
    '活动类型，取自列表 sales-activity（T10）。',
  'What becomes of an event that came before the wait began; it is kept and taken by default.':
    '等待开始之前到达的事件如何处理；默认保留并采用。',
  'A condition on the case itself: its variables, its steps, its record.':
    '针对案例本身的条件：变量、步骤、记录。',
  'What the figures mean; shown above them.': '数字的含义，显示在数字上方。',
  'The kind of records that are counted; only those that whoever looks may see.':
    '统计哪种记录；只统计查看者可见的记录。',
  'Which records: a condition over `entity`, `today` and `user.id`, with what a filter of lists may use.':
    '统计哪些记录：关于 entity、today 和 user.id 的条件，写法同列表筛选。',
  'What the records are grouped by.': '按什么分组。',
  'The figures of each group. Amounts stand apart for each currency.': '每组的数字；金额按币种分开。',
  "A dimension's or a measure's id, `-` before it for descending; the dimensions in their order where it is absent.":
    '按哪个维度或数字的 id 排序，前加 - 为降序；不写则按维度的顺序。',
  'Groups at most; 200 where it is absent.': '最多多少组；不写为 200。',
  "The field's own title where it is absent.": '不写则用字段自己的名称。',
  "For dates and instants: what they fall into, in the company's time zone.":
    '日期和时刻归入的周期，按公司时区。',
  '`count` of records, or `sum`, `average`, `least` or `most` of a field.':
    'count 为记录数；sum、average、least、most 为某字段的合计、平均、最小、最大。',
  'Only the records for which this holds.': '只统计符合这个条件的记录。',
  'A field with numbers or amounts.': '数字或金额字段。',
  'A field with numbers, amounts, dates or instants.': '数字、金额、日期或时刻字段。',
  'Liquid text with access to its parameters only.': 'Liquid 文本，只能使用自己的参数。',
};
