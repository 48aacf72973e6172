import type { Label } from '../../../types';

/** What a function of expressions is called on; `alone` stands for itself. */
export type Receiver = 'alone' | 'text' | 'list' | 'optional';

export interface Callable {
  on: Receiver[];
  /** What goes into its brackets. */
  takes: Label;
  /** What comes of it. */
  gives: Label;
}

type Words = [takesZh: string, takesEn: string, givesZh: string, givesEn: string];

function called(...on: Receiver[]) {
  return (...[takesZh, takesEn, givesZh, givesEn]: Words): Callable => ({
    on,
    takes: { 'zh-CN': `(${takesZh})`, en: `(${takesEn})` },
    gives: { 'zh-CN': givesZh, en: givesEn },
  });
}

const alone = called('alone');
const text = called('text');
const list = called('list');
const optional = called('optional');

/** Every function that docs/expressions.md names; a test holds it to the vocabulary of the checker. */
export const CALLABLES: Record<string, Callable> = {
  has: alone('路径', 'path', '是否有这个值', 'whether the value is there'),
  size: called('alone', 'text', 'list')('', '', '字数或个数', 'how many characters or elements'),
  string: alone('值', 'value', '转为文本', 'as a text'),
  int: alone('值', 'value', '转为整数，舍去小数', 'as a whole number, the fraction cut off'),
  double: alone('值', 'value', '转为数字', 'as a number'),
  bool: alone('值', 'value', '转为是或否', 'as true or false'),
  dyn: alone('值', 'value', '不检查类型的值', 'the value, its type unchecked'),
  days: alone('从, 到', 'from, to', '相差的天数', 'days between two dates'),
  businessDays: alone('从, 到', 'from, to', '相差的工作日', 'working days between two dates'),
  addDays: alone('日期, 天数', 'date, days', '之后的日期', 'the date so many days later'),
  startsWith: text('开头', 'start', '是否以它开头', 'whether the text begins with it'),
  endsWith: text('结尾', 'end', '是否以它结尾', 'whether the text ends with it'),
  contains: text('片段', 'part', '是否包含它', 'whether the text has it in it'),
  indexOf: text(
    '片段, 起点?',
    'part, from?',
    '首次出现的位置，没有为 -1',
    'where it first stands; -1 if nowhere',
  ),
  lastIndexOf: text('片段', 'part', '末次出现的位置，没有为 -1', 'where it last stands; -1 if nowhere'),
  substring: text(
    '起点, 终点?',
    'from, to?',
    '其中一段，位置从 0 数起',
    'a part of it; positions count from 0',
  ),
  charAt: text('位置', 'position', '这个位置的字', 'the character there'),
  replace: text(
    '旧, 新, 次数?',
    'old, new, times?',
    '替换后的文本',
    'the text with the new in place of the old',
  ),
  split: text('分隔, 最多?', 'between, most?', '拆成的列表', 'a list of its parts'),
  trim: text('', '', '去掉两端空白', 'without space at its ends'),
  lowerAscii: text('', '', '改为小写字母', 'in small letters'),
  upperAscii: text('', '', '改为大写字母', 'in capital letters'),
  reverse: text('', '', '倒序的文本', 'the text from its end'),
  format: text('[值, …]', '[values]', '把值填入 %s、%d、%.2f', 'with values in place of %s, %d, %.2f'),
  join: list('分隔?', 'between?', '连成一个文本', 'one text of all'),
  all: list('v, 条件', 'v, condition', '是否每个都符合', 'whether each is so'),
  exists: list('v, 条件', 'v, condition', '是否有符合的', 'whether any is so'),
  exists_one: list('v, 条件', 'v, condition', '是否恰有一个符合', 'whether exactly one is so'),
  map: list('v, 表达式', 'v, expression', '逐个计算的列表', 'a list of what each comes to'),
  filter: list('v, 条件', 'v, condition', '符合的那些', 'those that are so'),
  orValue: optional('替代值', 'otherwise', '没有时用替代值', 'the value, or this where there is none'),
  hasValue: optional('', '', '是否有值', 'whether there is a value'),
  value: optional('', '', '它的值；没有则出错', 'the value; an error where there is none'),
  or: optional('另一个', 'another', '没有时用另一个', 'this, or another where there is none'),
};
