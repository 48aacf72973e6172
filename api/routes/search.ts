import { allEntities } from '../../domain/entity/catalogue';
import type { EntityDefinition } from '../../domain/generated/entity';
import { can } from '../../domain/permissions';
import { listRecords } from '../../db/records/list';
import { route, type Call } from '../http/route';
import { LABEL, list, object, TEXT, UUID } from '../http/schemas';

const EACH = 5;

export const searchRoute = route<undefined, { q: string }>({
  method: 'get',
  path: '/api/search',
  tag: 'records',
  summary: 'Finds records of every kind by name, pinyin, its initials, number or phone.',
  permission: 'signedIn',
  query: {
    properties: { q: { type: 'string', minLength: 1, maxLength: 200, pattern: '\\S' } },
    required: ['q'],
  },
  response: object({
    items: list(
      object({ entity: TEXT, entityTitle: LABEL, path: TEXT, id: UUID, number: TEXT, title: TEXT }),
    ),
  }),
  async handle(call) {
    const entities = allEntities().filter(
      (entity) => can(call.context, 'read', entity) !== 'none' && isSearched(entity),
    );
    const found = await Promise.all(entities.map((entity) => search(entity, call)));
    return { body: { items: found.flat() } };
  },
});

async function search(entity: EntityDefinition, { query, context, deps }: Call<undefined, { q: string }>) {
  const titleField = entity.titleField ?? 'number';
  const { items } = await listRecords(
    deps.db,
    entity.key,
    { q: query.q, limit: EACH, fields: [titleField] },
    context,
  );
  return items.map((record) => ({
    entity: entity.key,
    entityTitle: entity.title,
    path: entity.path,
    id: record.id,
    number: record.number,
    title: String(record[titleField] ?? record.number),
  }));
}

function isSearched(entity: EntityDefinition): boolean {
  return Object.values(entity.fields).some((field) => field.search === true) || entity.number !== undefined;
}
