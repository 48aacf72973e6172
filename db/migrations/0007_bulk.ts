import type { Db } from '../connect';

/** One operation for many instances, with a result for each; see docs/bulk.md. */
export async function up(db: Db): Promise<void> {
  await db.raw(BULK);
}

const BULK = `
create table bulk_job (
  id uuid primary key default uuidv7(),
  operation text not null,
  params jsonb not null default '{}',
  reason text,
  -- looks whether each item could be done, and does nothing
  dry_run boolean not null default false,
  status text not null default 'running' check (status in ('running', 'done', 'cancelled')),
  -- a dry run that is then done for real gives its items new command ids
  round integer not null default 1,
  created_by uuid not null references employee,
  created_at timestamptz not null default now(),
  finished_at timestamptz
);
create index on bulk_job (created_at) where status = 'running';
-- only a job that has something to do wakes the runner, or finishing one would wake it again for ever
create trigger announce after insert or update on bulk_job for each row when (new.status = 'running') execute function announce();

create table bulk_item (
  job_id uuid not null references bulk_job on delete cascade,
  instance_id uuid not null references process_instance on delete cascade,
  status text not null default 'pending' check (status in ('pending', 'possible', 'done', 'refused', 'failed')),
  code text,
  details jsonb,
  at timestamptz,
  primary key (job_id, instance_id)
);
create index on bulk_item (job_id, instance_id) where status = 'pending';
`;
