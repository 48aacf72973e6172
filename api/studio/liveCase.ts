import { allEntities } from '../../domain/entity/catalogue';
import type { Field } from '../../domain/generated/entity';
import { isVisible } from '../../domain/permissions';
import type { LiveCase } from '../../domain/process/simulate/trial';
import type { JsonObject } from '../../domain/process/types';
import type { Db } from '../../db/connect';
import type { RecordContext } from '../../db/context';
import type { InstanceRow } from '../../db/instances';
import { loadPeople, readPools } from '../../db/people';
import { openTaskCounts } from '../../db/tasks';
import { fullPlanOf, stateOf } from '../actor';

/**
 * A copy of a case to try a draft on, without the fields that the author may not see: what a draft says is the author's
 * to choose, also that it shows a field. PROCESS_STARTING before its first commit.
 */
export async function liveCase(db: Db, instance: InstanceRow, context: RecordContext): Promise<LiveCase> {
  const state = stateOf(instance);
  const [plan, people, open, cursors] = await Promise.all([
    fullPlanOf(db, instance),
    loadPeople(db),
    openTaskCounts(db),
    readPools(db),
  ]);
  const targets = Object.entries(state.targets).map(([name, values]) => [
    name,
    readable(name.split(':')[0], values, context),
  ]);
  return {
    plan,
    state: {
      ...state,
      entity: readable(instance.entity, state.entity, context),
      // the same members with fewer fields
      targets: Object.fromEntries(targets) as Record<string, JsonObject>,
    },
    people,
    workload: { open, cursors, last: {} },
    now: Date.now(),
  };
}

function readable(entity: string | null | undefined, values: JsonObject, context: RecordContext): JsonObject {
  const { fields = {}, collections = {} } = allEntities().find(({ key }) => key === entity) ?? {};
  return Object.fromEntries(
    Object.entries(visible(fields, values, context)).map(([name, value]) => {
      const rows = Object.hasOwn(collections, name) ? collections[name] : undefined;
      if (!rows || !Array.isArray(value)) return [name, value];
      // the rows of a collection are objects
      return [name, value.map((row) => visible(rows.fields, row as JsonObject, context))];
    }),
  );
}

function visible(fields: Record<string, Field>, values: JsonObject, context: RecordContext): JsonObject {
  return Object.fromEntries(
    Object.entries(values).filter(([name]) => {
      const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
      return field === undefined || isVisible(context, field);
    }),
  );
}
