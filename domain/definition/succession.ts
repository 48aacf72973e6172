import type { ListDefinition } from '../generated/list';
import type { Catalogue, Document } from './catalogue';
import { finding, type Finding } from './problem';

/** What a new version may not do to what is published: records name the items of a list for ever. */
export function lintSuccession(document: Document, published: Catalogue): Finding[] {
  if (document.kind !== 'list') return [];
  const { items } = document as ListDefinition; // by its kind
  const codes = new Set(items.map(({ code }) => code));
  return (published.list(document.key)?.items ?? [])
    .filter(({ code }) => !codes.has(code))
    .map(({ code }) => finding('list-item-removed', '/items', { name: code }));
}
