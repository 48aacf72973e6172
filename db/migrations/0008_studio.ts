import type { Db } from '../connect';

/** Definitions that somebody is still writing, and who has them open. */
export async function up(db: Db): Promise<void> {
  await db.raw(`
create table definition_draft (
  id uuid primary key default uuidv7(),
  kind text not null,
  key text not null,
  -- not jsonb: a half-written document is kept as it is
  text text not null,
  revision integer not null default 1,
  base_version integer,
  title jsonb,
  errors integer not null default 0,
  warnings integer not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  updated_by uuid references employee,
  unique (kind, key)
);
create index on definition_draft (updated_by);

create table draft_presence (
  draft_id uuid not null references definition_draft on delete cascade,
  employee_id uuid not null references employee,
  seen_at timestamptz not null default now(),
  primary key (draft_id, employee_id)
);
create index on draft_presence (employee_id);
`);
}
