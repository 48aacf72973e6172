import { allEntities } from '../domain/entity/catalogue';
import { isVisible, type Grantee } from '../domain/permissions';
import type { Explanation } from '../domain/process/explain';
import { without, type Guard } from '../domain/process/guard';
import type { Plan } from '../domain/process/types';
import { readingsOf, type Wording } from '../domain/process/wording';

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

/** Why the stage is not done, in words, without the values that this person may not see. */
export function explanationFor(
  grantee: Grantee,
  plan: Plan,
  explanation: Explanation | null,
  wording: Wording,
): Explanation | null {
  if (!explanation) return null;
  const isHidden = hiddenFrom(grantee, plan.definition.entity ?? null);
  const clean = (guard: Guard) => worded(without(guard, isHidden), null);
  const worded = (guard: Guard, target: string | null) => ({
    ...guard,
    reads: readingsOf(plan, guard, wording, target),
  });
  return {
    ...explanation,
    exits: explanation.exits.map((exit) => ({ ...clean(exit), to: exit.to, title: exit.title })),
    missing: explanation.missing.map((step) => {
      const { waitsFor } = step;
      if (!waitsFor?.guard) return step;
      const { entity = null } = waitsFor;
      const guard = without(without(waitsFor.guard, isHidden), hiddenFrom(grantee, entity, 'target'));
      return { ...step, waitsFor: { ...waitsFor, guard: worded(guard, entity) } };
    }),
  };
}
