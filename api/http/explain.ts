import type { ErrorObject } from 'ajv/dist/2020';
import type { FieldError } from '../../domain/errors';

type Texts = [code: string, zh: string, en: string];

/** What Ajv found, in the catalogue's words: a JSON Pointer to the place, a code, and a sentence in both languages. */
export function explainError(error: ErrorObject, prefix = ''): FieldError {
  const [code, zh, en] = textsOf(error);
  return { pointer: pointerOf(error, prefix), code, message: { 'zh-CN': zh, en } };
}

function pointerOf({ instancePath, keyword, params }: ErrorObject, prefix: string): string {
  const name: unknown =
    keyword === 'required'
      ? params['missingProperty']
      : (params['additionalProperty'] ?? params['unevaluatedProperty']);
  const path = prefix === '?' ? instancePath.replace('/', '') : instancePath;
  if (typeof name !== 'string') return `${prefix}${path}`;
  const token = name.slice(0, 80).replaceAll('~', '~0').replaceAll('/', '~1');
  return prefix === '?' ? `?${token}` : `${prefix}${path}/${token}`;
}

const TYPES: Record<string, [string, string]> = {
  string: ['文本', 'a text'],
  number: ['数字', 'a number'],
  integer: ['整数', 'a whole number'],
  boolean: ['是或否', 'true or false'],
  object: ['对象', 'an object'],
  array: ['列表', 'a list'],
  null: ['空', 'empty'],
};

const FORMATS: Record<string, [string, string]> = {
  uuid: ['标识', 'an id'],
  date: ['日期', 'a date'],
  'date-time': ['带时区的时间', 'a date and time with an offset'],
  email: ['邮箱地址', 'an e-mail address'],
  uri: ['网址', 'a web address'],
  duration: ['时长', 'a duration'],
};

function textsOf({ keyword, params }: ErrorObject): Texts {
  const explain = KEYWORDS[keyword];
  return explain ? explain(params, String(params['limit'] ?? '')) : ['invalid', '格式不正确', 'is not valid'];
}

const UNKNOWN: Texts = ['unknown', '没有这个字段', 'there is no such field'];
const REQUIRED: Texts = ['required', '必填', 'is required'];

const KEYWORDS: Record<string, (params: Record<string, unknown>, limit: string) => Texts> = {
  required: () => REQUIRED,
  additionalProperties: () => UNKNOWN,
  unevaluatedProperties: () => UNKNOWN,
  type: ({ type }) =>
    named(
      'type',
      TYPES,
      [type]
        .flat()
        .map(String)
        .find((one) => one !== 'null') ?? '',
    ),
  format: ({ format }) => named('format', FORMATS, String(format)),
  enum: ({ allowedValues }) => oneOf([allowedValues].flat()),
  const: ({ allowedValue }) => oneOf([allowedValue]),
  minLength: (_, limit) =>
    limit === '1' ? REQUIRED : ['tooShort', `至少 ${limit} 个字符`, `must have at least ${limit} characters`],
  maxLength: (_, limit) => ['tooLong', `不超过 ${limit} 个字符`, `must have at most ${limit} characters`],
  minItems: (_, limit) => ['tooFew', `至少 ${limit} 项`, `must have at least ${limit} items`],
  maxItems: (_, limit) => ['tooMany', `不超过 ${limit} 项`, `must have at most ${limit} items`],
  minimum: (_, limit) => ['tooSmall', `不小于 ${limit}`, `must be at least ${limit}`],
  exclusiveMinimum: (_, limit) => ['tooSmall', `必须大于 ${limit}`, `must be more than ${limit}`],
  maximum: (_, limit) => ['tooLarge', `不大于 ${limit}`, `must be at most ${limit}`],
  exclusiveMaximum: (_, limit) => ['tooLarge', `必须小于 ${limit}`, `must be less than ${limit}`],
  minProperties: () => ['empty', '至少要有一个字段', 'must have at least one field'],
  uniqueItems: () => ['duplicate', '不能有重复项', 'must not hold the same item twice'],
  multipleOf: ({ multipleOf }) => [
    'step',
    `应为 ${String(multipleOf)} 的倍数`,
    `must be a multiple of ${String(multipleOf)}`,
  ],
};

function named(code: string, names: Record<string, [string, string]>, name: string): Texts {
  const [zh, en] = names[name] ?? [name, name];
  return [code, `应为有效的${zh}`, `must be ${en}`];
}

function oneOf(values: unknown[]): Texts {
  const choices = values.map(String).join(', ').slice(0, 300);
  return ['choice', `只能是：${choices}`, `must be one of: ${choices}`];
}
