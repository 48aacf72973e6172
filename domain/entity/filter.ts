import type { ASTNode } from '@marcbachmann/cel-js';
import { DomainError } from '../errors';
import { compile, ExpressionError } from '../expression/expression';
import { nodes } from '../expression/vocabulary';
import type { Field } from '../generated/entity';
import { columnOf, SYSTEM_FIELDS } from './catalogue';
import { SQL_TYPES, specOf, type FilterKind } from './fieldTypes';
import { literalOf, type Literal } from './filterLiterals';

export interface FilterScope {
  /** The fields that this person may see; others do not exist. */
  fields: Record<string, Field>;
  alias: string;
  /** Collects the values; what `bind` gives stands for one in the SQL. */
  params: { bind(value: unknown): string };
  today: string;
  userId: string | null;
}

const MAX_NODES = 200;

/**
 * A filter in CEL as SQL: == != < <= > >= in && || ! has() contains startsWith endsWith over fields, literals, lists of
 * literals, `today` and `user.id`. Every value is bound. A missing value compares as in CEL's null: equal to null only.
 * FILTER_INVALID for anything else, with where and why.
 */
export function compileFilter(source: string, scope: FilterScope): string {
  const ast = parse(source);
  if ([...nodes(ast)].length > MAX_NODES) throw refuse('筛选条件过长', 'the filter is too long');
  return condition(ast, scope);
}

function parse(source: string): ASTNode {
  try {
    return compile(source).ast;
  } catch (cause) {
    if (cause instanceof ExpressionError) throw refuse('语法有误', cause.message);
    throw cause;
  }
}

function condition(node: ASTNode, scope: FilterScope): string {
  switch (node.op) {
    case '&&':
      return `(${condition(node.args[0], scope)} and ${condition(node.args[1], scope)})`;
    case '||':
      return `(${condition(node.args[0], scope)} or ${condition(node.args[1], scope)})`;
    case '!_':
      // SQL's "unknown" is false to CEL, so its opposite must be true
      return `(not coalesce(${condition(node.args, scope)}, false))`;
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return comparison(node.op, node.args[0], node.args[1], scope);
    case 'in':
      return membership(node.args[0], node.args[1], scope);
    case 'call':
      return presence(node.args, scope);
    case 'rcall':
      return textTest(node.args, scope);
    case 'id':
    case '.':
      return booleanField(node, scope);
    case 'value':
      if (typeof node.args === 'boolean') return node.args ? 'true' : 'false';
      throw refuse('应为条件', 'a condition was expected');
    default:
      throw refuse(`不支持 ${node.op}`, `${node.op} is not supported in a filter`);
  }
}

const SQL_OPERATORS = { '==': '=', '!=': 'is distinct from', '<': '<', '<=': '<=', '>': '>', '>=': '>=' };
const MIRRORED = { '==': '==', '!=': '!=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const;
type Comparison = keyof typeof SQL_OPERATORS;

function comparison(operator: Comparison, left: ASTNode, right: ASTNode, scope: FilterScope): string {
  const field = fieldOf(left, scope);
  const other = fieldOf(right, scope);
  if (!field && other) return comparison(MIRRORED[operator], right, left, scope);
  if (!field) throw refuse('比较的一边应为字段', 'one side of a comparison must be a field');
  if (field.kind === 'texts' || field.kind === 'none')
    throw refuse('该字段不能比较', 'this field cannot be compared');
  if (other) {
    if (other.kind !== field.kind) throw refuse('两个字段的类型不同', 'the two fields differ in type');
    return `${field.sql} ${SQL_OPERATORS[operator]} ${other.sql}`;
  }
  return against(operator, field, literal(right, scope));
}

function against(operator: Comparison, field: FieldRef, value: Literal): string {
  if (value.kind === 'null') {
    if (operator === '==') return `${field.sql} is null`;
    if (operator === '!=') return `${field.sql} is not null`;
    throw refuse('不能与空值比较大小', 'null has no order');
  }
  return `${field.sql} ${SQL_OPERATORS[operator]} ${field.bind(value)}`;
}

function membership(element: ASTNode, list: ASTNode, scope: FilterScope): string {
  const tags = fieldOf(list, scope);
  if (tags) {
    if (tags.kind !== 'texts') throw refuse('in 的右边应为列表', 'the right of `in` must be a list');
    const value = literal(element, scope);
    if (value.kind !== 'text') throw refuse('标签应为文本', 'a tag is text');
    return `${tags.sql} @> array[${scope.params.bind(value.value)}::text]`;
  }
  const field = fieldOf(element, scope);
  if (!field || list.op !== 'list')
    throw refuse('in 应为“字段 in [值, …]”', '`in` takes a field and a list of values');
  const values = list.args.map((item) => field.bind(literal(item, scope)));
  return values.length === 0 ? 'false' : `${field.sql} in (${values.join(', ')})`;
}

function presence([name, args]: [string, ASTNode[]], scope: FilterScope): string {
  const field = name === 'has' && args[0] && args.length === 1 ? fieldOf(args[0], scope) : null;
  if (!field)
    throw refuse(`不支持 ${name.slice(0, 40)}()`, `${name.slice(0, 40)}() is not supported in a filter`);
  return `${field.sql} is not null`;
}

function textTest([name, target, args]: [string, ASTNode, ASTNode[]], scope: FilterScope): string {
  const field = fieldOf(target, scope);
  const value = args[0] && args.length === 1 ? literal(args[0], scope) : null;
  if (!field || field.kind !== 'text' || value?.kind !== 'text')
    throw refuse('文本函数用于文本字段和文本', 'text functions take a text field and a text');
  const place = scope.params.bind(value.value);
  if (name === 'contains') return `position(${place} in ${field.sql}) > 0`;
  if (name === 'startsWith') return `starts_with(${field.sql}, ${place})`;
  if (name === 'endsWith') return `right(${field.sql}, length(${place})) = ${place}`;
  throw refuse(`不支持 ${name.slice(0, 40)}()`, `${name.slice(0, 40)}() is not supported in a filter`);
}

function booleanField(node: ASTNode, scope: FilterScope): string {
  const field = fieldOf(node, scope);
  if (field?.kind !== 'boolean') throw refuse('应为条件', 'a condition was expected');
  return field.sql;
}

interface FieldRef {
  sql: string;
  kind: FilterKind;
  bind: (value: Literal) => string;
}

/** A field, written `name` or `entity.name`; null for what is no name at all. */
function fieldOf(node: ASTNode, scope: FilterScope): FieldRef | null {
  if (node.op === '.' && node.args[0].op === 'id' && node.args[0].args === 'entity')
    return fieldNamed(node.args[1], scope);
  if (node.op !== 'id' || node.args === 'today') return null;
  return fieldNamed(node.args, scope);
}

function fieldNamed(name: string, scope: FilterScope): FieldRef {
  const field = Object.hasOwn(scope.fields, name)
    ? scope.fields[name]
    : Object.hasOwn(SYSTEM_FIELDS, name)
      ? SYSTEM_FIELDS[name]
      : undefined;
  if (!field) throw refuse(`没有字段 ${name.slice(0, 60)}`, `there is no field ${name.slice(0, 60)}`);
  const kind: FilterKind = name === 'id' ? 'uuid' : specOf(field).filter;
  const bind = (value: Literal) => {
    const fitting = literalOf(value, kind);
    if (fitting === undefined) throw refuse(`${name} 的值类型不对`, `the value does not fit ${name}`);
    return `${scope.params.bind(fitting)}::${SQL_TYPES[kind]}`;
  };
  return { sql: `${scope.alias}.${columnOf(name)}`, kind, bind };
}

function literal(node: ASTNode, scope: FilterScope): Literal {
  if (node.op === 'id' && node.args === 'today') return { kind: 'text', value: scope.today };
  if (
    node.op === '.' &&
    node.args[0].op === 'id' &&
    node.args[0].args === 'user' &&
    node.args[1] === 'id' &&
    scope.userId
  )
    return { kind: 'text', value: scope.userId };
  const negative = node.op === '-_' ? node.args : null;
  const value = (negative ?? node).op === 'value' ? (negative ?? node).args : undefined;
  if (value === null) return { kind: 'null' };
  if (typeof value === 'string' && !negative) return { kind: 'text', value };
  if (typeof value === 'boolean' && !negative) return { kind: 'boolean', value };
  if (typeof value === 'number' || typeof value === 'bigint')
    return { kind: 'number', value: `${negative ? '-' : ''}${value}` };
  throw refuse('应为文本、数字、是否或 null', 'a text, a number, true, false or null was expected');
}

function refuse(zh: string, en: string): DomainError {
  return new DomainError('FILTER_INVALID', { reason: en }, [
    { pointer: '/filter', code: 'filter', message: { 'zh-CN': zh, en } },
  ]);
}
