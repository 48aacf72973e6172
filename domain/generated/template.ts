// Generated from definitions/schemas/template.schema.json by `npm run generate`; do not edit.

/**
 * This interface was referenced by `TemplateDefinition`'s JSON-Schema
 * via the `definition` "Key".
 */
export type Key = string;
/**
 * A JSON Schema (2020-12) of an object.
 *
 * This interface was referenced by `TemplateDefinition`'s JSON-Schema
 * via the `definition` "JsonSchema".
 */
export type JsonSchema = Record<string, unknown>;
/**
 * This interface was referenced by `TemplateDefinition`'s JSON-Schema
 * via the `definition` "Id".
 */
export type Id = string;
/**
 * A CEL expression.
 *
 * This interface was referenced by `TemplateDefinition`'s JSON-Schema
 * via the `definition` "Expression".
 */
export type Expression = string;
/**
 * Any JSON value, or {"cel": …} for a computed one.
 *
 * This interface was referenced by `TemplateDefinition`'s JSON-Schema
 * via the `definition` "Value".
 */
export type Value = unknown;
/**
 * ISO 8601 duration.
 *
 * This interface was referenced by `TemplateDefinition`'s JSON-Schema
 * via the `definition` "Duration".
 */
export type Duration = string;
/**
 * This interface was referenced by `TemplateDefinition`'s JSON-Schema
 * via the `definition` "Clock".
 */
export type Clock = 'calendar' | 'business';

export interface TemplateDefinition {
  $schema?: string;
  kind: 'template';
  key: Key;
  version: number;
  title: Label;
  description?: Label;
  channel: 'email' | 'sms' | 'letter' | 'fax' | 'notice';
  params?: JsonSchema;
  subject?: Label;
  body: Label1;
}
/**
 * Text in each language; the linter demands every shipped language.
 *
 * This interface was referenced by `TemplateDefinition`'s JSON-Schema
 * via the `definition` "Label".
 */
export interface Label {
  'zh-CN'?: string;
  en?: string;
}
/**
 * Text in each language; the linter demands every shipped language.
 */
export interface Label1 {
  'zh-CN'?: string;
  en?: string;
}
