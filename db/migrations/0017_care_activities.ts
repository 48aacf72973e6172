import type { Db } from '../connect';

/** Customer care: a visit, a greeting, a call or a training, and how the customer took it. */
export async function up(db: Db): Promise<void> {
  await db.raw(`
    create table care_activity (
      id uuid primary key default uuidv7(),
      number text not null unique,
      name text not null,
      customer_id uuid not null references customer,
      contact_id uuid references contact,
      kind text not null,
      occasion text,
      planned_on date not null,
      done_on date,
      owner_id uuid not null references employee,
      stage text,
      status text not null default 'prepare',
      currency text not null default 'CNY',
      cost numeric(18,2) check (cost >= 0),
      reaction text,
      result text,
      follow_up text,
      search text not null default '',
      created_at timestamptz not null default now(),
      created_by uuid references employee,
      updated_at timestamptz not null default now(),
      updated_by uuid references employee,
      version integer not null default 1
    );
    create sequence care_activity_number;
    create index on care_activity (customer_id);
    create index on care_activity (owner_id);
    create index on care_activity using gin (search gin_trgm_ops);
  `);
}
