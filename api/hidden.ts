import { allEntities } from '../domain/entity/catalogue';
import type { Label } from '../domain/generated/process';
import { isVisible, type Grantee } from '../domain/permissions';
import type { Explanation } from '../domain/process/explain';
import { without, type Guard } from '../domain/process/guard';

/** Whether what a condition reads (`entity.cost`, `target.amount`) is a field that this person may not see. */
export function hiddenFrom(
  grantee: Grantee,
  entity: string | null,
  root = 'entity',
): (path: string) => boolean {
  const { fields = {}, collections = {} } = allEntities().find(({ key }) => key === entity) ?? {};
  return (path) => {
    const [first, name = ''] = path.split('.');
    if (first !== root) return false;
    if (Object.hasOwn(collections, name))
      return Object.values(collections[name]?.fields ?? {}).some((field) => !isVisible(grantee, field));
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    return field !== undefined && !isVisible(grantee, field);
  };
}

/** What a field is called that a JSON pointer names (`/entity/ownerId`); null for one without a title. */
export function titlesIn(entity: string | null): (pointer: string) => Label | null {
  const { fields = {} } = allEntities().find(({ key }) => key === entity) ?? {};
  return (pointer) => {
    const [, root, name = ''] = pointer.split('/');
    return root === 'entity' && Object.hasOwn(fields, name) ? (fields[name]?.title ?? null) : null;
  };
}

/** Why the stage is not done, without the values that this person may not see. */
export function explanationFor(
  grantee: Grantee,
  entity: string | null,
  explanation: Explanation | null,
): Explanation | null {
  if (!explanation) return null;
  const isHidden = hiddenFrom(grantee, entity);
  const clean = (guard: Guard) => without(guard, isHidden);
  return {
    ...explanation,
    exits: explanation.exits.map((exit) => ({ ...clean(exit), to: exit.to, title: exit.title })),
    missing: explanation.missing.map((step) => {
      const { waitsFor } = step;
      if (!waitsFor?.guard) return step;
      const ofTarget = hiddenFrom(grantee, waitsFor.entity ?? null, 'target');
      return { ...step, waitsFor: { ...waitsFor, guard: without(clean(waitsFor.guard), ofTarget) } };
    }),
  };
}
