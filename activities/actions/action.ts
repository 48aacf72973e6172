import type { RecordContext } from '../../db/context';
import type { Db } from '../../db/connect';
import type { InstanceRow } from '../../db/instances';
import type { JsonObject } from '../../domain/process/types';

/** What an action works with. `key` is the same on every try, so that doing it again does nothing twice. */
export interface ActionRun {
  db: Db;
  key: string;
  instance: InstanceRow;
  params: JsonObject;
  context: RecordContext;
}

export type Action = (run: ActionRun) => Promise<JsonObject>;
