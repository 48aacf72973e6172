import type { Db } from '../connect';

/** Campaigns: what marketing plans, asks money for, does, and reports. */
export async function up(db: Db): Promise<void> {
  await db.raw(`
    create table campaign (
      id uuid primary key default uuidv7(),
      number text not null unique,
      name text not null,
      type text not null,
      owner_id uuid not null references employee,
      stage text,
      status text not null default 'prepare',
      objective text,
      audience text,
      location text,
      starts_on date,
      ends_on date,
      currency text not null default 'CNY',
      budget numeric(18,2) not null default 0 check (budget >= 0),
      approved_budget numeric(18,2) not null default 0 check (approved_budget >= 0),
      planned_cost numeric(18,2) not null default 0 check (planned_cost >= 0),
      actual_cost numeric(18,2) check (actual_cost >= 0),
      expected_leads integer check (expected_leads >= 0),
      actual_leads integer check (actual_leads >= 0),
      expected_revenue numeric(18,2) check (expected_revenue >= 0),
      result text,
      search text not null default '',
      created_at timestamptz not null default now(),
      created_by uuid references employee,
      updated_at timestamptz not null default now(),
      updated_by uuid references employee,
      version integer not null default 1
    );
    create sequence campaign_number;
    create index on campaign (owner_id);
    create index on campaign using gin (search gin_trgm_ops);
  `);
}
