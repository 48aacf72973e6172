import { entityOf } from '../domain/entity/catalogue';
import { error, invalid } from '../domain/entity/parse';
import type { FormDefinition } from '../domain/generated/form';
import type { TaskItem } from '../db/inbox';
import { reachableIds } from '../db/records/references';
import type { Db } from '../db/connect';
import type { RecordContext } from '../db/context';

/** An answer that names a record names one that this person may see. VALIDATION_FAILED below `/with`. */
export async function checkFormReferences(
  db: Db,
  task: TaskItem,
  answers: Record<string, unknown>,
  context: RecordContext,
): Promise<void> {
  // a task keeps its form as it was published
  const ui = (task.form?.['ui'] ?? {}) as NonNullable<FormDefinition['ui']>;
  const errors = [];
  for (const [name, { entity }] of Object.entries(ui)) {
    const value = Object.hasOwn(answers, name) ? answers[name] : undefined;
    if (entity === undefined || typeof value !== 'string' || value === '') continue;
    if ((await reachableIds(db, entityOf(entity), [value], context)).has(value.toLowerCase())) continue;
    errors.push(error(`/with/${name}`, 'reference', '没有这条记录', 'there is no such record'));
  }
  if (errors.length > 0) throw invalid(errors);
}
