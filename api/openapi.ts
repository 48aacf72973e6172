import { allEntities } from '../domain/entity/catalogue';
import { entitySchema } from '../domain/entity/schema';
import { ERRORS } from '../domain/errors';
import type { Route, Schema } from './http/route';
import { choice, JSON_OBJECT, LABEL, list, object, TEXT, WHOLE } from './http/schemas';
import { TASK } from './http/taskSchema';

const PROBLEM = object(
  {
    type: TEXT,
    title: TEXT,
    status: WHOLE,
    code: choice(...Object.keys(ERRORS)),
    titles: LABEL,
    details: JSON_OBJECT,
    errors: list(object({ pointer: TEXT, code: TEXT, message: LABEL })),
    requestId: TEXT,
  },
  ['type', 'title', 'status', 'code', 'titles', 'requestId'],
);

/** What `$ref`s in the routes' schemas point to. */
export function components(): Record<string, Schema> {
  const entities = allEntities().map((entity): [string, Schema] => [
    entity.key,
    entitySchema(entity, 'read'),
  ]);
  return { problem: PROBLEM, task: TASK, ...Object.fromEntries(entities) };
}

/** OpenAPI 3.1 of the routes, from the schemas that check their requests. */
export function openapi(routes: Route[]): Schema {
  const paths: Record<string, Record<string, Schema>> = {};
  for (const route of routes) (paths[route.path] ??= {})[route.method] = operation(route);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Guanxi',
      version: '0.1.0',
      description:
        'Errors are RFC 9457 problem documents with a stable code and both languages. See docs/api.md.',
    },
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    paths,
    components: {
      schemas: components(),
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'guanxi' },
        token: { type: 'http', scheme: 'bearer', description: 'An API token: gx_…' },
      },
    },
  };
}

function operation(route: Route): Schema {
  const status = String(route.status ?? (route.response ? 200 : 204));
  return {
    operationId: operationId(route),
    tags: [route.tag],
    summary: route.summary,
    'x-permission': route.permission,
    ...(route.permission === 'public'
      ? { security: [] }
      : {
          security: [
            { session: [] },
            { token: [`${route.tag}:${route.method === 'get' ? 'read' : 'write'}`] },
          ],
        }),
    parameters: parameters(route),
    ...(route.body && {
      requestBody: {
        required: required(route.body).length > 0,
        content: { 'application/json': { schema: route.body } },
      },
    }),
    responses: {
      [status]: {
        description: route.response ? 'Done.' : 'Done; there is nothing to say.',
        ...(route.response && { content: { [mediaType(route)]: { schema: route.response } } }),
      },
      default: {
        description: 'A problem.',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/problem' } } },
      },
    },
  };
}

function parameters(route: Route): Schema[] {
  const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: TEXT,
  }));
  // a query schema has only `properties` and `required`, both written by us
  const queries = Object.entries((route.query?.['properties'] ?? {}) as Record<string, Schema>).map(
    ([name, schema]) => ({ name, in: 'query', required: required(route.query).includes(name), schema }),
  );
  return [...names, ...queries, ...headers(route)];
}

function headers({ method, permission, path }: Route): Schema[] {
  const header = (name: string, required: boolean): Schema => ({
    name,
    in: 'header',
    required,
    schema: TEXT,
  });
  const isRecord = typeof permission === 'object' && path.endsWith('{id}');
  if (method === 'post' && permission !== 'public') return [header('Idempotency-Key', false)];
  if (isRecord && (method === 'patch' || method === 'delete')) return [header('If-Match', true)];
  return isRecord && method === 'get' ? [header('If-None-Match', false)] : [];
}

function required(schema: Schema | undefined): string[] {
  const names = schema?.['required'];
  return Array.isArray(names) ? names.map(String) : [];
}

function mediaType(route: Route): string {
  return route.contentType?.split(';')[0] ?? 'application/json';
}

/** `GET /api/tasks/{id}` → `getApiTasksId`: stable, because the path is. */
export function operationId({ method, path }: Pick<Route, 'method' | 'path'>): string {
  const words = path.split(/[^A-Za-z0-9]+/).filter((word) => word !== '' && word !== 'api');
  return method + words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join('');
}
