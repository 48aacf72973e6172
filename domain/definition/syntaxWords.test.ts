import { check } from '../expression/check';
import type { TypeEnv } from '../expression/types';
import { checkExpression } from './expressions';
import { messageOf } from './problem';
import { syntaxWords } from './syntaxWords';

const env: TypeEnv = { entity: { amount: 'double', name: 'string', done: 'bool', tags: 'list<string>' } };
const said = (source: string) => {
  const [found] = checkExpression(source, '/if', env, 'bool');
  return found && messageOf(found);
};

test.each([
  [
    'entity.amount >',
    '表达式有语法错误：表达式没有写完',
    'The expression does not parse: The expression is not finished',
  ],
  [
    'entity.amount = 1',
    '表达式有语法错误：比较要用两个等号：==',
    'The expression does not parse: Comparing takes two equals signs: ==',
  ],
  [
    '(entity.amount > 1',
    '表达式有语法错误：表达式到此中断，还缺少“)”',
    'The expression does not parse: The expression ends here; ")" is missing',
  ],
  [
    'entity.amount > 1)',
    "表达式有语法错误：此处不应出现字符 ')'",
    "The expression does not parse: The character ')' makes no sense here",
  ],
  [
    "entity.name == 'a",
    '表达式有语法错误：文本缺少结尾的引号',
    'The expression does not parse: The text has no closing quote',
  ],
  [
    'entity.amount && true',
    '类型不匹配：“&&”“||”“!”的两边应为条件，而不是 number',
    'The types do not fit: "&&", "||" and "!" need conditions, not number',
  ],
  ['entity.amount > entity.name', '类型不匹配：number > string', 'The types do not fit: number > string'],
  ['entity.amont > 1', '没有这个字段：amont', 'There is no such field: amont'],
])('%s', (source, zh, en) => expect(said(source)).toEqual({ 'zh-CN': zh, en }));

test('no word of the parser reaches people', () => {
  const pieces = [
    'entity.amount',
    '>',
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    ',',
    ':',
    '?',
    "'",
    '"',
    '1',
    '1e',
    '=',
    '&&',
    '!',
    'in',
    '.',
    '@',
    'b"x"',
  ];
  for (const first of pieces)
    for (const second of pieces)
      for (const third of pieces) {
        const source = [first, second, third].join(' ');
        const result = check(source, env, 'bool');
        if (result.ok || result.code !== 'expression-syntax') continue;
        const { 'zh-CN': zh, en } = syntaxWords(result.message);
        expect([source, en]).toEqual([source, expect.not.stringMatching(/\b[A-Z]{2,}\b|[Tt]oken/)]);
        expect([source, zh]).toEqual([source, expect.stringMatching(/\p{Script=Han}/u)]);
      }
});
