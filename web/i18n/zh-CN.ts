/** Chinese is the first language: its keys are the keys that English must have. */
export const zhCN = {
  app: { name: '关系', tagline: '客户业务流程平台', skip: '跳到正文', loading: '正在加载…', notFound: '页面不存在', home: '返回待办' },
  nav: {
    main: '主导航', open: '打开菜单', close: '关闭菜单', inbox: '待办', board: '商机看板', records: '资料', work: '工作', finance: '财务',
    dunning: '催款', messages: '消息记录', mailbox: '演示邮箱', reports: '报表', search: '搜索',
  },
  user: { menu: '用户菜单', signOut: '退出登录', language: 'English', theme: '主题', light: '浅色', dark: '深色', auto: '跟随系统', shortcuts: '快捷键' },
  login: { title: '登录', account: '账号', password: '密码', submit: '登录', show: '显示或隐藏内容' },
  inbox: {
    title: '待办', mine: '我的', queue: '待领取', team: '团队', done: '已完成', empty: '没有待办', emptyHint: '所有任务都已处理完。',
    overdue: '逾期', today: '今天到期', later: '之后', noDue: '无期限', due: '到期 {{when}}', why: '来由', list: '任务列表', select: '请选择一个任务',
    mineBy: '负责人 {{name}}', for: '代 {{name}}', back: '返回列表', count: '{{count}} 项待办', newTask: '新建任务',
  },
  cause: {
    stage: '进入阶段“{{stage}}”时产生', needs: '前一步骤完成后产生', effect: '由流程规则触发', person: '由人工开启',
    reject: '审批被驳回后退回', rung: '因上一任务逾期升级', process: '流程“{{process}}”',
  },
  task: {
    complete: '完成', outcome: '结果', approve: '同意', reject: '驳回', claim: '领取', unclaim: '退回队列', start: '开始处理', wait: '等待',
    close: '关闭任务', reassign: '转交', delegate: '委托', giveBack: '归还委托', more: '更多操作', done: '已完成：{{title}}', doneNext: '已完成，接着处理：{{title}}',
    saved: '已更新任务', reason: '理由', until: '等待至', to: '交给', resetClock: '重新计算期限', closed: '该任务已结束', record: '关联资料', customer: '客户',
    assignee: '负责人', dueAt: '到期', opened: '产生于', status: '状态', process: '流程', result: '处理结果', history: '动态', comment: '意见（可不填）',
    name: '任务内容', note: '说明', created: '任务已创建，稍后出现在对方的待办中', waitingUntil: '等待至 {{when}}',
  },
  status: { prepare: '未开始', execute: '处理中', wait: '等待中', complete: '已完成', close: '已关闭' },
  priority: { low: '低', normal: '普通', high: '高', urgent: '紧急' },
  list: {
    search: '搜索', filters: '筛选', all: '全部', more: '加载更多', create: '新建{{name}}', empty: '没有符合条件的记录', emptyHint: '请修改搜索或筛选条件。',
    sortBy: '按“{{field}}”排序', count: '已显示 {{count}} 条', clear: '清除', actions: '操作', rows: '{{name}}列表',
  },
  record: {
    edit: '修改', save: '保存', cancel: '取消', saved: '已保存', created: '已创建', remove: '删除', removed: '已删除', removeAsk: '确定删除这条记录吗？删除后无法恢复。',
    conflict: '别人刚刚修改了这条记录。已载入最新内容，请核对后再保存。', details: '详情', timeline: '动态', tasks: '任务', processes: '流程', openProcess: '查看流程',
    noTimeline: '还没有动态', noTasks: '没有未完成的任务', noProcess: '没有流程', addRow: '添加一行', removeRow: '删除第 {{row}} 行', row: '第 {{row}} 行', noRows: '没有明细', yes: '是', no: '否', reload: '重新载入',
  },
  stage: {
    path: '阶段', available: '未到', active: '进行中', completed: '已完成', skipped: '已跳过', left: '已离开', whyNot: '为什么本阶段还没完成？', missing: '还差这些步骤：',
    nothingMissing: '必需步骤都已完成，正在等待离开条件成立。', held: '流程已暂停：{{reason}}', required: '必需', optional: '可选', days: '{{count}} 天',
  },
  step: { pending: '未开始', open: '处理中', completed: '已完成', skipped: '已跳过', withdrawn: '已撤回', failed: '失败' },
  process: { starting: '启动中', active: '进行中', held: '已暂停', ended: '已结束', cancelled: '已取消' },
  timeline: { message: '消息', system: '系统' },
  event: {
    create: '创建', update: '修改', delete: '删除', import: '导入', deny: '拒绝访问', publish: '发布', remind: '催款', dunningState: '催款状态变化',
    signIn: '登录', started: '流程开始', ended: '流程结束', taskOpened: '产生任务', taskCompleted: '完成任务', taskClosed: '关闭任务',
    taskWithdrawn: '撤回任务', taskClaimed: '领取任务', taskStarted: '开始处理任务', taskAssigned: '分派任务', taskReassigned: '转交任务',
    taskDelegated: '委托任务', taskReturned: '归还任务', taskWaiting: '任务等待', taskApproved: '审批同意', taskRejected: '审批驳回',
    recordChanged: '流程更新资料', stageEntered: '进入阶段', stageLeft: '离开阶段', stageCompleted: '阶段完成', stageStays: '停留在阶段',
    stepCompleted: '步骤完成', stepSkipped: '跳过步骤', stepTimedOut: '步骤超时', stepOpened: '打开步骤', stepFailed: '步骤失败', rungFired: '期限提醒',
    escalated: '已升级', escalationWithoutAssignee: '升级时无负责人', unassigned: '没有负责人', held: '流程暂停', resumed: '流程恢复', jumped: '跳转阶段',
    cancelled: '流程取消', reopened: '流程重新打开', retried: '重试', incident: '出现问题', incidentResolved: '问题已解决', notified: '发出通知',
    messageSent: '发出消息',
  },
  form: {
    required: '必填', choose: '请选择', search: '输入名称搜索', nothing: '没有匹配项', invalid: '请修正标出的内容', clear: '清除', number: '请输入数字', email: '邮箱格式不正确',
    range: '应在 {{min}} 到 {{max}} 之间', min: '不能小于 {{min}}', max: '不能大于 {{max}}', long: '不能超过 {{max}} 个字',
  },
  confirm: { ok: '确定', cancel: '取消', reason: '理由', reasonRequired: '请填写理由' },
  error: { title: '出错了', retry: '重试', request: '请求编号 {{id}}', unknown: '页面出错，请重试' },
  bell: { title: '通知', unread: '通知，{{count}} 条未读', none: '没有通知', read: '标为已读' },
  palette: { open: '打开命令面板', title: '命令面板', placeholder: '搜索客户、商机、订单或页面', pages: '页面', nothing: '没有结果' },
  help: { title: '快捷键', inbox: '转到待办', board: '转到看板', customers: '转到客户', palette: '命令面板', help: '显示快捷键', then: '然后' },
} as const;

/** The same keys with any text. */
export type Texts = { readonly [Group in keyof typeof zhCN]: { readonly [Key in keyof (typeof zhCN)[Group]]: string } };
