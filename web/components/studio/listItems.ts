import { applyEdits, modify, parse } from 'jsonc-parser';
import type { Label, ListDefinition } from '../../types';
import { isObject } from './editor/schemaWalk';

export type Item = ListDefinition['items'][number];

const FORMAT = { formattingOptions: { insertSpaces: true, tabSize: 2 } };

export function itemsIn(text: string): Item[] | null {
  const document: unknown = parse(text);
  // the checker found no error in it
  return isObject(document) && Array.isArray(document['items']) ? (document['items'] as Item[]) : null;
}

/** The text with an item switched off or on; one that is on says nothing of it. */
export function switchItem(text: string, index: number, isActive: boolean): string {
  const edits = modify(text, ['items', index, 'active'], isActive ? undefined : false, FORMAT);
  return applyEdits(text, edits);
}

/** The text with one more item, which stands behind all the others. */
export function addItem(text: string, code: string, title: Required<Label>): string {
  const items = itemsIn(text) ?? [];
  const order = Math.max(0, ...items.map((item) => item.order ?? 0)) + 1;
  return applyEdits(text, modify(text, ['items', items.length], { code, title, order }, FORMAT));
}
