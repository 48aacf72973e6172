import { audit } from '../../db/audit';
import { systemContext } from '../../db/context';
import { subscribeEvent } from '../../db/instanceLog';
import { saveInstance } from '../../db/instances';
import { patchTask } from '../../db/tasks';
import type { Effect } from '../../domain/process/types';
import type { Commit } from './commit';

type Migrated = Extract<Effect, { type: 'migrated' }>;

/** The instance goes by another version: its row, its open tasks and visits under their new names, and who did it. */
export async function migrateInstance(work: Commit, effect: Migrated): Promise<void> {
  const { trx, instance } = work;
  await saveInstance(trx, instance.id, { definitionVersion: effect.to, definitionSha256: effect.sha256 });
  for (const { id, stage, step, title, form, outcomes } of effect.tasks)
    await patchTask(trx, instance.id, id, {
      stage,
      step,
      title: { ...title },
      formKey: typeof form === 'string' ? form : null,
      form: typeof form === 'object' && form ? { schema: form, ui: {} } : null,
      outcomes: outcomes.map(({ id, title }) => ({ id, title: { ...title } })),
    });
  for (const [before, after] of Object.entries(effect.stages))
    await trx('stage_visit').where({ instance_id: instance.id, stage: before }).update({ stage: after });
  await listenForEvents(work);
  await audit(trx, systemContext({ actorId: effect.by, reason: effect.reason }), {
    action: 'migrate',
    entity: 'process',
    entityId: instance.id,
    before: { version: effect.from },
    after: { version: effect.to },
  });
}

/** Events reach an instance as soon as it goes by a version that waits for them, so that one that comes early is kept. */
export async function listenForEvents({ trx, instance, plan }: Commit): Promise<void> {
  const steps = plan.definition.stages.flatMap((stage) => stage.steps);
  for (const step of steps)
    if (step.kind === 'wait' && 'event' in step.for) await subscribeEvent(trx, instance.id, step.for.event);
}
