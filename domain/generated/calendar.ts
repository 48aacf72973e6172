// Generated from definitions/schemas/calendar.schema.json by `npm run generate`; do not edit.

/**
 * This interface was referenced by `CalendarDefinition`'s JSON-Schema
 * via the `definition` "Key".
 */
export type Key = string;
/**
 * @minItems 2
 * @maxItems 2
 *
 * This interface was referenced by `CalendarDefinition`'s JSON-Schema
 * via the `definition` "Window".
 */
export type Window = [string, string];
/**
 * Calendar date.
 *
 * This interface was referenced by `CalendarDefinition`'s JSON-Schema
 * via the `definition` "Date".
 */
export type Date = string;
/**
 * This interface was referenced by `CalendarDefinition`'s JSON-Schema
 * via the `definition` "Id".
 */
export type Id = string;
/**
 * A CEL expression.
 *
 * This interface was referenced by `CalendarDefinition`'s JSON-Schema
 * via the `definition` "Expression".
 */
export type Expression = string;
/**
 * Any JSON value, or {"cel": …} for a computed one.
 *
 * This interface was referenced by `CalendarDefinition`'s JSON-Schema
 * via the `definition` "Value".
 */
export type Value = unknown;
/**
 * ISO 8601 duration.
 *
 * This interface was referenced by `CalendarDefinition`'s JSON-Schema
 * via the `definition` "Duration".
 */
export type Duration = string;
/**
 * This interface was referenced by `CalendarDefinition`'s JSON-Schema
 * via the `definition` "Clock".
 */
export type Clock = 'calendar' | 'business';

export interface CalendarDefinition {
  $schema?: string;
  kind: 'calendar';
  key: Key;
  version: number;
  title: Label;
  description?: Label;
  /**
   * IANA name.
   */
  timezone: string;
  week: {
    mon?: Window[];
    tue?: Window[];
    wed?: Window[];
    thu?: Window[];
    fri?: Window[];
    sat?: Window[];
    sun?: Window[];
  };
  closed?: (
    | Date
    | {
        from: Date;
        to: Date;
        title?: string;
      }
  )[];
  open?: (
    | Date
    | {
        date: Date;
        /**
         * @minItems 1
         */
        windows?: [Window, ...Window[]];
        title?: string;
      }
    | {
        from: Date;
        to: Date;
        /**
         * @minItems 1
         */
        windows?: [Window, ...Window[]];
        title?: string;
      }
  )[];
}
/**
 * Text in each language; the linter demands every shipped language.
 *
 * This interface was referenced by `CalendarDefinition`'s JSON-Schema
 * via the `definition` "Label".
 */
export interface Label {
  'zh-CN'?: string;
  en?: string;
}
