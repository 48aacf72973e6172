import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useText } from '../i18n';
import { page } from '../paths';
import type { DataRecord, EntityDefinition, Field } from '../types';
import { FieldValue, isNumeric } from './FieldValue';
import { Link } from './Link';

interface Props {
  entity: EntityDefinition;
  items: DataRecord[];
  sort: string | undefined;
  sortBy: (sort: string) => void;
}

const NUMBER: Field = { type: 'text', title: { 'zh-CN': '编号', en: 'Number' } };
const UNSORTED = ['ref', 'tags', 'periods', 'json'];

/** The columns of views.list; the first leads to the record. */
export function RecordTable({ entity, items, sort, sortBy }: Props) {
  const { t, label } = useText();
  const names = entity.views?.list ?? Object.keys(entity.fields).slice(0, 6);
  const columns = names.flatMap((name): [string, Field][] => {
    const field = entity.fields[name] ?? (name === 'number' ? NUMBER : undefined);
    return field ? [[name, field]] : [];
  });
  return (
    <div
      className="table-wrap"
      tabIndex={0}
      role="region"
      aria-label={t('list.rows', { name: label(entity.plural) })}
    >
      <table className="table">
        <thead>
          <tr>
            {columns.map(([name, field]) => (
              <Head key={name} name={name} field={field} sort={sort} sortBy={sortBy} />
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((record) => (
            <tr key={record.id}>
              {columns.map(([name, field], index) => (
                <td key={name} className={isNumeric(field) ? 'right' : undefined}>
                  {index === 0 ? (
                    <Link to={page.record(entity.path, record.id)}>
                      <FieldValue plain name={name} field={field} record={record} />
                    </Link>
                  ) : (
                    <FieldValue
                      plain
                      name={name}
                      field={field}
                      record={record}
                      currency={currencyOf(entity, record)}
                    />
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Head({
  name,
  field,
  sort,
  sortBy,
}: { name: string; field: Field } & Pick<Props, 'sort' | 'sortBy'>) {
  const { t, label } = useText();
  const title = label(field.title);
  const className = isNumeric(field) ? 'right' : undefined;
  if (UNSORTED.includes(field.type))
    return (
      <th scope="col" className={className}>
        {title}
      </th>
    );
  const direction = sort === name ? 'ascending' : sort === `-${name}` ? 'descending' : undefined;
  return (
    <th scope="col" className={className} aria-sort={direction ?? 'none'}>
      <button
        type="button"
        className="sorter"
        title={t('list.sortBy', { field: title })}
        onClick={() => sortBy(direction === 'ascending' ? `-${name}` : name)}
      >
        {title}
        {direction === 'ascending' && <IconArrowUp size={14} aria-hidden />}
        {direction === 'descending' && <IconArrowDown size={14} aria-hidden />}
      </button>
    </th>
  );
}

export function currencyOf(entity: EntityDefinition, record: DataRecord): string | undefined {
  const value = entity.currencyField ? record[entity.currencyField] : undefined;
  return typeof value === 'string' ? value : undefined;
}
