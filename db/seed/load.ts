import { columnOf, entityOf } from '../../domain/entity/catalogue';
import { run, type Db } from '../connect';
import { searchText } from '../search';

export type Row = Record<string, unknown>;

/** Inserts many rows in one statement; keys are field names, absent fields take the column's default. */
export async function loadRows(db: Db, table: string, rows: Row[]): Promise<void> {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))].map(columnOf);
  if (rows.length === 0) return;
  const content = JSON.stringify(
    rows.map((row) =>
      Object.fromEntries(Object.entries(row).map(([name, value]) => [columnOf(name), value])),
    ),
  );
  const text = `insert into ${table} (${columns.join(', ')}) select ${columns.join(', ')} from json_populate_recordset(null::${table}, $1::json)`;
  await run(db, { text, values: [content] });
}

/** Records of an entity: numbered from 1, searchable, each with an audit row as if it had been imported. */
export async function loadRecords(db: Db, key: string, rows: Row[]): Promise<void> {
  const entity = entityOf(key);
  await loadRows(
    db,
    entity.table,
    rows.map((row) => ({
      ...row,
      version: 1,
      updatedAt: row.createdAt,
      search: searchText(entity, String(row.number), row),
    })),
  );
  await run(db, {
    text: `select setval('${entity.table}_number', greatest((select count(*) from ${entity.table}), 1))`,
    values: [],
  });
  const text = `insert into audit (action, entity, entity_id, after, reason) select 'import', '${key}', id, to_jsonb(t) - 'search' - 'password_hash', '演示数据' from ${entity.table} t order by id`;
  await run(db, { text, values: [] });
}
