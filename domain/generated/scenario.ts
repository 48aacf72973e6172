// Generated from definitions/schemas/scenario.schema.json by `npm run generate`; do not edit.

/**
 * This interface was referenced by `Scenario`'s JSON-Schema
 * via the `definition` "Key".
 */
export type Key = string;
/**
 * This interface was referenced by `Scenario`'s JSON-Schema
 * via the `definition` "Id".
 */
export type Id = string;

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
  steps: Record<string, unknown>[];
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
