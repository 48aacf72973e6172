import { entityOf } from '../../domain/entity/catalogue';
import { run, type Db } from '../connect';
import type { RecordContext } from '../context';
import { refusedBySql } from './sqlErrors';
import { tellDeleted } from './tell';
import { lockRecord } from './update';

/** Deletes a record that nothing else refers to (RECORD_IN_USE otherwise); its audit trail stays. */
export async function deleteRecord(
  db: Db,
  entity: string,
  id: string,
  version: number | null,
  context: RecordContext,
): Promise<void> {
  const definition = entityOf(entity);
  await refusedBySql(definition, () =>
    db.transaction(async (trx) => {
      const before = await lockRecord(trx, definition, id, version, context, 'delete');
      await run(trx, { text: `delete from ${definition.table} where id = $1::uuid`, values: [id] });
      await tellDeleted(trx, definition, before, context);
    }),
  );
}
