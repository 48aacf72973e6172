import { ActionIcon, Button } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { FieldValue, isNumeric } from '../components/FieldValue';
import { useText } from '../i18n';
import type { EntityDefinition, Field, Label, Values } from '../types';
import type { Errors } from './check';
import { FieldInput } from './FieldInput';
import { labelOf } from './FormFields';
import { specOfField } from './spec';
import { defaultsOf } from './values';

type CollectionDefinition = NonNullable<EntityDefinition['collections']>[string];

interface Props {
  name: string;
  definition: CollectionDefinition;
  rows: Values[];
  currency?: string;
  /** Absent when it is only read. */
  edit?: { errors: Errors; change: (rows: Values[]) => void };
}

/** The rows that belong to a record, such as the lines of an order. */
export function Collection({ name, definition, rows, currency, edit }: Props) {
  const { t, label } = useText();
  // a row of another record's list has no name of its own; the record next to it has
  const fields = Object.entries(definition.fields).filter(([, of]) => edit || !of.collection);
  const title = label(definition.title);
  const add = () => edit?.change([...rows, defaultsOf(fields.map(([field, of]) => specOfField(field, of)))]);
  return (
    <section className="stack">
      <h2>{title}</h2>
      {rows.length === 0 ? (
        <p className="muted">{t('record.noRows')}</p>
      ) : (
        <div className="table-wrap" tabIndex={0} role="region" aria-label={title}>
          <table className={edit ? 'table editable' : 'table'}>
            <thead>
              <tr>
                {fields.map(([field, { title: head, ...of }]) => (
                  <th
                    key={field}
                    scope="col"
                    className={isNumeric({ title: head, ...of }) ? 'right' : undefined}
                  >
                    {label(head)}
                  </th>
                ))}
                {edit && (
                  <th scope="col">
                    <span className="sr-only">{t('list.actions')}</span>
                  </th>
                )}
              </tr>
            </thead>
            <tbody>
              {rows.map((row, index) => (
                <Row
                  key={typeof row['id'] === 'string' ? row['id'] : index}
                  {...{ name, fields, row, index, currency }}
                  edit={
                    edit && {
                      errors: edit.errors,
                      change: (next) =>
                        edit.change(rows.flatMap((old, at) => (at !== index ? [old] : next ? [next] : []))),
                    }
                  }
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {edit && (
        <div>
          <Button variant="light" size="xs" leftSection={<IconPlus size={14} aria-hidden />} onClick={add}>
            {t('record.addRow')}
          </Button>
        </div>
      )}
    </section>
  );
}

interface RowProps {
  name: string;
  fields: [string, Field][];
  row: Values;
  index: number;
  currency?: string;
  edit?: { errors: Errors; change: (row: Values | null) => void };
}

function Row({ name, fields, row, index, currency, edit }: RowProps) {
  const { t } = useText();
  return (
    <tr>
      {fields.map(([field, of]) => {
        const spec = specOfField(field, of);
        return (
          <td key={field} className={isNumeric(of) ? 'right' : undefined}>
            {edit && !spec.readOnly ? (
              <FieldInput
                hideLabel
                spec={{ ...spec, title: numbered(spec.title, index) }}
                value={row[field]}
                refLabel={labelOf(row, field)}
                error={edit.errors[`${name}.${index}.${field}`]}
                onChange={(value) => edit.change({ ...row, [field]: value })}
              />
            ) : (
              <FieldValue name={field} field={of} record={row} currency={currency} />
            )}
          </td>
        );
      })}
      {edit && (
        <td>
          <ActionIcon
            variant="subtle"
            color="red"
            aria-label={t('record.removeRow', { row: index + 1 })}
            onClick={() => edit.change(null)}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </td>
      )}
    </tr>
  );
}

/** "数量 2": each input has a name of its own. */
function numbered(title: Label, index: number): Label {
  return Object.fromEntries(
    Object.entries(title).map(([language, text]) => [language, `${text} ${index + 1}`]),
  );
}
