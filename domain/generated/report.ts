// Generated from definitions/schemas/report.schema.json by `npm run generate`; do not edit.

/**
 * This interface was referenced by `ReportDefinition`'s JSON-Schema
 * via the `definition` "Key".
 */
export type Key = string;
/**
 * This interface was referenced by `ReportDefinition`'s JSON-Schema
 * via the `definition` "Id".
 */
export type Id = string;
/**
 * `count` of records, or `sum`, `average`, `least` or `most` of a field.
 *
 * This interface was referenced by `ReportDefinition`'s JSON-Schema
 * via the `definition` "Measure".
 */
export type Measure =
  | {
      id: Id;
      title: Label;
      count: true;
      /**
       * Only the records for which this holds.
       */
      when?: string;
    }
  | {
      id: Id;
      title: Label;
      /**
       * A field with numbers or amounts.
       */
      sum: string;
      /**
       * Only the records for which this holds.
       */
      when?: string;
    }
  | {
      id: Id;
      title: Label;
      /**
       * A field with numbers or amounts.
       */
      average: string;
      /**
       * Only the records for which this holds.
       */
      when?: string;
    }
  | {
      id: Id;
      title: Label;
      /**
       * A field with numbers, amounts, dates or instants.
       */
      least: string;
      /**
       * Only the records for which this holds.
       */
      when?: string;
    }
  | {
      id: Id;
      title: Label;
      /**
       * A field with numbers, amounts, dates or instants.
       */
      most: string;
      /**
       * Only the records for which this holds.
       */
      when?: string;
    };
/**
 * A CEL expression.
 *
 * This interface was referenced by `ReportDefinition`'s JSON-Schema
 * via the `definition` "Expression".
 */
export type Expression = string;

export interface ReportDefinition {
  $schema?: string;
  kind: 'report';
  key: Key;
  version: number;
  title: Label;
  description?: Label1;
  /**
   * The kind of records that are counted; only those that whoever looks may see.
   */
  entity: string;
  /**
   * Which records: a condition over `entity`, `today` and `user.id`, with what a filter of lists may use.
   */
  when?: string;
  /**
   * What the records are grouped by.
   *
   * @minItems 1
   * @maxItems 3
   */
  by: Dimension[];
  /**
   * The figures of each group. Amounts stand apart for each currency.
   *
   * @minItems 1
   * @maxItems 12
   */
  measures: Measure[];
  /**
   * A dimension's or a measure's id, `-` before it for descending; the dimensions in their order where it is absent.
   */
  sort?: string;
  /**
   * Groups at most; 200 where it is absent.
   */
  limit?: number;
}
/**
 * Text in each language; the linter demands every shipped language.
 *
 * This interface was referenced by `ReportDefinition`'s JSON-Schema
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
/**
 * This interface was referenced by `ReportDefinition`'s JSON-Schema
 * via the `definition` "Dimension".
 */
export interface Dimension {
  id: Id;
  title?: Label2;
  field: Id;
  /**
   * For dates and instants: what they fall into, in the company's time zone.
   */
  period?: 'day' | 'week' | 'month' | 'quarter' | 'year';
}
/**
 * Text in each language; the linter demands every shipped language.
 */
export interface Label2 {
  'zh-CN'?: string;
  en?: string;
}
