import { SYSTEM_FIELDS } from '../entity/catalogue';
import { compileFilter } from '../entity/filter';
import { measuredField, type Aggregate } from '../entity/report';
import { DomainError } from '../errors';
import type { EntityDefinition, Field } from '../generated/entity';
import type { Dimension, Measure, ReportDefinition } from '../generated/report';
import type { Catalogue } from './catalogue';
import { checkExpression } from './expressions';
import { lookUp } from './lookup';
import { finding, pointer, type Finding } from './problem';
import { entityType } from './recordTypes';

/** A report: fields of its entity that can be grouped by and reckoned with, and conditions that the database can ask. */
export function lintReport(report: ReportDefinition, catalogue: Catalogue): Finding[] {
  const entity = catalogue.entity(report.entity);
  const ids = [...report.by, ...report.measures].map(({ id }) => id);
  const sort = report.sort?.replace('-', '');
  return [
    ...lookUp('unknown-entity', report.entity, '/entity', catalogue.keys('entity')),
    ...duplicates(report, ids),
    ...(sort === undefined || ids.includes(sort)
      ? []
      : [finding('not-allowed-value', '/sort', { expected: ids.join(', ') })]),
    ...(entity ? lintFields(report, entity, catalogue) : []),
  ];
}

function duplicates({ by }: ReportDefinition, ids: string[]): Finding[] {
  return ids.flatMap((name, n) => {
    const at = n < by.length ? pointer('by', n, 'id') : pointer('measures', n - by.length, 'id');
    return ids.indexOf(name) < n ? [finding('duplicate-id', at, { name })] : [];
  });
}

function lintFields(report: ReportDefinition, entity: EntityDefinition, catalogue: Catalogue): Finding[] {
  const condition = (source: string | undefined, at: string) =>
    source === undefined ? [] : lintCondition(source, at, entity, catalogue);
  return [
    ...condition(report.when, '/when'),
    ...report.by.flatMap((dimension, n) => lintDimension(dimension, pointer('by', n), entity)),
    ...report.measures.flatMap((measure, n) => [
      ...lintMeasure(measure, pointer('measures', n), entity),
      ...condition(measure.when, pointer('measures', n, 'when')),
    ]),
  ];
}

/** First as any expression, which tells the place of a mistake; then whether it can be asked in SQL. */
function lintCondition(
  source: string,
  at: string,
  { key, fields }: EntityDefinition,
  catalogue: Catalogue,
): Finding[] {
  const env = { entity: entityType(key, catalogue), today: 'string', user: { id: 'string' } };
  const found = checkExpression(source, at, env, 'bool');
  if (found.length > 0) return found;
  try {
    compileFilter(source, { fields, alias: 't', params: { bind: () => '?' }, ...ANYBODY });
    return [];
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const { 'zh-CN': zh = '', en = '' } = error.fields[0]?.message ?? {};
    return [finding('filter-unsupported', at, { detail: { 'zh-CN': zh, en } })];
  }
}

/** On some day, for somebody. */
const ANYBODY = { today: '2026-01-01', userId: '00000000-0000-7000-8000-000000000000' };

const GROUPED = ['text', 'list', 'ref', 'boolean', 'integer', 'date', 'datetime'];
const DATED = ['date', 'datetime'];

function lintDimension({ field: name, period }: Dimension, at: string, entity: EntityDefinition): Finding[] {
  const fields = { ...SYSTEM_FIELDS, ...entity.fields };
  const unknown = fieldAmong(name, `${at}/field`, fields, (field) => GROUPED.includes(field.type));
  if (unknown.length > 0) return unknown;
  const isDated = DATED.includes(fields[name]?.type ?? '');
  if (isDated && period === undefined) return [finding('missing-property', at, { name: 'period' })];
  return isDated || period === undefined
    ? []
    : [finding('unknown-property', `${at}/period`, { name: 'period' })];
}

const NUMBERS = ['integer', 'decimal', 'percent', 'money'];
const FITTING: Record<Aggregate, string[]> = {
  sum: NUMBERS,
  average: NUMBERS,
  least: [...NUMBERS, ...DATED],
  most: [...NUMBERS, ...DATED],
};

function lintMeasure(measure: Measure, at: string, entity: EntityDefinition): Finding[] {
  const of = measuredField(measure);
  if (!of) return [];
  const fields = { ...SYSTEM_FIELDS, ...entity.fields };
  return fieldAmong(of.field, `${at}/${of.how}`, fields, ({ type }) => FITTING[of.how].includes(type));
}

function fieldAmong(
  name: string,
  at: string,
  fields: Record<string, Field>,
  fits: (field: Field) => boolean,
): Finding[] {
  const fitting = Object.keys(fields).filter((key) => fields[key] && fits(fields[key]));
  if (fitting.includes(name)) return [];
  return Object.hasOwn(fields, name)
    ? [finding('not-allowed-value', at, { expected: fitting.join(', ') })]
    : lookUp('unknown-field', name, at, fitting);
}
