// Generated from definitions/schemas/entity.schema.json by `npm run generate`; do not edit.

/**
 * This interface was referenced by `EntityDefinition`'s JSON-Schema
 * via the `definition` "Key".
 */
export type Key = string;
/**
 * This interface was referenced by `EntityDefinition`'s JSON-Schema
 * via the `definition` "Id".
 */
export type Id = string;
/**
 * Any JSON value, or {"cel": …} for a computed one.
 *
 * This interface was referenced by `EntityDefinition`'s JSON-Schema
 * via the `definition` "Value".
 */
export type Value = unknown;
/**
 * This interface was referenced by `EntityDefinition`'s JSON-Schema
 * via the `definition` "Scope".
 */
export type Scope = 'own' | 'subtree' | 'all' | 'none';
/**
 * A CEL expression.
 *
 * This interface was referenced by `EntityDefinition`'s JSON-Schema
 * via the `definition` "Expression".
 */
export type Expression = string;
/**
 * ISO 8601 duration.
 *
 * This interface was referenced by `EntityDefinition`'s JSON-Schema
 * via the `definition` "Duration".
 */
export type Duration = string;
/**
 * This interface was referenced by `EntityDefinition`'s JSON-Schema
 * via the `definition` "Clock".
 */
export type Clock = 'calendar' | 'business';

export interface EntityDefinition {
  $schema?: string;
  kind: 'entity';
  key: Key;
  version: number;
  title: Label;
  description?: Label;
  plural: Label;
  path: string;
  table: string;
  number?: {
    prefix: string;
    digits: number;
  };
  titleField?: Id;
  /**
   * Which field names the owner, or through which reference it is inherited.
   */
  owner?:
    | {
        field: Id;
      }
    | {
        via: Id;
      }
    | 'none';
  statusField?: Id;
  currencyField?: Id;
  fields: {
    [k: string]: Field;
  };
  collections?: {
    [k: string]: {
      title: Label;
      table: string;
      fields: {
        [k: string]: Field;
      };
    };
  };
  access: Access;
  views?: {
    list?: Id[];
    form?: Id[][];
    board?: {
      by: Id;
      sum?: Id;
    };
    filters?: Id[];
    sort?: string;
  };
}
/**
 * Text in each language; the linter demands every shipped language.
 *
 * This interface was referenced by `EntityDefinition`'s JSON-Schema
 * via the `definition` "Label".
 */
export interface Label {
  'zh-CN'?: string;
  en?: string;
}
/**
 * This interface was referenced by `EntityDefinition`'s JSON-Schema
 * via the `definition` "Field".
 */
export interface Field {
  type:
    | 'text'
    | 'longText'
    | 'integer'
    | 'decimal'
    | 'money'
    | 'percent'
    | 'boolean'
    | 'date'
    | 'datetime'
    | 'ref'
    | 'list'
    | 'email'
    | 'phone'
    | 'tags'
    | 'periods'
    | 'json';
  title: Label;
  help?: Label;
  required?: boolean;
  unique?: boolean;
  index?: boolean;
  search?: boolean;
  readOnly?: boolean;
  /**
   * Roles that must not see the field.
   */
  hidden?: Id[];
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  scale?: number;
  pattern?: string;
  default?: Value;
  list?: Key;
  entity?: Key;
  /**
   * Name of a function in domain/entity/computed.ts.
   */
  computed?: string;
  column?: boolean;
  /**
   * The choices of a closed list that is part of the product, instead of `list`.
   *
   * @minItems 1
   */
  options?: [
    {
      code: string;
      title: Label;
    },
    ...{
      code: string;
      title: Label;
    }[]
  ];
  /**
   * With `entity`: the reference is to a row of that entity's collection.
   */
  collection?: string;
  /**
   * SQL of a stored generated column; only column names of the same table and + - *.
   */
  generated?: string;
}
/**
 * This interface was referenced by `EntityDefinition`'s JSON-Schema
 * via the `definition` "Access".
 */
export interface Access {
  [k: string]: {
    read?: Scope;
    create?: boolean;
    update?: Scope;
    delete?: Scope;
  };
}
