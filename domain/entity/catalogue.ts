import type { EntityDefinition, Field } from '../generated/entity';
import { ENTITIES, type EntityKey } from '../generated/entities';
import { DomainError } from '../errors';

export type { EntityKey };

export function isEntityKey(key: string): key is EntityKey {
  return Object.hasOwn(ENTITIES, key);
}

/** The definition of an entity; a wrong key is the caller's mistake and reads as "not found" outside. */
export function entityOf(key: string): EntityDefinition {
  if (!isEntityKey(key)) {
    throw new DomainError('NOT_FOUND', { entity: key });
  }
  return ENTITIES[key];
}

export function allEntities(): EntityDefinition[] {
  return Object.values(ENTITIES);
}

/** `expectedClose` → `expected_close`. */
export function columnOf(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** `customerId` → `customerLabel`. */
export function labelOf(field: string): string {
  return `${field.replace(/Id$/, '')}Label`;
}

/** The column by which a collection's rows point to their record: `sales_order` → `sales_order_id`. */
export function parentColumn(entity: EntityDefinition): string {
  return `${entity.table}_id`;
}

/** Table that a reference points to: an entity's, or that of one of its collections. */
export function referencedTable(field: Field): string {
  const entity = entityOf(field.entity ?? '');
  return field.collection ? (entity.collections?.[field.collection]?.table ?? entity.table) : entity.table;
}

/** What every record has besides its own fields. All are written by the system only. */
export const SYSTEM_FIELDS: Record<string, Field> = {
  id: { type: 'text', title: { 'zh-CN': '标识', en: 'Id' }, readOnly: true, required: true },
  number: {
    type: 'text',
    title: { 'zh-CN': '编号', en: 'Number' },
    readOnly: true,
    search: true,
    required: true,
  },
  createdAt: {
    type: 'datetime',
    title: { 'zh-CN': '创建时间', en: 'Created' },
    readOnly: true,
    required: true,
  },
  createdBy: {
    type: 'ref',
    entity: 'employee',
    title: { 'zh-CN': '创建人', en: 'Created by' },
    readOnly: true,
  },
  updatedAt: {
    type: 'datetime',
    title: { 'zh-CN': '修改时间', en: 'Changed' },
    readOnly: true,
    required: true,
  },
  updatedBy: {
    type: 'ref',
    entity: 'employee',
    title: { 'zh-CN': '修改人', en: 'Changed by' },
    readOnly: true,
  },
  version: { type: 'integer', title: { 'zh-CN': '版本', en: 'Version' }, readOnly: true, required: true },
};
