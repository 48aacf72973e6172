import type { Words } from '../domain/definition/syntaxWords';

/** What is wrong with a text that is not JSON, by the name that the parser gives it. */
const WORDS: Record<string, [string, string]> = {
  InvalidSymbol: [
    '此处的文字不认识；文本要加双引号',
    'a word that JSON does not know; a text needs double quotes',
  ],
  InvalidNumberFormat: ['数字写得不正确', 'the number is not written correctly'],
  PropertyNameExpected: [
    '此处应为带双引号的属性名（或多了一个逗号）',
    'a property name in double quotes is expected here, or there is a comma too many',
  ],
  ValueExpected: ['此处缺少值（或多了一个逗号）', 'a value is missing here, or there is a comma too many'],
  ColonExpected: ['属性名后缺少冒号', 'a colon is missing after the property name'],
  CommaExpected: ['此处之前缺少逗号', 'a comma is missing before this'],
  CloseBraceExpected: ['缺少右花括号 }', 'a closing } is missing'],
  CloseBracketExpected: ['缺少右方括号 ]', 'a closing ] is missing'],
  EndOfFileExpected: [
    '文档在此之前已经结束，后面的内容多余',
    'the document has ended before this; the rest is too much',
  ],
  InvalidCommentToken: ['JSON 中不能写注释', 'JSON has no comments'],
  UnexpectedEndOfComment: ['JSON 中不能写注释', 'JSON has no comments'],
  UnexpectedEndOfString: ['文本缺少结尾的引号', 'the text has no closing quote'],
  UnexpectedEndOfNumber: ['数字没有写完', 'the number is not finished'],
  InvalidUnicode: ['\\u 之后应为四位十六进制数', 'four hexadecimal digits must follow \\u'],
  InvalidEscapeCharacter: [
    '反斜杠后的字符不正确；反斜杠本身写作 \\\\',
    'this may not follow a backslash; a backslash itself is written \\\\',
  ],
  InvalidCharacter: [
    '文本中有不可见的控制字符（换行要写作 \\n）',
    'the text holds a control character; a line break is written \\n',
  ],
};

/** Without a name the text is empty. */
export function jsonWords(name: string | undefined): Words {
  if (name === undefined) return { 'zh-CN': '内容为空', en: 'there is nothing' };
  const [zh, en] = WORDS[name] ?? ['写法不正确', 'it is not written correctly'];
  return { 'zh-CN': zh, en };
}
