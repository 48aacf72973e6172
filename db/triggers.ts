import { evaluateBoolean } from '../domain/expression/expression';
import type { EntityDefinition } from '../domain/generated/entity';
import type { JsonObject } from '../domain/process/types';
import { run, type Db } from './connect';
import type { RecordContext } from './context';
import { isOver } from './statuses';
import { startInstance } from './startInstance';

interface Candidate {
  key: string;
  version: number;
  sha256: string;
  triggers: { on?: string; when?: string }[];
  leads: boolean;
}

/**
 * Starts every newest published process whose trigger this change meets. `created` fires when its `when` holds (or there
 * is none); `changed` fires when `when` holds now and did not before, so that a record that stays as it is starts nothing
 * again. While an instance that a trigger started is open for the record, no second one starts.
 * A process that leads the record's status does not start for a record that is over by what its status means.
 * A `when` that cannot be evaluated starts nothing: the linter refuses such definitions, and a sale must not fail for it.
 */
export async function startTriggered(
  trx: Db,
  entity: EntityDefinition,
  on: 'created' | 'changed',
  before: JsonObject | null,
  after: JsonObject,
  context: RecordContext,
): Promise<void> {
  const candidates = await run<Candidate>(trx, { name: 'triggers', text: CANDIDATES, values: [entity.key] });
  for (const { key, version, sha256, triggers, leads } of candidates) {
    if (!triggers.some((trigger) => trigger.on === on && fires(trigger.when, before, after))) continue;
    if (leads && (await isOver(trx, entity.key, after))) continue;
    await startInstance(trx, {
      definition: { key, version, sha256 },
      entity: entity.key,
      entityId: String(after.id),
      title: String(after[entity.titleField ?? 'number'] ?? after.number),
      actorId: context.actorId,
      customerId: entity.key === 'customer' ? String(after.id) : text(after.customerId),
      ownerId: text(after.ownerId),
      triggerKey: triggerKeyOf(key, String(after.id)),
    });
  }
}

/** Of cases with the same key one is open at most, whatever began it. */
export function triggerKeyOf(process: string, recordId: string): string {
  return `${process}:${recordId}`;
}

const CANDIDATES = `select key, version, sha256, triggers, leads from (
    select distinct on (key) key, version, sha256, body->>'entity' as entity, body->'trigger' as triggers,
      jsonb_path_exists(body, '$.stages[*].status') as leads
    from definition where kind = 'process' and status = 'published' order by key, version desc
  ) newest where entity = $1 and jsonb_typeof(triggers) = 'array'`;

function fires(when: string | undefined, before: JsonObject | null, after: JsonObject): boolean {
  if (when === undefined) return true;
  return holds(when, after) && (before === null || !holds(when, before));
}

function holds(when: string, entity: JsonObject): boolean {
  const result = evaluateBoolean(when, { entity });
  return result.ok && result.value;
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
