import { useQuery } from '@tanstack/react-query';
import { request } from '../api';
import { useText } from '../i18n';
import { api, page, withQuery } from '../paths';
import { keys } from '../queries';
import { useMeta } from '../session';
import type { DataRecord, EntityDefinition, Page } from '../types';
import { FieldValue } from './FieldValue';
import { Link } from './Link';
import { currencyOf } from './RecordTable';

const SHOWN = 5;

/** Records of other entities that refer to this one: the opportunities, orders and invoices of a customer. */
export function RelatedRecords({ entity, id }: { entity: EntityDefinition; id: string }) {
  const { entities } = useMeta();
  // an owner's records are too many to be told here
  if (entity.key === 'employee' || entity.key === 'product') return null;
  return entities.flatMap((other) =>
    Object.entries(other.fields)
      .filter(
        ([, field]) => field.type === 'ref' && field.entity === entity.key && field.collection === undefined,
      )
      .map(([name]) => <Related key={`${other.key}.${name}`} entity={other} name={name} id={id} />),
  );
}

function Related({ entity, name, id }: { entity: EntityDefinition; name: string; id: string }) {
  const { t, label } = useText();
  const query = { filter: `${name} == ${JSON.stringify(id)}`, sort: entity.views?.sort, limit: SHOWN };
  const { data } = useQuery({
    queryKey: keys.list(entity.path, query),
    queryFn: () => request<Page<DataRecord>>(withQuery(api.records(entity.path), query)),
  });
  if (!data || data.items.length === 0) return null;
  return (
    <section className="card">
      <h2>{label(entity.plural)}</h2>
      <ul className="plain">
        {data.items.map((record) => (
          <RelatedLine key={record.id} entity={entity} record={record} />
        ))}
      </ul>
      {data.next !== null && entity.views?.filters?.includes(name) && (
        <Link to={withQuery(page.list(entity.path), { [name]: id })} className="small">
          {t('list.all')}
        </Link>
      )}
    </section>
  );
}

function RelatedLine({ entity, record }: { entity: EntityDefinition; record: DataRecord }) {
  const title = String(record[entity.titleField ?? 'number'] ?? record.number);
  const status = entity.statusField ? entity.fields[entity.statusField] : undefined;
  const money = Object.entries(entity.fields).find(([, { type }]) => type === 'money');
  return (
    <li className="row spread">
      <Link to={page.record(entity.path, record.id)}>{title}</Link>
      <span className="row small muted">
        {money && (
          <span>
            <FieldValue
              plain
              name={money[0]}
              field={money[1]}
              record={record}
              currency={currencyOf(entity, record)}
            />
          </span>
        )}
        {status && entity.statusField && (
          <span>
            <FieldValue plain name={entity.statusField} field={status} record={record} />
          </span>
        )}
      </span>
    </li>
  );
}
