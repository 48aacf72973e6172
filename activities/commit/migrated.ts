import { auditRows } from '../../db/audit';
import { systemContext } from '../../db/context';
import { renameVisits } from '../../db/instanceLog';
import { saveInstance } from '../../db/instances';
import { patchTask } from '../../db/tasks';
import type { Effect } from '../../domain/process/effectTypes';
import { askedColumns } from './asked';
import type { Commit } from './commit';
import { listenForEvents } from './watch';

type Migrated = Extract<Effect, { type: 'migrated' }>;

/** The instance goes by another version: its row, its open tasks and visits under their new names, and who did it. */
export function migrateInstance(work: Commit, effect: Migrated): void {
  const { trx, send, instance } = work;
  send(saveInstance(trx, instance.id, { definitionVersion: effect.to, definitionSha256: effect.sha256 }));
  for (const { id, stage, step, ...asked } of effect.tasks)
    send(patchTask(trx, instance.id, id, { stage, step, ...askedColumns(asked) }));
  send(...renameVisits(trx, instance.id, effect.stages));
  listenForEvents(work);
  send(
    auditRows(trx, systemContext({ actorId: effect.by, requestId: work.requestId, reason: effect.reason }), {
      action: 'migrate',
      entity: 'process',
      entityId: instance.id,
      before: { version: effect.from },
      after: { version: effect.to },
    }),
  );
}
