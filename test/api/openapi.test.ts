import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { checkRoutes, type Route } from '../../api/http/route';
import { createRoutes } from '../../api/routes';
import type { ReplyBody } from './client';
import { useCompany } from './support';

let document: ReplyBody;
const company = useCompany();
beforeAll(async () => {
  document = (await company.nobody.get('/api/openapi.json')).body;
}, 60_000);

const operations = (): [string, ReplyBody][] =>
  Object.entries(document['paths'] ?? {}).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]): [string, ReplyBody] => [`${method} ${path}`, operation]),
  );

test('is OpenAPI 3.1 with an operation for each route', () => {
  expect(document).toMatchObject({ openapi: '3.1.0', info: { title: 'Guanxi' } });
  expect(
    operations()
      .map(([name]) => name)
      .sort(),
  ).toEqual(
    createRoutes()
      .map(({ method, path }) => `${method} ${path}`)
      .sort(),
  );
});

test('every operation has an id of its own, a summary, answers, and a problem for the rest', () => {
  const ids = operations().map(([, operation]) => String(operation['operationId']));
  expect(new Set(ids).size).toBe(ids.length);
  for (const [name, operation] of operations()) {
    const statuses = Object.keys(operation['responses'] ?? {});
    expect([name, statuses.length, statuses.at(-1)]).toEqual([name, 2, 'default']);
    expect(String(operation['summary'])).toMatch(/\.$/);
  }
});

test('every parameter of a path is declared, and nothing else', () => {
  for (const [name, operation] of operations()) {
    const inPath = [...name.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter);
    // an array in the document
    const declared = (
      operation['parameters'] as unknown as { in: string; name: string; required: boolean }[]
    ).filter((parameter) => parameter.in === 'path');
    expect(declared.map((parameter) => parameter.name)).toEqual(inPath);
    expect(declared.every((parameter) => parameter.required)).toBe(true);
  }
});

test('every schema compiles strictly and every reference leads somewhere', () => {
  const ajv = addFormats(new Ajv2020({ strict: true, strictTypes: false, strictRequired: false }));
  ajv.addVocabulary(['components', 'x-list', 'x-entity']);
  ajv.addSchema({ $id: 'https://guanxi.example/openapi', components: document['components'] });
  const pointers = schemas(operations().map(([, operation]) => operation));
  expect(pointers.length).toBeGreaterThan(100);
  for (const schema of pointers) {
    const local = JSON.parse(
      JSON.stringify(schema).replaceAll('"#/components/', '"https://guanxi.example/openapi#/components/'),
    ) as object; // JSON of an object
    expect(() => ajv.compile(local)).not.toThrow();
  }
});

test('a route without a permission, a summary or a body schema stops the start', () => {
  const good = createRoutes()[0] as Route; // there is at least one
  expect(() => checkRoutes([good])).not.toThrow();
  expect(() => checkRoutes([good, good])).toThrow('is declared twice');
  expect(() => checkRoutes([{ ...good, permission: undefined } as unknown as Route])).toThrow(
    'has no permission',
  );
  expect(() => checkRoutes([{ ...good, method: 'post', body: undefined }])).toThrow('has no body schema');
});

function schemas(value: unknown): object[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]: [string, unknown]) =>
    name === 'schema' && typeof inner === 'object' && inner !== null ? [inner] : schemas(inner),
  );
}
