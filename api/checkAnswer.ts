import type { Db } from '../db/connect';
import type { RecordContext } from '../db/context';
import type { TaskItem } from '../db/inbox';
import { checkFormReferences } from './formReferences';
import { checkForm, checkOutcome } from './forms';

/** What a task is completed or decided with. */
export interface GivenAnswer {
  op: 'complete' | 'approve' | 'reject';
  with?: Record<string, unknown>;
  outcome?: string;
}

/** An answer has what the task's form asks for; a decision may leave the form out. VALIDATION_FAILED at what is wrong. */
export async function checkAnswer(
  db: Db,
  task: TaskItem,
  { op, with: given, outcome }: GivenAnswer,
  context: RecordContext,
): Promise<void> {
  if (op === 'complete' || given !== undefined) checkForm(task, given ?? {});
  if (op === 'complete') checkOutcome(task, outcome);
  await checkFormReferences(db, task, given ?? {}, context);
}
