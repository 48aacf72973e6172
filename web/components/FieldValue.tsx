import { date, dateTime, listed, money, number, percent } from '../format';
import { labelOf } from '../forms/FormFields';
import { periodsOf } from '../forms/periods';
import { useText } from '../i18n';
import { page } from '../paths';
import { useEntity, useMeta } from '../session';
import type { Field, Values } from '../types';
import { namesGroups, useGroup } from '../useGroup';
import { Link } from './Link';
import { StageName } from './StageName';

interface Props {
  name: string;
  field: Field;
  record: Values;
  currency?: string;
  /** In a table a row already leads somewhere. */
  plain?: boolean;
}

/** A field as people read it, by its type. */
export function FieldValue({ name, field, record, currency, plain = false }: Props) {
  const { t, language, label } = useText();
  const { lists } = useMeta();
  const target = useEntity(field.entity);
  const group = useGroup();
  const value = record[name];
  const isEmpty = value === null || value === undefined || value === '';
  if (isEmpty || (Array.isArray(value) && value.length === 0)) return <span className="muted">–</span>;
  const choices: { code: string; title: Field['title'] }[] =
    field.options ?? lists.find(({ key }) => key === field.list)?.items ?? [];
  switch (field.type) {
    case 'money':
      return money(value, currency, language);
    case 'percent':
      return percent(value, language);
    case 'integer':
    case 'decimal':
      return number(value, language);
    case 'date':
      return date(value, language);
    case 'datetime':
      return dateTime(value, language);
    case 'boolean':
      return value === true ? t('record.yes') : t('record.no');
    case 'list':
      return label(choices.find(({ code }) => code === value)?.title) || String(value);
    case 'tags':
      return Array.isArray(value)
        ? listed(namesGroups(name) ? value.map(String).map(group) : value, language)
        : '';
    case 'periods':
      return periodsOf(value)
        .map((days) => days.map((day) => date(day, language)).join(' – '))
        .join(language === 'en' ? '; ' : '；');
    case 'json':
      return JSON.stringify(value);
    case 'ref': {
      const title = labelOf(record, name) ?? String(value);
      return plain || !target || field.collection ? (
        title
      ) : (
        <Link to={page.record(target.path, String(value))}>{title}</Link>
      );
    }
    case 'email':
      return plain ? String(value) : <a href={`mailto:${String(value)}`}>{String(value)}</a>;
    case 'phone':
      return plain ? String(value) : <a href={`tel:${String(value)}`}>{String(value)}</a>;
    case 'text':
      return name === 'stage' ? <StageName id={String(value)} field={field} /> : String(value);
    case 'longText':
      return String(value);
  }
}

export function isNumeric(field: Field): boolean {
  return ['money', 'percent', 'integer', 'decimal'].includes(field.type);
}
