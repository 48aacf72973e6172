import type { ErrorObject } from 'ajv/dist/2020';
import type { FieldError } from '../../domain/errors';

type Texts = [code: string, zh: string, en: string];

/** What Ajv found, in the catalogue's words: a JSON Pointer to the place, a code, and a sentence in both languages. */
export function explainError(error: ErrorObject, prefix = ''): FieldError {
  const [code, zh, en] = textsOf(error);
  return { pointer: pointerOf(error, prefix), code, message: { 'zh-CN': zh, en } };
}

function pointerOf({ instancePath, keyword, params }: ErrorObject, prefix: string): string {
  const name: unknown = keyword === 'required' ? params['missingProperty'] : (params['additionalProperty'] ?? params['unevaluatedProperty']);
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
  const limit = String(params['limit'] ?? '');
  switch (keyword) {
    case 'required':
      return ['required', '必填', 'is required'];
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return ['unknown', '没有这个字段', 'there is no such field'];
    case 'type': {
      const [zh, en] = TYPES[[params['type']].flat().map(String).find((type) => type !== 'null') ?? ''] ?? ['其他类型', 'of another type'];
      return ['type', `应为${zh}`, `must be ${en}`];
    }
    case 'format': {
      const [zh, en] = FORMATS[String(params['format'])] ?? [String(params['format']), `a ${String(params['format'])}`];
      return ['format', `应为有效的${zh}`, `must be ${en}`];
    }
    case 'enum':
    case 'const':
      return ['choice', `只能是：${choices(params)}`, `must be one of: ${choices(params)}`];
    case 'minLength':
      return limit === '1' ? ['required', '必填', 'is required'] : ['tooShort', `至少 ${limit} 个字符`, `must have at least ${limit} characters`];
    case 'maxLength':
      return ['tooLong', `不超过 ${limit} 个字符`, `must have at most ${limit} characters`];
    case 'minItems':
      return ['tooFew', `至少 ${limit} 项`, `must have at least ${limit} items`];
    case 'maxItems':
      return ['tooMany', `不超过 ${limit} 项`, `must have at most ${limit} items`];
    case 'minimum':
      return ['tooSmall', `不小于 ${limit}`, `must be at least ${limit}`];
    case 'exclusiveMinimum':
      return ['tooSmall', `必须大于 ${limit}`, `must be more than ${limit}`];
    case 'maximum':
      return ['tooLarge', `不大于 ${limit}`, `must be at most ${limit}`];
    case 'exclusiveMaximum':
      return ['tooLarge', `必须小于 ${limit}`, `must be less than ${limit}`];
    case 'minProperties':
      return ['empty', '至少要有一个字段', 'must have at least one field'];
    case 'uniqueItems':
      return ['duplicate', '不能有重复项', 'must not hold the same item twice'];
    case 'multipleOf':
      return ['step', `应为 ${String(params['multipleOf'])} 的倍数`, `must be a multiple of ${String(params['multipleOf'])}`];
    default:
      return ['invalid', '格式不正确', 'is not valid'];
  }
}

function choices(params: Record<string, unknown>): string {
  const all: unknown[] = [params['allowedValues'] ?? params['allowedValue']].flat();
  return all.map(String).join(', ').slice(0, 300);
}
