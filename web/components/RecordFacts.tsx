import { Collection } from '../forms/Collection';
import { rowsOf } from '../forms/rows';
import { useText } from '../i18n';
import type { DataRecord, EntityDefinition } from '../types';
import { Facts } from './Facts';
import { FieldValue } from './FieldValue';
import { currencyOf } from './RecordTable';

/** A record to be read: its fields in the order of its form, then its collections. */
export function RecordFacts({ entity, record }: { entity: EntityDefinition; record: DataRecord }) {
  const { t, label } = useText();
  const currency = currencyOf(entity, record);
  const inForm = (entity.views?.form ?? []).flat().filter((name) => entity.fields[name]);
  const names = [...inForm, ...Object.keys(entity.fields).filter((name) => !inForm.includes(name))];
  const facts = names.flatMap((name) => {
    const field = entity.fields[name];
    return field && field.type !== 'json'
      ? [
          {
            title: label(field.title),
            value: <FieldValue name={name} field={field} record={record} currency={currency} />,
          },
        ]
      : [];
  });
  return (
    <>
      <section className="card" aria-label={t('record.details')}>
        <Facts facts={facts} />
      </section>
      {Object.entries(entity.collections ?? {}).map(([name, definition]) => (
        <section className="card" key={name}>
          <Collection name={name} definition={definition} rows={rowsOf(record, name)} currency={currency} />
        </section>
      ))}
    </>
  );
}
