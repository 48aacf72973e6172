import { allEntities } from '../../domain/entity/catalogue';
import type { EntityDefinition } from '../../domain/generated/entity';
import type { EntityKey } from '../../domain/generated/entities';
import { visibleFields } from '../../domain/permissions';
import type { JsonObject } from '../../domain/process/types';
import type { RecordContext } from '../../db/context';
import { timelineOf } from '../../db/api-timeline';
import { listProcesses } from '../../db/api-processes';
import { getRecordText } from '../../db/records/read';
import { found, pageAnswer } from '../http/answers';
import { PROCESS_ITEM } from '../http/processSchema';
import { route, type Route } from '../http/route';
import {
  INSTANT,
  JSON_OBJECT,
  list,
  object,
  orNull,
  PAGE_QUERY,
  page,
  query,
  TEXT,
  UUID,
} from '../http/schemas';

const ENTRY = object({
  at: INSTANT,
  kind: TEXT,
  title: TEXT,
  actorId: orNull(UUID),
  actor: orNull(TEXT),
  onBehalfOf: orNull(TEXT),
  data: JSON_OBJECT,
});

/** What happened to a record, and the processes about it; for every entity. */
export function timelineRoutes(): Route[] {
  return allEntities().flatMap((entity) => [timelineRoute(entity), processesRoute(entity)]);
}

function timelineRoute(entity: EntityDefinition): Route {
  return route<undefined, { limit?: number }>({
    method: 'get',
    path: `/api/${entity.path}/{id}/timeline`,
    tag: 'records',
    summary: 'Changes, process events and messages of a record, newest first.',
    permission: permissionOf(entity),
    query: query({ limit: PAGE_QUERY.limit }),
    response: object({ items: list(ENTRY) }),
    async handle({ params, query, context, deps }) {
      const id = params['id'] ?? '';
      found(await getRecordText(deps.db, entity.key, id, context, ['id']));
      const entries = await timelineOf(deps.db, entity.key, id, query.limit ?? 100);
      return {
        body: { items: entries.map((entry) => ({ ...entry, data: masked(entity, entry.data, context) })) },
      };
    },
  });
}

function processesRoute(entity: EntityDefinition): Route {
  const path = `/api/${entity.path}/{id}/processes`;
  return route<undefined, { limit?: number; cursor?: string }>({
    method: 'get',
    path,
    tag: 'processes',
    summary: 'The processes about a record, newest first; for a customer, all of theirs.',
    permission: permissionOf(entity),
    query: query(PAGE_QUERY),
    response: page(PROCESS_ITEM),
    async handle({ params, query, context, deps }) {
      const id = params['id'] ?? '';
      found(await getRecordText(deps.db, entity.key, id, context, ['id']));
      const about = entity.key === 'customer' ? { customerId: id } : { entity: entity.key, entityId: id };
      const { items, next } = await listProcesses(deps.db, { ...query, ...about }, context);
      return pageAnswer(path.replace('{id}', id), query, items, next);
    },
  });
}

/** A field that the person may not see is not in the history either. */
function masked(entity: EntityDefinition, data: JsonObject, context: RecordContext): JsonObject {
  const visible = visibleFields(context, entity.fields);
  const isHidden = (name: string) => Object.hasOwn(entity.fields, name) && !Object.hasOwn(visible, name);
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => {
      const isImage =
        (name === 'before' || name === 'after') &&
        typeof value === 'object' &&
        value !== null &&
        !Array.isArray(value);
      return [
        name,
        isImage ? Object.fromEntries(Object.entries(value).filter(([field]) => !isHidden(field))) : value,
      ];
    }),
  );
}

function permissionOf(entity: EntityDefinition): Route['permission'] {
  // every entity of the catalogue is in ENTITIES, whose keys these are
  return { entity: entity.key as EntityKey, verb: 'read' };
}
