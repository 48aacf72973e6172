import { run, type Db } from './connect';

/**
 * The schema as SQL, from PostgreSQL's own catalogue: the same text for the same schema on every machine. db/schema.sql
 * is this text for the migrations as they are; a test compares them, so that a migration shows what it does.
 */
export async function describeSchema(db: Db): Promise<string> {
  const parts = await Promise.all(
    [SEQUENCES, TABLES, VIEWS, INDEXES, FUNCTIONS, TRIGGERS].map((text) =>
      run<{ sql: string }>(db, { text, values: [] }),
    ),
  );
  return `-- Made by scripts/dump-schema.mjs from the migrations; do not edit.\n\n${parts
    .flat()
    .map((row) => row.sql)
    .join('\n\n')}\n`;
}

const OURS = `n.nspname = current_schema()`;
/** What an extension brings is not ours. */
const NOT_OF_EXTENSION = `not exists (select 1 from pg_depend d where d.objid = o.oid and d.deptype = 'e')`;

const SEQUENCES = `
  select 'create sequence ' || o.relname || ';' as sql from pg_class o join pg_namespace n on n.oid = o.relnamespace
  where ${OURS} and o.relkind = 'S' and not exists (select 1 from pg_depend d where d.objid = o.oid and d.deptype = 'i') order by o.relname`;

// PostgreSQL 18 lists NOT NULL among the constraints; here it stands with its column.
const TABLES = `
  select 'create table ' || o.relname || E' (\\n' || string_agg('  ' || line, E',\\n' order by part, place, line collate "C") || E'\\n);' as sql
  from pg_class o join pg_namespace n on n.oid = o.relnamespace
  cross join lateral (
    select 1 as part, a.attnum as place, a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || case when a.attnotnull then ' not null' else '' end ||
      case when a.attidentity <> '' then ' generated always as identity'
        when a.attgenerated <> '' then ' generated always as (' || pg_get_expr(d.adbin, d.adrelid) || ') stored'
        when d.adbin is not null then ' default ' || pg_get_expr(d.adbin, d.adrelid) else '' end as line
    from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum where a.attrelid = o.oid and a.attnum > 0 and not a.attisdropped
    union all
    select 2, 0, 'constraint ' || c.conname || ' ' || pg_get_constraintdef(c.oid) from pg_constraint c where c.conrelid = o.oid and c.contype in ('p', 'u', 'f', 'c')
  ) lines
  where ${OURS} and o.relkind = 'r' and ${NOT_OF_EXTENSION} group by o.relname order by o.relname`;

const VIEWS = `
  select 'create view ' || o.relname || E' as\\n' || replace(pg_get_viewdef(o.oid, true), n.nspname || '.', '') as sql
  from pg_class o join pg_namespace n on n.oid = o.relnamespace where ${OURS} and o.relkind = 'v' and ${NOT_OF_EXTENSION} order by o.relname`;

const INDEXES = `
  select replace(pg_get_indexdef(i.indexrelid), n.nspname || '.', '') || ';' as sql
  from pg_index i join pg_class o on o.oid = i.indexrelid join pg_namespace n on n.oid = o.relnamespace
  where ${OURS} and not exists (select 1 from pg_constraint c where c.conindid = i.indexrelid and c.contype in ('p', 'u')) order by o.relname`;

const FUNCTIONS = `
  select replace(pg_get_functiondef(o.oid), n.nspname || '.', '') || ';' as sql from pg_proc o join pg_namespace n on n.oid = o.pronamespace
  where ${OURS} and ${NOT_OF_EXTENSION} order by o.proname`;

const TRIGGERS = `
  select replace(pg_get_triggerdef(g.oid), n.nspname || '.', '') || ';' as sql from pg_trigger g
  join pg_class o on o.oid = g.tgrelid join pg_namespace n on n.oid = o.relnamespace where ${OURS} and not g.tgisinternal order by o.relname, g.tgname`;
