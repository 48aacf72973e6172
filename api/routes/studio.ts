import { getDefinition, listVersions, newest } from '../../db/definitions';
import type { Db } from '../../db/connect';
import { scenariosOf } from '../../definitions/scenarios';
import type { Document } from '../../domain/definition/catalogue';
import type { Locale } from '../../domain/message/liquid';
import type { JsonObject } from '../../domain/process/types';
import { found } from '../http/answers';
import { route } from '../http/route';
import { choice, JSON_OBJECT, list, object, UUID, VERSION } from '../http/schemas';
import {
  CHANGE,
  KIND,
  LETTER,
  NAME,
  REPORT,
  SCENARIO,
  SOURCE,
  TRIAL,
  VERSION_ITEM,
} from '../http/studioSchema';
import { liveCase } from '../studio/liveCase';
import { publishedSet } from '../studio/published';
import { templateData, type About } from '../studio/templateData';
import { visibleInstance } from '../visible';

type Side = { text: string } | { kind: string; key: string; version: number };
const SIDE = { oneOf: [object({ text: SOURCE }), object({ kind: KIND, key: NAME, version: VERSION })] };
const common = { tag: 'definitions', permission: 'definition.read' } as const;

export const studioRoutes = [
  route({
    ...common,
    method: 'get',
    path: '/api/definitions/{kind}/{key}/versions',
    summary:
      'Every version of a definition, newest first: who published it, and how many processes run on it.',
    response: object({ items: list(VERSION_ITEM) }),
    async handle({ params: { kind = '', key = '' }, deps }) {
      const items = await listVersions(deps.db, kind, key);
      found(items[0]);
      return { body: { items } };
    },
  }),
  route({
    ...common,
    method: 'get',
    path: '/api/definitions/{kind}/{key}/scenarios',
    summary: 'The scenarios that the newest version must pass: its own, and those that are shipped for it.',
    response: object({ items: list(SCENARIO) }),
    async handle({ params: { kind = '', key = '' }, deps }) {
      const { body } = found(await newest(deps.db, kind, key));
      // what is published was checked against the schema of its kind
      const items = scenariosOf(body as unknown as Document);
      return { body: { items: items.map(({ name, source, scenario }) => ({ name, source, scenario })) } };
    },
  }),
  route<{ text: string; scenario?: Record<string, unknown> }>({
    ...common,
    method: 'post',
    path: '/api/definitions/simulation',
    summary: 'Plays a scenario on a text with a virtual clock; without one, all that the text must pass.',
    body: object({ text: SOURCE, scenario: JSON_OBJECT }, ['text']),
    response: { anyOf: [REPORT, object({ items: list(REPORT) })] },
    async handle({ body, deps: { db, bench }, context }) {
      return { body: await bench.run(context.actorId, 'simulate', body, await publishedSet(db)) };
    },
  }),
  route<{ text: string; instanceId: string; steps: Record<string, unknown>[] }>({
    ...common,
    method: 'post',
    path: '/api/definitions/trial',
    summary: 'Plays on with a text from where a copy of a running process stands; writes nothing.',
    body: object({ text: SOURCE, instanceId: UUID, steps: { ...list(JSON_OBJECT), maxItems: 200 } }),
    response: TRIAL,
    async handle({ body: { text, instanceId, steps }, deps: { db, bench }, context }) {
      const live = await liveCase(db, await visibleInstance(db, instanceId, context), context);
      return {
        body: await bench.run(context.actorId, 'tryText', { text, live, steps }, await publishedSet(db)),
      };
    },
  }),
  route<About & { text: string; locale: Locale }>({
    ...common,
    method: 'post',
    path: '/api/templates/preview',
    summary: 'A template that is being written, with the data of a customer or an invoice that you may see.',
    body: {
      ...object({ text: SOURCE, customerId: UUID, invoiceId: UUID, locale: choice('zh-CN', 'en') }, [
        'text',
        'locale',
      ]),
      anyOf: [{ required: ['customerId'] }, { required: ['invoiceId'] }],
    },
    response: LETTER,
    async handle({ body: { text, locale, ...about }, deps: { db, bench }, context, who }) {
      const template = await bench.run(who.id, 'readTemplate', { text }, await publishedSet(db));
      const params = await templateData(db, { about, template: template.key, locale, who, context });
      const filled = await bench.run(who.id, 'fillIn', { template, locale, params });
      return { body: { html: null, ...filled } };
    },
  }),
  route<{ left: Side; right: Side }>({
    ...common,
    method: 'post',
    path: '/api/definitions/comparison',
    summary: 'What one version or text changes of another, in sentences.',
    body: object({ left: SIDE, right: SIDE }),
    response: object({ changes: list(CHANGE) }),
    async handle({ body, deps, context }) {
      const [left, right] = [await sideOf(deps.db, body.left), await sideOf(deps.db, body.right)];
      return { body: { changes: await deps.bench.run(context.actorId, 'compare', { left, right }) } };
    },
  }),
];

async function sideOf(db: Db, side: Side): Promise<JsonObject | string> {
  if ('text' in side) return side.text;
  return found(await getDefinition(db, side.kind, side.key, side.version)).body;
}
