import type { EntityDefinition, Field, FieldUi, Label, TaskForm } from '../types';

export type Widget =
  | 'text'
  | 'textarea'
  | 'number'
  | 'money'
  | 'percent'
  | 'select'
  | 'radio'
  | 'choices'
  | 'checkbox'
  | 'date'
  | 'datetime'
  | 'ref'
  | 'list'
  | 'tags'
  | 'periods'
  | 'json';

/** One field of a form, whether it comes from a JSON Schema or from an entity. */
export interface FieldSpec {
  name: string;
  title: Label;
  help?: Label;
  widget: Widget;
  required: boolean;
  readOnly: boolean;
  /** Of twelve columns. */
  width: 3 | 4 | 6 | 8 | 12;
  options?: { code: string; title: Label }[];
  list?: string;
  entity?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  /** A regular expression that the whole answer is held to; the checker lets none through that takes long. */
  pattern?: string;
  scale?: number;
  showWhen?: string;
  default?: unknown;
}

interface Property {
  type?: string | string[];
  title?: string;
  format?: string;
  enum?: string[];
  items?: { enum?: string[] };
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  default?: unknown;
}

/** The fields of a task's form, in the order of its schema. */
export function specsOfForm({ schema, ui = {} }: TaskForm): FieldSpec[] {
  // the server has checked that the form's schema is one of an object
  const { properties = {}, required = [] } = schema as {
    properties?: Record<string, Property>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => {
    const hint = ui[name] ?? {};
    return {
      name,
      title: hint.title ?? { 'zh-CN': property.title ?? name, en: property.title ?? name },
      help: hint.help,
      widget: widgetOf(property, hint),
      required: required.includes(name),
      readOnly: false,
      width: widthOf(hint.width),
      options: (property.items?.enum ?? property.enum)?.map((code) => ({
        code,
        title: hint.options?.[code] ?? { 'zh-CN': code, en: code },
      })),
      list: hint.list,
      entity: hint.entity,
      minimum: property.minimum,
      maximum: property.maximum,
      minLength: property.minLength,
      maxLength: property.maxLength,
      pattern: property.pattern,
      showWhen: hint.showWhen,
      default: property.default,
    };
  });
}

function widgetOf({ type, format, enum: choices, items }: Property, hint: FieldUi): Widget {
  // of a closed list any number, whatever else was wished: one or free words would be refused
  if (type === 'array' && items?.enum) return 'choices';
  // an answer that is a number must not be sent as the text that exact amounts are
  if (hint.widget === 'money' && (type === 'number' || type === 'integer')) return 'number';
  // the schema of forms knows only these widgets
  if (hint.widget) return hint.widget as Widget;
  if (hint.entity) return 'ref';
  if (hint.list) return 'list';
  if (choices) return 'select';
  if (format === 'date') return 'date';
  if (format === 'date-time') return 'datetime';
  if (type === 'boolean') return 'checkbox';
  if (type === 'array') return 'tags';
  return type === 'number' || type === 'integer' ? 'number' : 'text';
}

function widthOf(width: number | undefined): FieldSpec['width'] {
  return ([3, 4, 6, 8] as const).find((known) => known === width) ?? 12;
}

const WIDGETS = {
  text: 'text',
  longText: 'textarea',
  integer: 'number',
  decimal: 'number',
  money: 'money',
  percent: 'percent',
  boolean: 'checkbox',
  date: 'date',
  datetime: 'datetime',
  ref: 'ref',
  list: 'list',
  email: 'text',
  phone: 'text',
  tags: 'tags',
  periods: 'periods',
  json: 'json',
} as const satisfies Record<Field['type'], Widget>;

export function specOfField(name: string, field: Field, width: FieldSpec['width'] = 12): FieldSpec {
  return {
    name,
    title: field.title,
    help: field.help,
    widget: field.options ? 'select' : WIDGETS[field.type],
    required: field.required === true && field.readOnly !== true,
    readOnly: field.readOnly === true || field.computed !== undefined || field.generated !== undefined,
    width,
    options: field.options,
    list: field.list,
    entity: field.entity,
    minimum: field.minimum,
    maximum: field.maximum,
    maxLength: field.maxLength,
    scale: field.type === 'integer' ? 0 : field.scale,
    default: field.default,
  };
}

/** The fields that views.form lays out in rows, and after them what it forgot. Fields that the person may not see are not in the entity. */
export function specsOfEntity(entity: EntityDefinition): FieldSpec[] {
  const rows = entity.views?.form ?? [];
  const named = new Set(rows.flat());
  const rest = Object.keys(entity.fields)
    .filter((name) => !named.has(name))
    .map((name) => [name]);
  return [...rows, ...rest].flatMap((row) =>
    row.flatMap((name) => {
      const field = entity.fields[name];
      return field ? [specOfField(name, field, WIDTH_IN_ROW[row.length] ?? 3)] : [];
    }),
  );
}

const WIDTH_IN_ROW: Record<number, FieldSpec['width']> = { 1: 12, 2: 6, 3: 4 };
