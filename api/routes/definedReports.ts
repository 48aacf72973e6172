import { listDefinitions, newest } from '../../db/definitions';
import { isReadable, runReport, type ReportResult } from '../../db/reports/defined';
import type { ReportDefinition } from '../../domain/generated/report';
import type { JsonObject } from '../../domain/process/types';
import { found } from '../http/answers';
import { route } from '../http/route';
import { FLAG, JSON_OBJECT, LABEL, list, object, orNull, query, TEXT, WHOLE } from '../http/schemas';
import { SOURCE } from '../http/studioSchema';
import { publishedSet } from '../studio/published';

const HEAD = { key: TEXT, version: WHOLE, title: LABEL, description: orNull(LABEL), entity: TEXT };
const COLUMN = object({ id: TEXT, title: LABEL, field: orNull(JSON_OBJECT), period: orNull(TEXT) });
const VALUE = { anyOf: [TEXT, { type: 'number' }, FLAG, { type: 'null' }] };
const LINE = object({
  currency: orNull(TEXT),
  by: list(object({ value: VALUE, label: orNull(TEXT) })),
  measures: list(VALUE),
});
const RESULT = object({
  ...HEAD,
  by: list(COLUMN),
  measures: list(COLUMN),
  rows: list(LINE),
  totals: list(LINE),
  hasMore: FLAG,
});

export const definedReportRoutes = [
  route({
    method: 'get',
    path: '/api/reports',
    tag: 'reports',
    summary: 'The published reports that you may see.',
    permission: 'report.read',
    response: object({ items: list(object(HEAD)) }),
    async handle({ context, deps: { db } }) {
      const reports = (await listDefinitions(db, 'report')).map(({ body }) => reportOf(body));
      return { body: { items: reports.filter((report) => isReadable(report, context)).map(headOf) } };
    },
  }),
  route<undefined, { filter?: string }>({
    method: 'get',
    path: '/api/reports/{key}',
    tag: 'reports',
    summary:
      'The groups of a published report over the records that you may see; `filter` (CEL, as in lists) narrows them.',
    permission: 'report.read',
    query: query({ filter: { type: 'string', maxLength: 2000 } }),
    response: RESULT,
    async handle({ params: { key = '' }, query: { filter }, context, deps: { db } }) {
      const report = reportOf(found(await newest(db, 'report', key)).body);
      return { body: answerOf(report, found(await runReport(db, report, context, filter))) };
    },
  }),
  route<{ text: string }>({
    method: 'post',
    path: '/api/reports/preview',
    tag: 'definitions',
    summary: 'A report that is being written, over the records that you may see.',
    permission: 'definition.read',
    body: object({ text: SOURCE }),
    response: RESULT,
    async handle({ body: { text }, context, deps: { db, bench } }) {
      const report = await bench.run(context.actorId, 'readReport', { text }, await publishedSet(db));
      return { body: answerOf(report, found(await runReport(db, report, context))) };
    },
  }),
];

function reportOf(body: JsonObject): ReportDefinition {
  // what is published was checked against the schema of its kind
  return body as unknown as ReportDefinition;
}

function headOf({ key, version, title, description, entity }: ReportDefinition) {
  return { key, version, title, description: description ?? null, entity };
}

function answerOf(report: ReportDefinition, result: ReportResult) {
  return { ...headOf(report), ...result };
}
