import { specOf } from '../../entity/fieldTypes';
import type { EntityDefinition } from '../../generated/entity';
import type { Json, JsonObject } from '../types';
import { isDocument } from './versions';

/** Fields of a scenario's record as a case sees them: money and decimals are numbers, however they are written. */
export function valuesIn(
  documents: readonly unknown[],
  key: string | undefined,
  given: JsonObject,
): JsonObject {
  const entity = documents.find((found): found is EntityDefinition => isDocument(found, 'entity', key));
  if (!entity) return given;
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, inContext(entity, name, value)]),
  );
}

function inContext(entity: EntityDefinition, name: string, value: Json): Json {
  const field = entity.fields[name];
  if (!field) return value;
  // A field type turns JSON into JSON; what is no number at all stays as the author wrote it.
  const seen = specOf(field).context(value) as Json;
  return typeof seen === 'number' && Number.isNaN(seen) ? value : seen;
}
