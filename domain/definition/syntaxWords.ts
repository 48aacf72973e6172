/** One sentence in both languages. */
export interface Words {
  'zh-CN': string;
  en: string;
}

const words = (zh: string, en: string): Words => ({ 'zh-CN': zh, en });

const TOKENS: Record<string, Words> = {
  EOF: words('表达式结尾', 'the end of the expression'),
  NUMBER: words('数字', 'a number'),
  STRING: words('文本', 'a text'),
  BOOLEAN: words('true 或 false', 'true or false'),
  NULL: words('null', 'null'),
  IDENTIFIER: words('名称', 'a name'),
  BYTES: words('字节文本', 'bytes'),
  ...signs({
    PLUS: '+',
    MINUS: '-',
    MULTIPLY: '*',
    DIVIDE: '/',
    MODULO: '%',
    EQ: '==',
    NE: '!=',
    LT: '<',
    LE: '<=',
    GT: '>',
    GE: '>=',
    AND: '&&',
    OR: '||',
    NOT: '!',
    IN: 'in',
    LPAREN: '(',
    RPAREN: ')',
    LBRACKET: '[',
    RBRACKET: ']',
    LBRACE: '{',
    RBRACE: '}',
    DOT: '.',
    COMMA: ',',
    COLON: ':',
    QUESTION: '?',
  }),
};

function signs(all: Record<string, string>): Record<string, Words> {
  return Object.fromEntries(
    Object.entries(all).map(([name, sign]) => [name, words(`“${sign}”`, `"${sign}"`)]),
  );
}

/** What the expression library says, and how we say it; `$1` is what it names there. */
const SENTENCES: [RegExp, string, string][] = [
  [/^Expected (\w+), got EOF$/, '表达式到此中断，还缺少$1', 'The expression ends here; $1 is missing'],
  [/^Expected (\w+), got (\w+)$/, '此处应为$1，而不是$2', 'Expected $1 here, not $2'],
  [/^Unexpected token: EOF$/, '表达式没有写完', 'The expression is not finished'],
  [/^Unexpected token: (\w+)$/, '此处不应出现$1', '$1 makes no sense here'],
  [/^Unexpected character: '?=$/, '比较要用两个等号：==', 'Comparing takes two equals signs: =='],
  [/^Unexpected character: (.+)$/, '此处不应出现字符 $1', 'The character $1 makes no sense here'],
  [
    /^Bytes and unsigned numbers are not offered$/,
    '不支持字节文本和无符号数',
    'Bytes and unsigned numbers are not offered',
  ],
  [
    /^`matches` is not offered; use (.+)$/,
    '不支持 matches，请用 startsWith、endsWith 或 contains',
    '`matches` is not offered; use $1',
  ],
  [/^The expression is too long$/, '表达式过长', 'The expression is too long'],
  [/^Invalid number: (.+)$/, '“$1”不是数字', '"$1" is not a number'],
  [/^Invalid exponent$/, '数字的指数不完整', 'The exponent of the number is not complete'],
  [/^Newlines not allowed in.*$/, '引号内的文本不能换行', 'A text in quotes may not go over several lines'],
  [/^Unterminated .*$/, '文本缺少结尾的引号', 'The text has no closing quote'],
  [
    /^(?:Invalid|Octal) .*(?:escape|surrogate).*$/i,
    '反斜杠后的写法不正确',
    'What follows the backslash is not known',
  ],
  [/^Reserved identifier: (.+)$/, '“$1”是保留字，不能作名称', '"$1" is reserved and cannot be a name'],
  [
    /^Exceeded (\w+) \((\d+)\)$/,
    '表达式过大或嵌套过深（上限 $2）',
    'The expression is too large or too deep (limit $2)',
  ],
  [
    /^Logical operator requires bool operands, got '(.+)'$/,
    '“&&”“||”“!”的两边应为条件，而不是 $1',
    '"&&", "||" and "!" need conditions, not $1',
  ],
  [
    /^Ternary condition must be bool, got '(.+)'$/,
    '“?”之前应为条件，而不是 $1',
    'A condition is needed before "?", not $1',
  ],
  [
    /^Ternary branches must have the same type, got '(.+)' and '(.+)'$/,
    '“?”的两个结果类型应相同，而这里是 $1 和 $2',
    'Both results of "?" need the same type; these are $1 and $2',
  ],
  [
    /^Expression of type '(.+)' cannot be range of a comprehension.*$/,
    '这里应为列表，而不是 $1',
    'A list is needed here, not $1',
  ],
  [
    /^List index must be int, got '(.+)'$/,
    '列表的序号应为数字，而不是 $1',
    'The place in a list is a number, not $1',
  ],
  [/^Cannot index type '(.+)' with type '(.+)'$/, '不能用 $2 取 $1 的成员', 'A $1 has no members by $2'],
  [/^Cannot index type '(.+)'$/, '$1 没有成员', 'A $1 has no members'],
  [/^(.+) is not a condition$/, '$1 不是条件', '$1 is not a condition'],
  [
    /^(?:List|Map) .*expected type '(.+)' but found '(.+)'$/,
    '列表的各项类型应相同：应为 $1，而不是 $2',
    'The items need one type: $1, not $2',
  ],
  [/^(?:No such key|Unknown variable|no such overload): (.+)$/, '$1', '$1'],
  [/^found no matching overload for '(.*)'$/, '$1', '$1'],
];

/** The library's words as a sentence that people understand; what is not known stays as it is. */
export function syntaxWords(message: string): Words {
  const plain = message.replace(/\bdouble\b/g, 'number').replace(/\bthe\.(\w+)/g, '$1');
  for (const [pattern, zh, en] of SENTENCES) {
    const found = pattern.exec(plain);
    if (!found) continue;
    const fill = (text: string, language: keyof Words) =>
      text.replace(/\$(\d)/g, (_, n: string) => {
        const name = found[Number(n)] ?? '';
        return Object.hasOwn(TOKENS, name) ? (TOKENS[name]?.[language] ?? name) : name;
      });
    return words(fill(zh, 'zh-CN'), fill(en, 'en'));
  }
  return words(plain, plain);
}
