import type { Db } from '../connect';

/**
 * A state as its workflow has it: jsonb keeps no order of members, but what a process does for each of them it does in
 * their order, so that a commit can only come to the same from the same text. See docs/decisions/0024.
 */
export async function up(db: Db): Promise<void> {
  await db.raw('alter table process_instance alter column state type json using state::json');
}
