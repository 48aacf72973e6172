// Generated from definitions/schemas/list.schema.json by `npm run generate`; do not edit.

/**
 * This interface was referenced by `ListDefinition`'s JSON-Schema
 * via the `definition` "Key".
 */
export type Key = string;
/**
 * This interface was referenced by `ListDefinition`'s JSON-Schema
 * via the `definition` "Id".
 */
export type Id = string;
/**
 * A CEL expression.
 *
 * This interface was referenced by `ListDefinition`'s JSON-Schema
 * via the `definition` "Expression".
 */
export type Expression = string;
/**
 * Any JSON value, or {"cel": …} for a computed one.
 *
 * This interface was referenced by `ListDefinition`'s JSON-Schema
 * via the `definition` "Value".
 */
export type Value = unknown;
/**
 * ISO 8601 duration.
 *
 * This interface was referenced by `ListDefinition`'s JSON-Schema
 * via the `definition` "Duration".
 */
export type Duration = string;
/**
 * This interface was referenced by `ListDefinition`'s JSON-Schema
 * via the `definition` "Clock".
 */
export type Clock = 'calendar' | 'business';

export interface ListDefinition {
  $schema?: string;
  kind: 'list';
  key: Key;
  version: number;
  title: Label;
  description?: Label;
  use: 'type' | 'status';
  row?: string;
  /**
   * @minItems 1
   */
  items: [Item, ...Item[]];
}
/**
 * Text in each language; the linter demands every shipped language.
 *
 * This interface was referenced by `ListDefinition`'s JSON-Schema
 * via the `definition` "Label".
 */
export interface Label {
  'zh-CN'?: string;
  en?: string;
}
/**
 * This interface was referenced by `ListDefinition`'s JSON-Schema
 * via the `definition` "Item".
 */
export interface Item {
  code: string;
  title: Label;
  parent?: string;
  semantic?: 'open' | 'hold' | 'won' | 'lost' | 'run' | 'pause' | 'stop';
  /**
   * This status is the hold that the system sets by itself: the customer's credit, or a disputed invoice.
   */
  cause?: 'credit' | 'dispute';
  /**
   * Whose turn it is while the status means hold or pause; reports count the two apart.
   */
  waitsFor?: 'customer' | 'us';
  color?: string;
  active?: boolean;
  order?: number;
  data?: Record<string, unknown>;
  /**
   * What a kind of activity (T10) brings along when somebody gives a task of it.
   */
  activity?: {
    /**
     * Working time until it is due, where nobody says otherwise.
     */
    due: string;
  };
}
