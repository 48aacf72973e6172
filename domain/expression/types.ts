import type { SourceRange } from './expression';

/** A CEL type by name, an object with its fields, or a list of objects. */
export type CelType = string | ObjectType | readonly [ObjectType];
export interface ObjectType {
  [field: string]: CelType;
}

/** Variable names and their types; a name that is not here is an error. */
export type TypeEnv = Record<string, CelType>;

export type TypeCheck =
  | { ok: true; type: string }
  | {
      ok: false;
      code: string;
      message: string;
      range?: SourceRange;
      /** What could have been meant. */ known?: string[];
    };

export function isListType(type: CelType): type is readonly [ObjectType] {
  return Array.isArray(type);
}

export function isObjectType(type: CelType | undefined): type is ObjectType {
  return typeof type === 'object' && !Array.isArray(type);
}
