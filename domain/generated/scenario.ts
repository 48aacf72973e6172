// Generated from definitions/schemas/scenario.schema.json by `npm run generate`; do not edit.

/**
 * This interface was referenced by `Scenario`'s JSON-Schema
 * via the `definition` "Key".
 */
export type Key = string;
/**
 * An action, a step of the clock or what is expected; see the page of scenarios.
 *
 * This interface was referenced by `Scenario`'s JSON-Schema
 * via the `definition` "Step".
 */
export type Step = Record<string, unknown>;
/**
 * This interface was referenced by `Scenario`'s JSON-Schema
 * via the `definition` "Id".
 */
export type Id = string;
/**
 * What must be so now; only the fields that are named are compared.
 *
 * This interface was referenced by `Scenario`'s JSON-Schema
 * via the `definition` "Expectation".
 */
export type Expectation = Record<string, unknown>;

export interface Scenario {
  $schema?: string;
  name: string;
  definition?: Key;
  version?: number;
  start: string;
  given?: {
    entity?: Record<string, unknown>;
    vars?: Record<string, unknown>;
    people?: Person[];
    customer?: Record<string, unknown>;
    invoices?: Record<string, unknown>[];
    documents?: Record<string, unknown>[];
  };
  steps: Step[];
}
/**
 * This interface was referenced by `Scenario`'s JSON-Schema
 * via the `definition` "Person".
 */
export interface Person {
  id: string;
  name?: string;
  managerId?: string | null;
  groups?: string[];
  roles?: string[];
  active?: boolean;
  absent?: [string, string][];
  deputyId?: string | null;
  capacity?: number;
  weight?: number;
  data?: Record<string, unknown>;
}
