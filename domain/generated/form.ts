// Generated from definitions/schemas/form.schema.json by `npm run generate`; do not edit.

/**
 * This interface was referenced by `FormDefinition`'s JSON-Schema
 * via the `definition` "Key".
 */
export type Key = string;
/**
 * A JSON Schema (2020-12) of an object.
 *
 * This interface was referenced by `FormDefinition`'s JSON-Schema
 * via the `definition` "JsonSchema".
 */
export type JsonSchema = Record<string, unknown>;
/**
 * A CEL expression.
 *
 * This interface was referenced by `FormDefinition`'s JSON-Schema
 * via the `definition` "Expression".
 */
export type Expression = string;
/**
 * This interface was referenced by `FormDefinition`'s JSON-Schema
 * via the `definition` "Id".
 */
export type Id = string;
/**
 * Any JSON value, or {"cel": …} for a computed one.
 *
 * This interface was referenced by `FormDefinition`'s JSON-Schema
 * via the `definition` "Value".
 */
export type Value = unknown;
/**
 * ISO 8601 duration.
 *
 * This interface was referenced by `FormDefinition`'s JSON-Schema
 * via the `definition` "Duration".
 */
export type Duration = string;
/**
 * This interface was referenced by `FormDefinition`'s JSON-Schema
 * via the `definition` "Clock".
 */
export type Clock = 'calendar' | 'business';

export interface FormDefinition {
  $schema?: string;
  kind: 'form';
  key: Key;
  version: number;
  title: Label;
  description?: Label;
  schema: JsonSchema;
  ui?: {
    [k: string]: FieldUi;
  };
}
/**
 * Text in each language; the linter demands every shipped language.
 *
 * This interface was referenced by `FormDefinition`'s JSON-Schema
 * via the `definition` "Label".
 */
export interface Label {
  'zh-CN'?: string;
  en?: string;
}
/**
 * This interface was referenced by `FormDefinition`'s JSON-Schema
 * via the `definition` "FieldUi".
 */
export interface FieldUi {
  title?: Label;
  widget?:
    | 'text'
    | 'textarea'
    | 'number'
    | 'money'
    | 'percent'
    | 'select'
    | 'radio'
    | 'checkbox'
    | 'date'
    | 'datetime'
    | 'ref'
    | 'list'
    | 'tags';
  help?: Label;
  width?: number;
  showWhen?: Expression;
  options?: {
    [k: string]: Label;
  };
  list?: Key;
  entity?: Key;
}
