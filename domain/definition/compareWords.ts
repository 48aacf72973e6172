import type { Json } from '../process/types';

export type Language = 'zh-CN' | 'en';
interface Named {
  id: string;
  title: { 'zh-CN': string; en: string } | null;
}
/** What a difference is about, as people call it. */
export type Subject =
  { kind: 'document' } | ({ kind: 'stage' } & Named) | ({ kind: 'step'; stage: Named } & Named);
export type What = 'added' | 'removed' | 'changed' | 'moved';

const LONGEST = 80;

/** `Step 报价/approve: due changed from P1D to P2D`. */
export function sentence(
  language: Language,
  what: What,
  subject: Subject,
  path: string[],
  before: Json | undefined,
  after: Json | undefined,
): string {
  const isEnglish = language === 'en';
  const about = nameOf(language, subject);
  const what_ = path.map((part) => wordOf(language, part)).join(' › ');
  const told = verbOf(language, what, path.length === 0, before, after);
  if (what_ === '') return isEnglish ? `${about} ${told}` : `${about}${told}`;
  const body = isEnglish ? `${what_} ${told}` : `“${what_}”${told}`;
  if (about === '') return isEnglish ? body.charAt(0).toUpperCase() + body.slice(1) : body;
  return isEnglish ? `${about}: ${body}` : `${about}：${body}`;
}

function nameOf(language: Language, subject: Subject): string {
  if (subject.kind === 'document') return '';
  const isEnglish = language === 'en';
  if (subject.kind === 'stage') {
    const title = subject.title?.[language];
    const name = title === undefined || title === subject.id ? subject.id : `${title} (${subject.id})`;
    return isEnglish ? `Stage ${name}` : `阶段 ${name} `.trimEnd();
  }
  const stage = subject.stage.title?.[language] ?? subject.stage.id;
  return isEnglish ? `Step ${stage}/${subject.id}` : `步骤 ${stage}/${subject.id}`;
}

function verbOf(
  language: Language,
  what: What,
  isWhole: boolean,
  before: Json | undefined,
  after: Json | undefined,
): string {
  const [old, now] = [shown(language, before), shown(language, after)];
  const place = (value: Json | undefined) =>
    typeof value === 'number' ? String(value + 1) : shown(language, value);
  if (language === 'en') {
    switch (what) {
      case 'added':
        return isWhole ? 'added' : `added: ${now}`;
      case 'removed':
        return isWhole ? 'removed' : `removed (was ${old})`;
      case 'moved':
        return typeof before === 'number'
          ? `moved from place ${place(before)} to ${place(after)}`
          : `moved from ${place(before)} to ${place(after)}`;
      case 'changed':
        return `changed from ${old} to ${now}`;
    }
  }
  switch (what) {
    case 'added':
      return isWhole ? '已新增' : `新增：${now}`;
    case 'removed':
      return isWhole ? '已删除' : `已删除（原为 ${old}）`;
    case 'moved':
      return typeof before === 'number'
        ? `从第 ${place(before)} 位移到第 ${place(after)} 位`
        : `从 ${place(before)} 移到 ${place(after)}`;
    case 'changed':
      return `由 ${old} 改为 ${now}`;
  }
}

function shown(language: Language, value: Json | undefined): string {
  if (value === undefined) return '';
  const text = plain(language, value);
  const letters = [...text];
  return letters.length > LONGEST ? `${letters.slice(0, LONGEST).join('')}…` : text;
}

function plain(language: Language, value: Json): string {
  if (value === '') return language === 'en' ? '(empty)' : '（空）';
  if (typeof value === 'string') return value;
  if (value === null || typeof value !== 'object') return WORDS[String(value)]?.[language] ?? String(value);
  if (Array.isArray(value)) {
    if (value.length === 0) return language === 'en' ? '(none)' : '（无）';
    return value.map((item) => plain(language, item)).join(language === 'en' ? ', ' : '、');
  }
  const own = value[language];
  if (typeof own === 'string') return own;
  if (typeof value['cel'] === 'string') return value['cel'];
  return Object.entries(value)
    .map(([name, item]) => `${wordOf(language, name)} ${plain(language, item)}`)
    .join(language === 'en' ? ', ' : '，');
}

function wordOf(language: Language, name: string): string {
  return (Object.hasOwn(WORDS, name) ? WORDS[name]?.[language] : undefined) ?? name;
}

/** Properties by the names that people use; one that is not here stands as it is written. */
const WORDS: Record<string, Record<Language, string>> = Object.fromEntries(
  `title|标题|title;id|编号|id;due|期限|due;clock|时钟|clock;assign|负责人|assignee;form|表单|form
sla|时限|SLA;slas|时限|SLAs;clocks|计时|clocks;until|停止条件|until;ladder|催办阶梯|escalation ladder;at|时间|at;do|动作|actions;when|条件|condition;if|条件|condition
needs|前置步骤|needs;required|必做|required;manual|手工打开|opened by hand;repeat|重复|repeat;max|上限|limit
timeout|超时|timeout;set|赋值|values set;priority|优先级|priority;outcomes|结果选项|outcomes;approvers|审批人|approvers
order|次序|order;quorum|通过人数|quorum;onReject|驳回后|on rejection;action|动作|action;with|参数|parameters
retry|重试|retry;onFail|失败后|on failure;compensate|撤销动作|compensation;rules|规则|rules;hit|命中方式|hit policy
for|等待|wait for;process|流程|process;version|版本|version;input|输入|input;exit|出口|exits;exits|全局出口|process exits
to|去往|to;end|结束|end;stay|停留原因|reason to stay;stages|阶段|stages;steps|步骤|steps;status|状态|status
probability|成功率|probability;target|目标时间|target time;onEnter|进入时|on entering;onExit|离开时|on leaving
roles|角色|roles;assignment|分派|assignment;permissions|权限|permissions;vars|变量|variables;trigger|触发|triggers
entity|业务对象|entity;calendar|日历|calendar;category|类别|category;tests|场景|scenarios;migrations|迁移|migrations
kind|类型|kind;items|条目|items;active|启用|active;levels|催款级别|levels;holds|暂停条件|holds;includes|范围|included invoices
minimum|最低金额|minimum;fee|费用|fee;interest|利息|interest;state|信用状态|states;send|发送|sending;template|模板|template
subject|主题|subject;html|正文|body;text|文本|text;schema|字段|fields;ui|显示|display;properties|字段|fields
week|每周|week;closed|休息日|closed days;open|上班日|make-up days;timezone|时区|time zone;steps|步骤|steps;color|颜色|colour
true|是|yes;false|否|no;null|（空）|(empty);after|间隔|after;notify|通知|notify;zh-CN|中文|Chinese;en|英文|English`
    .split(/[;\n]/)
    .map((line) => line.split('|'))
    .map(([name = '', zh = '', en = '']) => [name, { 'zh-CN': zh, en }]),
);
