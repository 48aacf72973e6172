import { columnOf, entityOf, SYSTEM_FIELDS } from '../../domain/entity/catalogue';
import { compileFilter } from '../../domain/entity/filter';
import { measuredField, type Aggregate } from '../../domain/entity/report';
import { DomainError } from '../../domain/errors';
import type { EntityDefinition, Field } from '../../domain/generated/entity';
import type { Dimension, Label, Measure, ReportDefinition } from '../../domain/generated/report';
import { can, visibleFields } from '../../domain/permissions';
import { run, type Db } from '../connect';
import type { RecordContext } from '../context';
import { titleColumn } from '../labels';
import { reachable } from '../ownership';
import { Params } from '../sql';
import { COMPANY_ZONE, today } from '../today';

/** What a column holds; `field` says how a value is shown, and is absent for a count. */
export interface ReportColumn {
  id: string;
  title: Label;
  field: Field | null;
  /** Of a dimension: what a date stands for, whose first day it is. */
  period: Dimension['period'] | null;
}

/** Values in the order of their columns. Amounts are text, other figures numbers, nothing is null. */
export interface ReportLine {
  currency: string | null;
  by: { value: string | number | boolean | null; label: string | null }[];
  measures: (string | number | null)[];
}

export interface ReportResult {
  by: ReportColumn[];
  measures: ReportColumn[];
  rows: ReportLine[];
  /** Over all records of the report, one line for each currency where there are amounts. */
  totals: ReportLine[];
  /** There are more groups than the report shows. */
  hasMore: boolean;
}

/** Whether all that a report names may be seen by this person; one that may not is not there for them. */
export function isReadable(report: ReportDefinition, context: RecordContext): boolean {
  return statementOf(report, context, null) !== null;
}

/**
 * The groups of a report over the records that this person may see. Null where the report is not for them.
 * `filter` is a further condition of theirs in CEL: FILTER_INVALID when it makes no sense.
 */
export async function runReport(
  db: Db,
  report: ReportDefinition,
  context: RecordContext,
  filter: string | null = null,
): Promise<ReportResult | null> {
  const statement = statementOf(report, context, filter);
  if (!statement) return null;
  const lines = await run<ReportLine & { total: number }>(db, statement);
  const limit = limitOf(report);
  const groups = lines.filter(({ total }) => total === 0);
  return {
    ...columnsOf(report),
    rows: groups.slice(0, limit).map(withoutTotal),
    totals: lines.filter(({ total }) => total === 1).map(withoutTotal),
    hasMore: groups.length > limit,
  };
}

function withoutTotal({ currency, by, measures }: ReportLine): ReportLine {
  return { currency, by, measures };
}

function limitOf({ limit = 200 }: ReportDefinition): number {
  return limit;
}

function columnsOf({ entity, by, measures }: ReportDefinition): Pick<ReportResult, 'by' | 'measures'> {
  const fields = { ...SYSTEM_FIELDS, ...entityOf(entity).fields };
  return {
    by: by.map(({ id, title, field: name, period = null }) => {
      const field = fields[name] ?? null;
      return { id, title: title ?? field?.title ?? {}, field, period };
    }),
    measures: measures.map((measure) => {
      const of = measuredField(measure);
      return { id: measure.id, title: measure.title, field: fields[of?.field ?? ''] ?? null, period: null };
    }),
  };
}

interface Source {
  entity: EntityDefinition;
  fields: Record<string, Field>;
  condition: (source: string) => string;
}

/** The rows with their groups, values and conditions inside; the figures, then the labels and the order around them. */
function statementOf(
  report: ReportDefinition,
  context: RecordContext,
  filter: string | null,
): { text: string; values: unknown[] } | null {
  const entity = entityOf(report.entity);
  const seen = visibleFields(context, entity.fields);
  const fields = { ...SYSTEM_FIELDS, ...seen };
  if (can(context, 'read', entity) === 'none' || namesOf(report).some((name) => !Object.hasOwn(fields, name)))
    return null;
  const params = new Params();
  const scope = { fields: seen, alias: 't', params, today: today(), userId: context.actorId };
  const condition = (source: string) => compileFilter(source, scope);
  const inner = innerOf(
    report,
    { entity, fields, condition },
    reachable(entity, 't', 'read', context, params),
  );
  if (inner === null) return null;
  const where = filter?.trim() ? ` and ${condition(filter)}` : '';
  const limit = params.bind(limitOf(report) + 1);
  return {
    text: outer(report, fields, `${inner.text}${where}`, inner.hasCurrency, limit),
    values: params.values,
  };
}

function namesOf({ by, measures }: ReportDefinition): string[] {
  return [...by.map(({ field }) => field), ...measures.flatMap((one) => measuredField(one)?.field ?? [])];
}

/** Null when a condition names what this person may not see. */
function innerOf(
  { when, by, measures }: ReportDefinition,
  { entity, fields, condition }: Source,
  reach: string,
): { text: string; hasCurrency: boolean } | null {
  const hasCurrency =
    entity.currencyField !== undefined &&
    measures.some((measure) => fields[measuredField(measure)?.field ?? '']?.type === 'money');
  try {
    const columns = [
      ...by.map((dimension, n) => `${groupOf(dimension, fields)} as d${n}`),
      ...measures.flatMap((measure, n) => valuesOf(measure, n, condition)),
      `${hasCurrency ? `t.${columnOf(entity.currencyField ?? '')}` : 'null::text'} as currency`,
    ];
    const where = when === undefined ? reach : `${reach} and ${condition(when)}`;
    return { text: `select ${columns.join(', ')} from ${entity.table} t where ${where}`, hasCurrency };
  } catch (error) {
    if (error instanceof DomainError && error.code === 'FILTER_INVALID') return null;
    throw error;
  }
}

function groupOf({ field: name, period }: Dimension, fields: Record<string, Field>): string {
  const column = `t.${columnOf(name)}`;
  if (period === undefined) return column;
  const local =
    fields[name]?.type === 'datetime' ? `${column} at time zone '${COMPANY_ZONE}'` : `${column}::timestamp`;
  return `date_trunc('${period}', ${local})::date`;
}

function valuesOf(measure: Measure, n: number, condition: (source: string) => string): string[] {
  const of = measuredField(measure);
  return [
    ...(of ? [`t.${columnOf(of.field)} as v${n}`] : []),
    ...(measure.when === undefined ? [] : [`coalesce(${condition(measure.when)}, false) as w${n}`]),
  ];
}

function outer(
  report: ReportDefinition,
  fields: Record<string, Field>,
  inner: string,
  hasCurrency: boolean,
  limit: string,
): string {
  const { by, measures } = report;
  const groups = by.map((_, n) => `d${n}`);
  const currency = hasCurrency ? ['currency'] : [];
  const figures = measures.map((measure, n) => `${figureOf(measure, n)} as m${n}`);
  const sums = `select grouping(d0) as total, ${[...groups, ...figures].join(', ')}, ${hasCurrency ? 'currency' : 'null::text as currency'}
    from (${inner}) r group by grouping sets ((${[...groups, ...currency].join(', ')}), (${currency.join(', ')}))`;
  const labels = by.map(({ field }, n) => `${labelOf(fields[field], `d${n}`)} as l${n}`);
  const placed = `select s.*, ${labels.join(', ')} from (${sums}) s`;
  const order = orderOf(report, hasCurrency);
  const values = by.map((_, n) => `json_build_object('value', d${n}, 'label', l${n})`);
  const shown = measures.map((measure, n) => shownOf(measure, fields, `m${n}`));
  return `select total, currency, case total when 0 then json_build_array(${values.join(', ')}) else '[]' end as by,
      json_build_array(${shown.join(', ')}) as measures
    from (select p.*, row_number() over (partition by total order by ${order}) as place from (${placed}) p) q
    where place <= ${limit} order by total, place`;
}

const AGGREGATES: Record<Aggregate, string> = { sum: 'sum', average: 'avg', least: 'min', most: 'max' };

function figureOf(measure: Measure, n: number): string {
  const of = measuredField(measure);
  const some = measure.when === undefined ? '' : ` filter (where w${n})`;
  return of ? `${AGGREGATES[of.how]}(v${n})${some}` : `count(*)${some}`;
}

/** Amounts exact, with two decimals, as text; a mean rounded once, at the end. */
function shownOf(measure: Measure, fields: Record<string, Field>, column: string): string {
  const of = measuredField(measure);
  const type = fields[of?.field ?? '']?.type;
  if (type === 'money') return `round(${column}, 2)::text`;
  if (of?.how === 'average') return `trim_scale(round(${column}, 6))`;
  return type === 'decimal' || type === 'percent' ? `trim_scale(${column})` : column;
}

function labelOf(field: Field | undefined, column: string): string {
  if (field?.type !== 'ref' || field.collection) return 'null::text';
  const target = entityOf(field.entity ?? '');
  return `(select r.${titleColumn(target)} from ${target.table} r where r.id = ${column})`;
}

/** What has no value stands last. */
function orderOf({ sort, by, measures }: ReportDefinition, hasCurrency: boolean): string {
  const columns = [
    ...by.map(({ id }, n) => ({ id, columns: [`l${n}`, `d${n}`] })),
    ...measures.map(({ id }, n) => ({ id, columns: [`m${n}`] })),
  ];
  const way = sort?.startsWith('-') ? 'desc' : 'asc';
  const first = columns.find(({ id }) => id === sort?.replace('-', ''))?.columns ?? [];
  const rest = columns.slice(0, by.length).flatMap((one) => one.columns);
  return [
    ...first.map((column) => `${column} ${way} nulls last`),
    ...rest.map((column) => `${column} nulls last`),
    ...(hasCurrency ? ['currency'] : []),
  ].join(', ');
}
