// Generated from definitions/schemas/dunning.schema.json by `npm run generate`; do not edit.

/**
 * This interface was referenced by `DunningDefinition`'s JSON-Schema
 * via the `definition` "Key".
 */
export type Key = string;
/**
 * A CEL expression.
 *
 * This interface was referenced by `DunningDefinition`'s JSON-Schema
 * via the `definition` "Expression".
 */
export type Expression = string;
/**
 * This interface was referenced by `DunningDefinition`'s JSON-Schema
 * via the `definition` "Hold".
 */
export type Hold =
  | {
      id: Id;
      when: Expression;
    }
  | {
      id: Id;
      until: Computed;
    };
/**
 * This interface was referenced by `DunningDefinition`'s JSON-Schema
 * via the `definition` "Id".
 */
export type Id = string;
/**
 * This interface was referenced by `DunningDefinition`'s JSON-Schema
 * via the `definition` "TimeOfDay".
 */
export type TimeOfDay = string;
/**
 * ISO 8601 duration.
 *
 * This interface was referenced by `DunningDefinition`'s JSON-Schema
 * via the `definition` "Duration".
 */
export type Duration = string;
/**
 * This interface was referenced by `DunningDefinition`'s JSON-Schema
 * via the `definition` "DunningEffect".
 */
export type DunningEffect = DunningSend | DunningTask | DunningEscalate | CreditHold;
/**
 * This interface was referenced by `DunningDefinition`'s JSON-Schema
 * via the `definition` "ClearEffect".
 */
export type ClearEffect = CreditHold | CancelTasks;
/**
 * Any JSON value, or {"cel": …} for a computed one.
 *
 * This interface was referenced by `DunningDefinition`'s JSON-Schema
 * via the `definition` "Value".
 */
export type Value = unknown;
/**
 * This interface was referenced by `DunningDefinition`'s JSON-Schema
 * via the `definition` "Clock".
 */
export type Clock = 'calendar' | 'business';

export interface DunningDefinition {
  $schema?: string;
  kind: 'dunning';
  key: Key;
  version: number;
  title: Label;
  description?: Label;
  per: 'customer';
  calendar?: Key;
  includes?: Expression;
  minimum?: MoneyByCurrency;
  holds?: Hold[];
  send?: {
    /**
     * @minItems 2
     * @maxItems 2
     */
    window?: [TimeOfDay, TimeOfDay];
    onClosedDay?: 'next' | 'send';
  };
  interest?: {
    annualRate: number;
  };
  levels: Level[];
  state?: {
    id: Id;
    when: Expression;
    /**
     * Orders of a customer in this state are held before their delivery, until somebody releases the credit.
     */
    holdsOrders?: boolean;
  }[];
  clear?: ClearEffect[];
  sweep?: {
    at: TimeOfDay;
  };
  tests?: Record<string, unknown>[];
}
/**
 * Text in each language; the linter demands every shipped language.
 *
 * This interface was referenced by `DunningDefinition`'s JSON-Schema
 * via the `definition` "Label".
 */
export interface Label {
  'zh-CN'?: string;
  en?: string;
}
/**
 * This interface was referenced by `DunningDefinition`'s JSON-Schema
 * via the `definition` "MoneyByCurrency".
 */
export interface MoneyByCurrency {
  [k: string]: number;
}
/**
 * This interface was referenced by `DunningDefinition`'s JSON-Schema
 * via the `definition` "Computed".
 */
export interface Computed {
  cel: Expression;
}
/**
 * This interface was referenced by `DunningDefinition`'s JSON-Schema
 * via the `definition` "Level".
 */
export interface Level {
  id: Id;
  title?: Label;
  from: 'dueDate' | 'endOfMonth' | 'previousLevel';
  after: Duration;
  if?: Expression;
  fee?: MoneyByCurrency;
  do: DunningEffect[];
}
/**
 * This interface was referenced by `DunningDefinition`'s JSON-Schema
 * via the `definition` "DunningSend".
 */
export interface DunningSend {
  /**
   * @minItems 1
   */
  send: ['email' | 'sms' | 'letter' | 'fax', ...('email' | 'sms' | 'letter' | 'fax')[]];
  template: Key;
}
/**
 * This interface was referenced by `DunningDefinition`'s JSON-Schema
 * via the `definition` "DunningTask".
 */
export interface DunningTask {
  task: {
    assign: Id;
    form?: Key;
    title?: Label;
  };
}
/**
 * This interface was referenced by `DunningDefinition`'s JSON-Schema
 * via the `definition` "DunningEscalate".
 */
export interface DunningEscalate {
  escalate: 'manager';
}
/**
 * This interface was referenced by `DunningDefinition`'s JSON-Schema
 * via the `definition` "CreditHold".
 */
export interface CreditHold {
  creditHold: boolean;
}
/**
 * This interface was referenced by `DunningDefinition`'s JSON-Schema
 * via the `definition` "CancelTasks".
 */
export interface CancelTasks {
  cancel: 'tasks';
}
