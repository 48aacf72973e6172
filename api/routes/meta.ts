import { allEntities } from '../../domain/entity/catalogue';
import { ROLES } from '../../domain/generated/roles';
import { entityFor } from '../../domain/permissions';
import { listDefinitions } from '../../db/definitions';
import { stagesOfProcesses } from '../../db/stageTitles';
import { docsPage } from '../docsPage';
import { openapi } from '../openapi';
import { route, type Route } from '../http/route';
import { JSON_OBJECT, LABEL, list, object, TEXT } from '../http/schemas';
import { USER, userOf } from './session';

/** `all` = every route of the API, these included. */
export function metaRoutes(all: () => Route[]): Route[] {
  let document: string | undefined;
  let docs: string | undefined;
  return [
    route({
      method: 'get',
      path: '/api/meta',
      tag: 'meta',
      summary:
        'The entities, lists, stages and roles as this person may know them; lists and forms are made from it.',
      permission: 'signedIn',
      response: object({
        user: USER,
        roles: list(object({ key: TEXT, title: LABEL })),
        entities: list(JSON_OBJECT),
        lists: list(JSON_OBJECT),
        stages: list(object({ entity: TEXT, stage: TEXT, title: LABEL })),
      }),
      async handle({ who, deps }) {
        const entities = allEntities().flatMap((entity) => entityFor(who, entity) ?? []);
        const lists = (await listDefinitions(deps.db, 'list')).map(({ body }) => body);
        const stages = (await stagesOfProcesses(deps.db)).filter(({ entity }) =>
          entities.some(({ key }) => key === entity),
        );
        return { body: { user: userOf(who), roles: ROLES, entities, lists, stages } };
      },
    }),
    route({
      method: 'get',
      path: '/api/openapi.json',
      tag: 'meta',
      summary: 'This description.',
      permission: 'public',
      response: JSON_OBJECT,
      handle: () => Promise.resolve({ body: (document ??= JSON.stringify(openapi(all()))) }),
    }),
    route({
      method: 'get',
      path: '/api/docs',
      tag: 'meta',
      summary: 'The same for people: one page without script, which needs no other host.',
      permission: 'public',
      contentType: 'text/html; charset=utf-8',
      response: TEXT,
      handle: () => Promise.resolve({ body: (docs ??= docsPage(all())) }),
    }),
  ];
}
