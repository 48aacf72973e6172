import type { Db } from '../connect';

/** What leaves the system, and payment reminders. */
export async function up(db: Db): Promise<void> {
  await db.raw(MESSAGES);
}

const MESSAGES = `
create table message (
  id uuid primary key default uuidv7(),
  dedupe_key text not null unique,
  channel text not null,
  to_name text,
  to_address text,
  locale text not null default 'zh-CN',
  template text,
  subject text,
  text text,
  html text,
  status text not null default 'queued' check (status in ('queued', 'sent', 'failed')),
  message_id text not null unique,
  attempts integer not null default 0,
  next_try_at timestamptz,
  error text,
  customer_id uuid references customer,
  entity text,
  entity_id uuid,
  instance_id uuid references process_instance,
  created_at timestamptz not null default now(),
  sent_at timestamptz
);
create index message_waiting on message (next_try_at, id) where status = 'queued';
create index on message (customer_id, created_at desc);
create trigger announce after insert on message for each statement execute function announce();

create table mailbox (
  id uuid primary key default uuidv7(),
  message_id text,
  envelope_from text not null,
  envelope_to text[] not null,
  subject text,
  text text,
  html text,
  raw bytea,
  received_at timestamptz not null default now()
);
create index on mailbox (message_id);
create index on mailbox (received_at desc, id);

create table notification (
  id uuid primary key default uuidv7(),
  dedupe_key text unique,
  employee_id uuid not null references employee,
  kind text not null,
  title jsonb not null,
  body jsonb,
  task_id uuid references task on delete cascade,
  instance_id uuid references process_instance on delete cascade,
  entity text,
  entity_id uuid,
  created_at timestamptz not null default now(),
  read_at timestamptz
);
create index on notification (employee_id, created_at desc);

create table dunning_case (
  customer_id uuid primary key references customer,
  policy_key text not null,
  policy_version integer not null,
  workflow_id text not null,
  state text not null default 'clear',
  next_at timestamptz,
  held jsonb not null default '[]',
  evaluated_at timestamptz
);
create index on dunning_case (state) where state <> 'clear';

create table dunning_notice (
  id uuid primary key default uuidv7(),
  customer_id uuid not null references customer,
  currency text not null,
  level text not null,
  date date not null,
  total numeric(18,2) not null,
  interest numeric(18,2) not null default 0,
  fee numeric(18,2) not null default 0,
  status text not null default 'queued' check (status in ('queued', 'sent', 'failed', 'ignored')),
  message_id uuid references message,
  policy_key text not null,
  policy_version integer not null,
  created_at timestamptz not null default now()
);
create index on dunning_notice (customer_id, date desc);
create index on dunning_notice (message_id);

create table dunning_item (
  notice_id uuid not null references dunning_notice on delete cascade,
  instalment_id uuid not null references instalment,
  invoice_id uuid not null references invoice,
  level text not null,
  -- raised when a failed or ignored notice frees the level again
  generation integer not null default 0,
  outstanding numeric(18,2) not null,
  interest numeric(18,2) not null default 0,
  days integer not null,
  primary key (instalment_id, level, generation)
);
create index on dunning_item (notice_id);
create index on dunning_item (invoice_id);

create table promise (
  id uuid primary key default uuidv7(),
  invoice_id uuid not null references invoice,
  until date not null,
  note text,
  created_at timestamptz not null default now(),
  created_by uuid references employee,
  ended_at timestamptz,
  ended_by uuid references employee
);
create unique index promise_open on promise (invoice_id) where ended_at is null;

create table dispute (
  id uuid primary key default uuidv7(),
  invoice_id uuid not null references invoice,
  reason text not null,
  created_at timestamptz not null default now(),
  created_by uuid references employee,
  ended_at timestamptz,
  ended_by uuid references employee
);
create unique index dispute_open on dispute (invoice_id) where ended_at is null;
`;
