import { allEntities } from '../domain/entity/catalogue';
import { ROLES } from '../domain/generated/roles';
import type { Label } from '../domain/generated/process';
import type { Called, Shows } from '../domain/process/valueText';
import type { Wording } from '../domain/process/wording';
import { run, type Db } from '../db/connect';

type Items = { code: string; title: Label }[];
type Ui = Record<string, { title?: Label; options?: Record<string, Label>; widget?: string }>;
interface Row {
  kind: string;
  key: string;
  title: Label;
  /** Of a list its items, of a form how its fields are called. */
  inside: unknown;
}

/** The list whose items name groups of people and queues. */
const GROUPS = 'employee-group';

/** What is published says how people call things: the newest version, also where a case runs on an older one. */
export async function wordingOf(db: Db): Promise<Wording> {
  const text = `select distinct on (kind, key) kind, key, body->'title' as title,
      case kind when 'form' then body->'ui' when 'list' then body->'items' end as inside
    from definition where status = 'published' and kind in ('template', 'process', 'list', 'form')
    order by kind, key, version desc`;
  const rows = await run<Row>(db, { name: 'wording', text, values: [] });
  const known = new Map(rows.map((row) => [`${row.kind}:${row.key}`, row]));
  // published by the schema of its kind
  const itemsOf = (list: string) => (known.get(`list:${list}`)?.inside ?? []) as Items;
  const groups = new Map([
    ...ROLES.map(({ key, title }): [string, Label] => [key, title]),
    ...itemsOf(GROUPS).map(({ code, title }): [string, Label] => [code, title]),
  ]);
  return {
    field: (entity, name) => fieldOf(entity, name, itemsOf),
    formField(form, name) {
      const ui = (known.get(`form:${form}`)?.inside ?? {}) as Ui; // as above
      const { title, options, widget } = (Object.hasOwn(ui, name) ? ui[name] : undefined) ?? {};
      return title ? { title, ...(options && { options }), ...showsAs(widget) } : null;
    },
    group: (code) => groups.get(code) ?? null,
    template: (key) => known.get(`template:${key}`)?.title ?? null,
    process: (key) => known.get(`process:${key}`)?.title ?? null,
  };
}

function fieldOf(entity: string, name: string, itemsOf: (list: string) => Items): Called | null {
  const { fields = {} } = allEntities().find(({ key }) => key === entity) ?? {};
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (!field) return null;
  const items: Items = field.options ?? (field.list ? itemsOf(field.list) : []);
  return {
    title: field.title,
    ...showsAs(field.type),
    ...(items.length > 0 && { options: Object.fromEntries(items.map(({ code, title }) => [code, title])) }),
  };
}

const SHOWS: readonly Shows[] = ['money', 'percent', 'date', 'datetime', 'ref'];

/** A type of a field, or a widget of a form: those that are not plain text have the same names in both. */
function showsAs(kind: string | undefined): { shows?: Shows } {
  const shows = SHOWS.find((name) => name === kind);
  return shows ? { shows } : {};
}
