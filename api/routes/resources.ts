import { newest } from '../../db/definitions';
import { today } from '../../db/today';
import { daysOfYear } from '../../domain/calendar/year';
import type { Calendar } from '../../domain/calendar/types';
import type { ListDefinition } from '../../domain/generated/list';
import type { JsonObject } from '../../domain/process/types';
import { found } from '../http/answers';
import { route, type Call } from '../http/route';
import { choice, DATE, FLAG, JSON_OBJECT, list, object, query, TEXT } from '../http/schemas';
import { PROBLEM, PUBLICATION } from '../http/studioSchema';
import { checkFiles, publishRehearsed, rehearsePublication } from '../publish';

const DAY = object({
  date: DATE,
  open: FLAG,
  windows: list(list(TEXT)),
  reason: choice('closed', 'open', 'week'),
});
const FORM = { type: 'object', additionalProperties: true };

export const resourceRoutes = [
  route<undefined, { year?: number }>({
    method: 'get',
    path: '/api/calendars/{key}/year',
    tag: 'definitions',
    summary: 'Every day of a year of a calendar, with its working windows and the rule that decides.',
    permission: 'definition.read',
    query: query({ year: { type: 'integer', minimum: 1970, maximum: 2199 } }),
    response: object({ days: list(DAY) }),
    async handle({ params: { key = '' }, query: { year = thisYear() }, deps }) {
      const { body } = found(await newest(deps.db, 'calendar', key));
      // what is published was checked against the schema of its kind
      return { body: { days: daysOfYear(body as unknown as Calendar, year) } };
    },
  }),
  ...(['deactivation', 'activation'] as const).map((change) =>
    route({
      method: 'post',
      path: `/api/lists/{key}/items/{id}/${change}`,
      tag: 'definitions',
      summary:
        change === 'activation'
          ? 'Offers an item of a list again, by publishing a new version of the list.'
          : 'No longer offers an item of a list; records keep it, because nothing is deleted.',
      permission: 'definition.publish',
      body: object({}),
      response: PUBLICATION,
      status: 201,
      handle: (call) => switchItem(call, change === 'activation'),
    }),
  ),
  route<{ form: JsonObject }>({
    method: 'post',
    path: '/api/forms/preview',
    tag: 'definitions',
    summary: 'A form that is being written, as a task page would get it, or what is wrong with it.',
    permission: 'definition.read',
    body: object({ form: FORM }),
    response: object({ form: { anyOf: [JSON_OBJECT, { type: 'null' }] }, problems: list(PROBLEM) }),
    async handle(call) {
      const { body } = call;
      const { schema = null, ui } = body.form;
      const title = { 'zh-CN': '预览', en: 'Preview' };
      const form = { schema, ...(ui !== undefined && { ui }) };
      const document = { kind: 'form', key: 'preview', version: 1, title, ...form };
      const text = JSON.stringify(document, null, 2);
      const problems = await checkFiles(call, [{ file: 'form', text }]);
      const isBroken = problems.some(({ severity }) => severity === 'error');
      return { body: { form: isBroken ? null : form, problems } };
    },
  }),
];

function thisYear(): number {
  return Number(today().slice(0, 4));
}

async function switchItem(call: Call, active: boolean) {
  const { key = '', id = '' } = call.params;
  const row = found(await newest(call.deps.db, 'list', key));
  // what is published was checked against the schema of its kind
  const definition = row.body as unknown as ListDefinition;
  const item = found(definition.items.find(({ code }) => code === id));
  const { kind, version, sha256 } = row;
  if ((item.active ?? true) === active) {
    const published = [{ kind, key, version, sha256, published: false }];
    return { status: 200, body: { published, problems: [], scenarios: [] } };
  }
  const items = definition.items.map((one) => (one === item ? { ...one, active } : one));
  const text = JSON.stringify({ ...definition, version: version + 1, items }, null, 2);
  const rehearsal = await rehearsePublication(call, [{ file: `${key}.json`, text }]);
  return call.write(async (trx) => ({ body: await publishRehearsed(trx, rehearsal, call.context) }));
}
