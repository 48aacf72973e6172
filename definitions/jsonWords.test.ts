import { messageOf } from '../domain/definition/problem';
import { parseText } from './text';

const said = (text: string) => parseText(text).findings.map(messageOf)[0];

test.each([
  ['', '不是合法的 JSON：内容为空'],
  ['{"a": }', '不是合法的 JSON：此处缺少值（或多了一个逗号）'],
  ['{"a": 1 "b": 2}', '不是合法的 JSON：此处之前缺少逗号'],
  ['{"a": 1,}', '不是合法的 JSON：此处应为带双引号的属性名（或多了一个逗号）'],
  ['{"a" 1}', '不是合法的 JSON：属性名后缺少冒号'],
  ['{"a": 1', '不是合法的 JSON：缺少右花括号 }'],
  ['[1', '不是合法的 JSON：缺少右方括号 ]'],
  ['{"a": abc}', '不是合法的 JSON：此处的文字不认识；文本要加双引号'],
  ['{"a": "b}', '不是合法的 JSON：文本缺少结尾的引号'],
  ['{} {}', '不是合法的 JSON：文档在此之前已经结束，后面的内容多余'],
  ['{"a": "\\x"}', '不是合法的 JSON：反斜杠后的字符不正确；反斜杠本身写作 \\\\'],
  ['{} // no', '不是合法的 JSON：JSON 中不能写注释'],
])('%s', (text, zh) => {
  const message = said(text);
  expect(message?.['zh-CN']).toBe(zh);
  // a sentence, not the parser's name for it
  expect(message?.en).toMatch(/^Not valid JSON: .* /);
});
