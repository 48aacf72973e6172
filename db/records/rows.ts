import { columnOf, parentColumn } from '../../domain/entity/catalogue';
import { compute } from '../../domain/entity/computed';
import { error, invalid, type Item, type Values } from '../../domain/entity/parse';
import type { EntityDefinition, Field } from '../../domain/generated/entity';
import { run, type Db } from '../connect';
import { only } from '../rows';
import { Params } from '../sql';

type List = NonNullable<EntityDefinition['collections']>[string];

/** Inserts a row from values by field name; `extra` are columns that are no fields. */
export async function insertRow(
  db: Db,
  table: string,
  fields: Record<string, Field>,
  values: Values,
  extra: Values,
): Promise<string> {
  const columns = { ...columnValues(fields, values), ...extra };
  const params = new Params();
  const places = Object.values(columns).map((value) => params.bind(value));
  const text = `insert into ${table} (${Object.keys(columns).join(', ')}) values (${places.join(', ')}) returning id`;
  return only(await run<{ id: string }>(db, { text, values: params.values })).id;
}

/** Changes a row; `extra` are columns with SQL of ours. */
export async function updateRow(
  db: Db,
  table: string,
  id: string,
  fields: Record<string, Field>,
  values: Values,
  extra: (params: Params) => string[] = () => [],
): Promise<void> {
  const params = new Params();
  const sets = Object.entries(columnValues(fields, values)).map(
    ([column, value]) => `${column} = ${params.bind(value)}`,
  );
  const all = [...sets, ...extra(params)];
  if (all.length === 0) return;
  await run(db, {
    text: `update ${table} set ${all.join(', ')} where id = ${params.bind(id)}::uuid`,
    values: params.values,
  });
}

/** The collection as it shall be: rows with a known id over what is there, others new, with their computed fields. */
export function mergeList(
  list: List,
  present: Item[],
  wanted: Item[],
  record: Values,
  pointer: string,
): Item[] {
  const known = new Map(present.map((row) => [row.id, row]));
  const seen = new Set<string>();
  return wanted.map((row, index) => {
    const before = row.id === undefined ? undefined : known.get(row.id);
    if (row.id !== undefined && (!before || seen.has(row.id)))
      throw invalid([error(`${pointer}/${index}/id`, 'reference', '没有这一行', 'there is no such row')]);
    if (row.id !== undefined) seen.add(row.id);
    return withComputed(list.fields, { ...before, ...row }, record);
  });
}

function withComputed(fields: Record<string, Field>, row: Item, record: Values): Item {
  const computed: Values = {};
  for (const [name, field] of Object.entries(fields)) {
    if (field.computed) computed[name] = compute(field.computed, row, record, {});
  }
  return { ...row, ...computed };
}

/** Deletes the rows that are gone, changes and inserts the others; the order of the list is kept. */
export async function writeList(
  db: Db,
  entity: EntityDefinition,
  recordId: string,
  list: List,
  present: Item[],
  wanted: Item[],
): Promise<void> {
  const kept = new Set(wanted.map((row) => row.id));
  const gone = present.flatMap((row) => (row.id !== undefined && !kept.has(row.id) ? [row.id] : []));
  if (gone.length > 0)
    await run(db, { text: `delete from ${list.table} where id = any($1::uuid[])`, values: [gone] });
  for (const [position, row] of wanted.entries()) {
    if (row.id === undefined)
      await insertRow(db, list.table, list.fields, row, { [parentColumn(entity)]: recordId, position });
    else
      await updateRow(db, list.table, row.id, list.fields, row, (params) => [
        `position = ${params.bind(position)}`,
      ]);
  }
}

/** Stored computed fields of the record itself. */
export function computedValues(
  entity: EntityDefinition,
  values: Values,
  lists: Record<string, Item[]>,
): Values {
  return Object.fromEntries(
    Object.entries(entity.fields).flatMap(([name, field]) =>
      field.computed ? [[name, compute(field.computed, values, values, lists)]] : [],
    ),
  );
}

function columnValues(fields: Record<string, Field>, values: Values): Values {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(
        ([name, field]) => !field.generated && Object.hasOwn(values, name) && values[name] !== undefined,
      )
      .map(([name, field]) => [
        columnOf(name),
        (field.type === 'json' || field.type === 'periods') && values[name] !== null
          ? JSON.stringify(values[name])
          : values[name],
      ]),
  );
}
