import { DomainError, type FieldError } from '../errors';
import type { EntityDefinition, Field } from '../generated/entity';
import { roundMoney } from '../money';
import { specOf } from './fieldTypes';

export type Values = Record<string, unknown>;

/** A row of a collection; `id` names one that is there already. */
export type Item = Values & { id?: string };

export interface ParsedRecord {
  values: Values;
  /** Only the collections that were given; each is the whole new list. */
  lists: Record<string, Item[]>;
}

export interface ParseOptions {
  mode: 'create' | 'update';
  /** The engine may write read-only fields; a person's are refused. */
  system: boolean;
  /** Fields that this person may know of; others are "unknown". */
  fields: Record<string, Field>;
  today: string;
}

const MAX_ITEMS = 500;

/** Checks what came from outside against the definition; VALIDATION_FAILED names every wrong field. */
export function parseRecord(entity: EntityDefinition, input: unknown, options: ParseOptions): ParsedRecord {
  const errors: FieldError[] = [];
  if (!isObject(input)) throw invalid([error('', 'type', '应为对象', 'must be an object')]);
  const collections = entity.collections ?? {};
  const own = Object.fromEntries(Object.entries(input).filter(([name]) => !Object.hasOwn(collections, name)));
  const values = parseFields(options.fields, own, '', options, errors);
  const lists: Record<string, Item[]> = {};
  for (const [name, { fields }] of Object.entries(collections)) {
    if (Object.hasOwn(input, name)) lists[name] = parseList(fields, input[name], `/${name}`, options, errors);
  }
  if (errors.length > 0) throw invalid(errors);
  return { values, lists };
}

function parseList(
  fields: Record<string, Field>,
  input: unknown,
  pointer: string,
  options: ParseOptions,
  errors: FieldError[],
): Item[] {
  if (!Array.isArray(input) || input.length > MAX_ITEMS) {
    errors.push(
      error(
        pointer,
        'type',
        `应为不超过 ${MAX_ITEMS} 行的列表`,
        `must be a list of at most ${MAX_ITEMS} rows`,
      ),
    );
    return [];
  }
  return input.map((row: unknown, index) => {
    const at = `${pointer}/${index}`;
    if (!isObject(row)) {
      errors.push(error(at, 'type', '应为对象', 'must be an object'));
      return {};
    }
    const { id, ...rest } = row;
    if (id === undefined) return parseFields(fields, rest, at, { ...options, mode: 'create' }, errors);
    const known = specOf({ type: 'ref', title: {} }).parse(id, { type: 'ref', title: {} });
    if (typeof known !== 'string') errors.push(error(`${at}/id`, 'type', '不是有效的标识', 'is not an id'));
    return { ...parseFields(fields, rest, at, { ...options, mode: 'update' }, errors), id: String(known) };
  });
}

function parseFields(
  fields: Record<string, Field>,
  input: Values,
  pointer: string,
  options: ParseOptions,
  errors: FieldError[],
): Values {
  for (const name of Object.keys(input)) {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (!field)
      errors.push(error(`${pointer}/${escaped(name)}`, 'unknown', '没有这个字段', 'there is no such field'));
    else if (!isWritable(field, options))
      errors.push(error(`${pointer}/${name}`, 'readOnly', '不能修改', 'cannot be changed'));
  }
  const given = Object.entries(fields).filter(
    ([name, field]) => isWritable(field, options) && Object.hasOwn(input, name) && input[name] !== undefined,
  );
  const values = Object.fromEntries(
    given.map(([name, field]) => [
      name,
      parseField(
        field,
        options.system ? roundComputed(field, input[name]) : input[name],
        `${pointer}/${name}`,
        errors,
      ),
    ]),
  );
  return options.mode === 'create' ? complete(fields, values, pointer, options, errors) : values;
}

// Expressions compute with binary fractions: what the engine writes is rounded to the field, what people write is not.
function roundComputed(field: Field, value: unknown): unknown {
  if (typeof value !== 'number' || !Number.isFinite(value) || Math.abs(value) > 1e15) return value;
  if (field.type === 'money') return roundMoney(value);
  if (field.type === 'percent') return Number(value.toFixed(6));
  return field.type === 'decimal' ? Number(value.toFixed(field.scale ?? 3)) : value;
}

function parseField(field: Field, value: unknown, pointer: string, errors: FieldError[]): unknown {
  const empty =
    value === null || (value === '' && ['text', 'longText', 'email', 'phone', 'list'].includes(field.type));
  if (empty) {
    if (field.required) errors.push(error(pointer, 'required', '必填', 'is required'));
    return field.type === 'tags' ? [] : null;
  }
  const parsed = specOf(field).parse(value, field);
  if (parsed === null) errors.push(error(pointer, 'invalid', ...explain(field)));
  return parsed;
}

function complete(
  fields: Record<string, Field>,
  values: Values,
  pointer: string,
  options: ParseOptions,
  errors: FieldError[],
): Values {
  for (const [name, field] of Object.entries(fields)) {
    if (Object.hasOwn(values, name) || field.generated) continue;
    const fallback = defaultOf(field, options.today);
    if (fallback !== undefined) values[name] = fallback;
    else if (field.required && !field.computed && !field.readOnly)
      errors.push(error(`${pointer}/${name}`, 'required', '必填', 'is required'));
  }
  return values;
}

/** A default is a plain value or {"cel": "today"}. */
function defaultOf(field: Field, today: string): unknown {
  if (isObject(field.default) && field.default.cel === 'today') return today;
  return field.default;
}

function isWritable(field: Field, options: ParseOptions): boolean {
  return !field.generated && (options.system || !field.readOnly);
}

/** What the value should have been, from the field's own limits. */
function explain(field: Field): [string, string] {
  const { minimum, maximum, maxLength } = field;
  const zh = [
    minimum !== undefined && `不小于 ${minimum}`,
    maximum !== undefined && `不大于 ${maximum}`,
    maxLength !== undefined && `不超过 ${maxLength} 个字符`,
  ].filter(Boolean);
  const en = [
    minimum !== undefined && `at least ${minimum}`,
    maximum !== undefined && `at most ${maximum}`,
    maxLength !== undefined && `at most ${maxLength} characters`,
  ].filter(Boolean);
  const [name, kind] = KINDS[field.type];
  return [
    `应为有效的${name}${zh.length ? `（${zh.join('，')}）` : ''}`,
    `must be ${kind}${en.length ? ` (${en.join(', ')})` : ''}`,
  ];
}

const KINDS: Record<Field['type'], [string, string]> = {
  text: ['文本', 'text'],
  longText: ['文本', 'text'],
  integer: ['整数', 'a whole number'],
  decimal: ['数字', 'a number'],
  money: ['金额（最多两位小数）', 'an amount with at most two decimals'],
  percent: ['比例', 'a fraction'],
  boolean: ['是或否', 'true or false'],
  date: ['日期', 'a date'],
  datetime: ['时间', 'a date and time with an offset'],
  ref: ['引用', 'the id of a record'],
  list: ['选项', 'one of the choices'],
  email: ['邮箱地址', 'an e-mail address'],
  phone: ['电话号码', 'a phone number'],
  tags: ['标签列表', 'a list of short texts'],
  periods: ['起止日期（首日不晚于末日）', 'periods, each a first day that is not after its last'],
  json: ['JSON', 'JSON'],
};

export function error(pointer: string, code: string, zh: string, en: string): FieldError {
  return { pointer, code, message: { 'zh-CN': zh, en } };
}

export function invalid(errors: FieldError[]): DomainError {
  return new DomainError('VALIDATION_FAILED', {}, errors);
}

function isObject(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// JSON Pointer's own escapes; the name comes from outside, so it is also cut.
function escaped(name: string): string {
  return name.slice(0, 80).replaceAll('~', '~0').replaceAll('/', '~1');
}
