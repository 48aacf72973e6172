import type { Db } from '../connect';

/** Audit, sessions, tokens, idempotency, counters. */
export async function up(db: Db): Promise<void> {
  await db.raw(PLATFORM);
}

const PLATFORM = `
create table audit (
  id bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  actor_id uuid,
  on_behalf_of_id uuid,
  action text not null,
  entity text not null,
  entity_id uuid,
  before jsonb,
  after jsonb,
  reason text,
  request_id text
);
create index on audit (entity, entity_id, id);

-- The chain lies beside the rows: audit stays insert-only, and rows are linked at commit.
create table audit_link (
  lane smallint not null,
  seq bigint not null,
  audit_id bigint not null unique references audit,
  prev_hash text not null,
  hash text not null,
  primary key (lane, seq)
);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end $$;
create trigger append_only before update or delete or truncate on audit for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on audit_link for each statement execute function refuse_change();

create function audit_hash(prev_hash text, entry audit) returns text language sql stable set timezone = 'UTC' as $$
  select encode(sha256(convert_to(prev_hash || to_jsonb(entry)::text, 'UTF8')), 'hex')
$$;

-- Runs at the very end of the transaction (deferred), so that a lane's lock is held for the commit only. Thirty-two
-- lanes by connection keep concurrent commits from waiting for each other; nothing is locked after this lock, so it
-- cannot be part of a deadlock with rows.
create function link_audit() returns trigger language plpgsql as $$
declare
  this_lane smallint := pg_backend_pid() % 32;
  last audit_link;
begin
  perform pg_advisory_xact_lock(7303, this_lane);
  select * into last from audit_link where lane = this_lane order by seq desc limit 1;
  insert into audit_link (lane, seq, audit_id, prev_hash, hash)
  values (this_lane, coalesce(last.seq, 0) + 1, new.id, coalesce(last.hash, ''), audit_hash(coalesce(last.hash, ''), new));
  return null;
end $$;
create constraint trigger link_audit after insert on audit deferrable initially deferred for each row execute function link_audit();

create table session (
  id_hash text primary key,
  employee_id uuid not null references employee,
  csrf text not null,
  created_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  user_agent text
);
create index on session (employee_id);

create table api_token (
  id uuid primary key default uuidv7(),
  hash text not null unique,
  employee_id uuid not null references employee,
  name text not null,
  scopes text[] not null default '{}',
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz
);

create table idempotency_key (
  actor_id uuid not null,
  key text not null,
  method text not null,
  path text not null,
  body_hash text not null,
  status integer,
  headers jsonb,
  body text,
  state text not null check (state in ('running', 'done')),
  entity text,
  entity_id uuid,
  created_at timestamptz not null default now(),
  primary key (actor_id, key)
);
create index on idempotency_key (created_at);
`;
