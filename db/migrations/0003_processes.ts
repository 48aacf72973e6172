import type { Db } from '../connect';

/** Definitions and the projection of running processes. */
export async function up(db: Db): Promise<void> {
  await db.raw(PROCESSES);
}

const PROCESSES = `
create table definition (
  id uuid primary key default uuidv7(),
  kind text not null,
  key text not null,
  version integer not null check (version >= 1),
  sha256 text not null,
  body jsonb not null,
  status text not null default 'published' check (status in ('published', 'retired')),
  published_at timestamptz not null default now(),
  published_by uuid references employee,
  unique (kind, key, version)
);

create table process_instance (
  id uuid primary key default uuidv7(),
  workflow_id text not null unique,
  definition_key text not null,
  definition_version integer not null,
  definition_sha256 text not null,
  entity text,
  entity_id uuid not null,
  n integer not null,
  title text not null,
  status text not null check (status in ('starting', 'active', 'held', 'ended', 'cancelled')),
  stage text,
  outcome text,
  state jsonb,
  state_version bigint not null default 0,
  -- set when a trigger started it: at most one of these is open for a record
  trigger_key text,
  input jsonb not null default '{}',
  customer_id uuid references customer,
  owner_id uuid references employee,
  parent_id uuid references process_instance,
  parent_effect text,
  incident_count integer not null default 0,
  next_at timestamptz,
  created_by uuid references employee,
  started_at timestamptz not null default now(),
  ended_at timestamptz,
  unique (definition_key, entity_id, n),
  unique (parent_id, parent_effect)
);
create unique index process_instance_open_trigger on process_instance (trigger_key) where status in ('starting', 'active', 'held');
create index on process_instance (entity, entity_id);
create index on process_instance (customer_id);
create index on process_instance (started_at desc, id) where status in ('starting', 'active', 'held');

create table task (
  id uuid primary key default uuidv7(),
  instance_id uuid not null references process_instance on delete cascade,
  key text not null,
  stage text not null,
  step text not null,
  kind text not null check (kind in ('human', 'approval')),
  status text not null check (status in ('prepare', 'execute', 'wait', 'complete', 'close')),
  title jsonb not null,
  cause jsonb,
  form_key text,
  form jsonb,
  outcomes jsonb not null default '[]',
  activity text,
  assignee_id uuid references employee,
  on_behalf_of_id uuid references employee,
  delegated_by_id uuid references employee,
  candidates uuid[] not null default '{}',
  queue text,
  priority text not null default 'normal',
  due_at timestamptz,
  due_version integer not null default 0,
  escalation integer not null default 0,
  wait_until timestamptz,
  wait_event text,
  entity text,
  entity_id uuid,
  customer_id uuid references customer,
  opened_at timestamptz not null default now(),
  closed_at timestamptz,
  closed_by uuid references employee,
  out jsonb,
  close_reason text,
  version integer not null default 1,
  unique (instance_id, key)
);
create index task_inbox on task (assignee_id, due_at, id) where closed_at is null;
create index on task (queue) where closed_at is null and queue is not null;
create index on task using gin (candidates) where closed_at is null;
create index on task (instance_id) where closed_at is null;
create index on task (assignee_id, closed_at desc) where closed_at is not null;
create index on task (entity, entity_id);

create table stage_visit (
  instance_id uuid not null references process_instance on delete cascade,
  stage text not null,
  visit integer not null,
  entered_at timestamptz not null,
  left_at timestamptz,
  status text not null default 'active',
  seconds bigint,
  business_seconds bigint,
  left_by uuid references employee,
  reason text,
  primary key (instance_id, stage, visit)
);

create table process_event (
  id bigint generated always as identity primary key,
  instance_id uuid not null references process_instance on delete cascade,
  seq bigint not null,
  idx integer not null,
  at timestamptz not null,
  event text not null,
  stage text,
  step text,
  actor_id uuid references employee,
  on_behalf_of_id uuid references employee,
  data jsonb,
  unique (instance_id, seq, idx)
);

create table milestone (
  instance_id uuid not null references process_instance on delete cascade,
  step text not null,
  at timestamptz not null,
  primary key (instance_id, step)
);

create table incident (
  id uuid primary key default uuidv7(),
  instance_id uuid not null references process_instance on delete cascade,
  key text not null,
  code text not null,
  stage text,
  step text,
  message text not null,
  pointer text,
  values jsonb,
  retry text not null,
  opened_at timestamptz not null default now(),
  resolved_at timestamptz,
  resolved_by uuid references employee,
  unique (instance_id, key)
);
create index on incident (instance_id) where resolved_at is null;

create table rung_fired (
  instance_id uuid not null references process_instance on delete cascade,
  task_key text not null,
  due_version integer not null,
  rung text not null,
  at timestamptz not null,
  late boolean not null default false,
  primary key (instance_id, task_key, due_version, rung)
);

-- Which instance hears of which record; fields null = of every change.
create table subscription (
  instance_id uuid not null references process_instance on delete cascade,
  entity text not null,
  entity_id uuid not null,
  step text not null default '',
  fields text[],
  primary key (instance_id, entity, entity_id, step)
);
create index on subscription (entity, entity_id);

create table event_subscription (
  instance_id uuid not null references process_instance on delete cascade,
  event text not null,
  primary key (instance_id, event)
);
create index on event_subscription (event);

create table outbox (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('start', 'fact', 'event', 'effect', 'cancel', 'dun')),
  workflow_id text not null,
  payload jsonb not null,
  created_at timestamptz not null default now(),
  relayed_at timestamptz,
  attempts integer not null default 0,
  next_try_at timestamptz,
  error text
);
create index outbox_waiting on outbox (workflow_id, id) where relayed_at is null;
create index outbox_order on outbox (id) where relayed_at is null;

create function announce() returns trigger language plpgsql as $$
begin
  perform pg_notify('guanxi_' || tg_table_name, '');
  return null;
end $$;
create trigger announce after insert on outbox for each statement execute function announce();

create table applied_commit (
  workflow_id text not null,
  run_id text not null,
  seq bigint not null,
  result jsonb,
  applied_at timestamptz not null default now(),
  primary key (workflow_id, run_id, seq)
);

create table pool_cursor (
  pool text primary key,
  last_employee_id uuid references employee
);
`;
