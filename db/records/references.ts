import { entityOf } from '../../domain/entity/catalogue';
import { isUuid } from '../../domain/entity/fieldTypes';
import { error, invalid, type ParsedRecord, type Values } from '../../domain/entity/parse';
import type { FieldError } from '../../domain/errors';
import type { EntityDefinition, Field } from '../../domain/generated/entity';
import { run, type Db } from '../connect';
import type { RecordContext } from '../context';
import { reachable } from '../ownership';
import { Params } from '../sql';

interface Mention {
  pointer: string;
  field: Field;
  value: string;
}

/** Every reference must name a record that this person may see, every choice an item of its list. */
export async function checkMentions(
  db: Db,
  entity: EntityDefinition,
  parsed: ParsedRecord,
  context: RecordContext,
): Promise<void> {
  const mentions = [
    ...mentioned(entity.fields, parsed.values, ''),
    ...Object.entries(parsed.lists).flatMap(([name, rows]) =>
      rows.flatMap((row, index) =>
        mentioned(entity.collections?.[name]?.fields ?? {}, row, `/${name}/${index}`),
      ),
    ),
  ];
  const errors = [
    ...(await unknownReferences(db, mentions, context)),
    ...(await unknownChoices(db, mentions, context)),
  ];
  if (errors.length > 0) throw invalid(errors);
}

function mentioned(fields: Record<string, Field>, values: Values, pointer: string): Mention[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const value = values[name];
    return (field.type === 'ref' || field.list) && typeof value === 'string'
      ? [{ pointer: `${pointer}/${name}`, field, value }]
      : [];
  });
}

async function unknownReferences(db: Db, mentions: Mention[], context: RecordContext): Promise<FieldError[]> {
  const missing: FieldError[] = [];
  const targets = new Set(
    mentions.flatMap(({ field }) =>
      field.type === 'ref' && field.entity && !field.collection ? [field.entity] : [],
    ),
  );
  for (const target of targets) {
    const here = mentions.filter(({ field }) => field.entity === target && !field.collection);
    const present = await reachableIds(
      db,
      entityOf(target),
      [...new Set(here.map((mention) => mention.value))],
      context,
    );
    missing.push(
      ...here
        .filter((mention) => !present.has(mention.value))
        .map((mention) => error(mention.pointer, 'reference', '没有这条记录', 'there is no such record')),
    );
  }
  return missing;
}

/** Those of the ids that name a record that this person may see; what is no id names none. */
export async function reachableIds(
  db: Db,
  entity: EntityDefinition,
  ids: string[],
  context: RecordContext,
): Promise<Set<string>> {
  const params = new Params();
  const text = `select t.id from ${entity.table} t where t.id = any(${params.bind(ids.filter(isUuid))}::uuid[]) and ${reachable(entity, 't', 'read', context, params)}`;
  return new Set((await run<{ id: string }>(db, { text, values: params.values })).map((row) => row.id));
}

// A list that is not published yet accepts every code: the linter, not the first user, tells the author that it is missing.
// What is deactivated nobody chooses any more; the engine goes on writing it, because cases that run were made with it.
async function unknownChoices(db: Db, mentions: Mention[], { roles }: RecordContext): Promise<FieldError[]> {
  const keys = [...new Set(mentions.flatMap(({ field }) => (field.list ? [field.list] : [])))];
  if (keys.length === 0) return [];
  const text = `select distinct on (key) key, array(select item->>'code' from jsonb_array_elements(body->'items') item where $2 or coalesce((item->>'active')::boolean, true)) as codes
    from definition where kind = 'list' and key = any($1) and status = 'published' order by key, version desc`;
  const lists = new Map(
    (
      await run<{ key: string; codes: string[] }>(db, {
        name: 'list-codes',
        text,
        values: [keys, roles === 'system'],
      })
    ).map((row) => [row.key, row.codes]),
  );
  return mentions
    .filter(({ field, value }) => field.list && lists.get(field.list)?.includes(value) === false)
    .map(({ pointer }) => error(pointer, 'choice', '不在可选项中', 'is not one of the choices'));
}
