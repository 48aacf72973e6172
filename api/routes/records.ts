import { allEntities } from '../../domain/entity/catalogue';
import { entitySchema } from '../../domain/entity/schema';
import type { EntityDefinition } from '../../domain/generated/entity';
import type { EntityKey } from '../../domain/generated/entities';
import { createRecord } from '../../db/records/create';
import { deleteRecord } from '../../db/records/delete';
import { listRecordsText } from '../../db/records/list';
import { getRecordText } from '../../db/records/read';
import { updateRecord } from '../../db/records/update';
import { etag, expectedVersion, found, pageText } from '../http/answers';
import { route, type Route } from '../http/route';
import { PAGE_QUERY, page, query } from '../http/schemas';

const TEXT_QUERY = { type: 'string', maxLength: 4000 };
const FIELDS = { type: 'string', pattern: '^[A-Za-z]\\w*(,[A-Za-z]\\w*)*$', maxLength: 2000 };
const LIST_QUERY = query({
  filter: TEXT_QUERY,
  sort: { type: 'string', maxLength: 200 },
  fields: FIELDS,
  q: { type: 'string', maxLength: 200 },
  ...PAGE_QUERY,
});

interface ListQuery {
  filter?: string;
  sort?: string;
  fields?: string;
  q?: string;
  limit?: number;
  cursor?: string;
}

/** The same five routes for every entity, made from its definition. */
export function recordRoutes(): Route[] {
  return allEntities().flatMap((entity) => [
    listRoute(entity),
    createRoute(entity),
    getRoute(entity),
    updateRoute(entity),
    deleteRoute(entity),
  ]);
}

function listRoute(entity: EntityDefinition): Route {
  const path = pathOf(entity);
  return route<undefined, ListQuery>({
    method: 'get',
    path,
    tag: 'records',
    summary: `Lists ${nameOf(entity.plural)} that you may see, a page at a time.`,
    permission: { entity: keyOf(entity), verb: 'read' },
    query: LIST_QUERY,
    response: page(readSchema(entity)),
    async handle({ query, context, deps }) {
      const { text, next } = await listRecordsText(
        deps.db,
        entity.key,
        { ...query, fields: query.fields?.split(',') },
        context,
      );
      return pageText(path, query, text, next);
    },
  });
}

function createRoute(entity: EntityDefinition): Route {
  return route({
    method: 'post',
    path: pathOf(entity),
    tag: 'records',
    summary: `Creates one of ${nameOf(entity.plural)}.`,
    permission: { entity: keyOf(entity), verb: 'create' },
    body: entitySchema(entity, 'create'),
    parsesBody: true,
    response: readSchema(entity),
    status: 201,
    handle: ({ body, context, write }) =>
      write(async (trx) => {
        const record = await createRecord(trx, entity.key, body, context);
        return {
          headers: { Location: `${pathOf(entity)}/${record.id}`, ETag: etag(record.version) },
          body: record,
          created: { entity: entity.key, entityId: record.id },
        };
      }),
  });
}

function getRoute(entity: EntityDefinition): Route {
  return route<undefined, { fields?: string }>({
    method: 'get',
    path: `${pathOf(entity)}/{id}`,
    tag: 'records',
    summary: `Reads one of ${nameOf(entity.plural)}, with its collections.`,
    permission: { entity: keyOf(entity), verb: 'read' },
    query: query({ fields: FIELDS }),
    response: readSchema(entity),
    async handle({ params, query, context, header, deps }) {
      const record = found(
        await getRecordText(deps.db, entity.key, params['id'] ?? '', context, query.fields?.split(',')),
      );
      const headers = {
        ETag: etag(record.version),
        'Cache-Control': 'private, no-cache',
        Allow: ['GET', ...(record.mayUpdate ? ['PATCH'] : []), ...(record.mayDelete ? ['DELETE'] : [])].join(
          ', ',
        ),
      };
      return header('if-none-match') === headers.ETag
        ? { status: 304, headers }
        : { headers, body: record.text };
    },
  });
}

function updateRoute(entity: EntityDefinition): Route {
  return route({
    method: 'patch',
    path: `${pathOf(entity)}/{id}`,
    tag: 'records',
    summary: `Changes the named fields; a collection is given whole. Needs If-Match.`,
    permission: { entity: keyOf(entity), verb: 'update' },
    body: entitySchema(entity, 'update'),
    parsesBody: true,
    response: readSchema(entity),
    async handle({ params, body, context, header, deps }) {
      const version = expectedVersion(header('if-match'));
      const record = await updateRecord(deps.db, entity.key, params['id'] ?? '', body, version, context);
      return { headers: { ETag: etag(record.version) }, body: record };
    },
  });
}

function deleteRoute(entity: EntityDefinition): Route {
  return route({
    method: 'delete',
    path: `${pathOf(entity)}/{id}`,
    tag: 'records',
    summary: `Deletes one that nothing else refers to. Needs If-Match.`,
    permission: { entity: keyOf(entity), verb: 'delete' },
    response: null,
    async handle({ params, context, header, deps }) {
      await deleteRecord(
        deps.db,
        entity.key,
        params['id'] ?? '',
        expectedVersion(header('if-match')),
        context,
      );
      return {};
    },
  });
}

function readSchema(entity: EntityDefinition) {
  return { $ref: `#/components/schemas/${entity.key}` };
}

function pathOf(entity: EntityDefinition): string {
  return `/api/${entity.path}`;
}

function keyOf(entity: EntityDefinition): EntityKey {
  // every entity of the catalogue is in ENTITIES, whose keys these are
  return entity.key as EntityKey;
}

function nameOf(label: { en?: string }): string {
  return (label.en ?? '').toLowerCase();
}
