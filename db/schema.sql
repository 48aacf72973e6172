-- Made by scripts/dump-schema.mjs from the migrations; do not edit.

create sequence campaign_number;

create sequence care_activity_number;

create sequence contact_number;

create sequence customer_number;

create sequence employee_number;

create sequence invoice_number;

create sequence opportunity_number;

create sequence payment_number;

create sequence product_number;

create sequence sales_order_number;

create sequence service_request_number;

create table allocation (
  id uuid not null default uuidv7(),
  payment_id uuid not null,
  position integer not null,
  instalment_id uuid not null,
  invoice_id uuid not null,
  amount numeric(18,2) not null,
  constraint allocation_amount_check CHECK ((amount >= 0.01)),
  constraint allocation_instalment_id_fkey FOREIGN KEY (instalment_id) REFERENCES instalment(id),
  constraint allocation_invoice_id_fkey FOREIGN KEY (invoice_id) REFERENCES invoice(id),
  constraint allocation_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES payment(id) ON DELETE CASCADE,
  constraint allocation_pkey PRIMARY KEY (id)
);

create table api_token (
  id uuid not null default uuidv7(),
  hash text not null,
  employee_id uuid not null,
  name text not null,
  scopes text[] not null default '{}'::text[],
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone,
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  constraint api_token_employee_id_fkey FOREIGN KEY (employee_id) REFERENCES employee(id),
  constraint api_token_hash_key UNIQUE (hash),
  constraint api_token_pkey PRIMARY KEY (id)
);

create table applied_commit (
  workflow_id text not null,
  run_id text not null,
  seq bigint not null,
  result jsonb,
  applied_at timestamp with time zone not null default now(),
  constraint applied_commit_pkey PRIMARY KEY (workflow_id, run_id, seq)
);

create table audit (
  id bigint not null generated always as identity,
  at timestamp with time zone not null default clock_timestamp(),
  actor_id uuid,
  on_behalf_of_id uuid,
  action text not null,
  entity text not null,
  entity_id uuid,
  before jsonb,
  after jsonb,
  reason text,
  request_id text,
  constraint audit_pkey PRIMARY KEY (id)
);

create table audit_link (
  lane smallint not null,
  seq bigint not null,
  audit_id bigint not null,
  prev_hash text not null,
  hash text not null,
  constraint audit_link_audit_id_fkey FOREIGN KEY (audit_id) REFERENCES audit(id),
  constraint audit_link_audit_id_key UNIQUE (audit_id),
  constraint audit_link_pkey PRIMARY KEY (lane, seq)
);

create table bulk_item (
  job_id uuid not null,
  instance_id uuid not null,
  status text not null default 'pending'::text,
  code text,
  details jsonb,
  at timestamp with time zone,
  constraint bulk_item_instance_id_fkey FOREIGN KEY (instance_id) REFERENCES process_instance(id) ON DELETE CASCADE,
  constraint bulk_item_job_id_fkey FOREIGN KEY (job_id) REFERENCES bulk_job(id) ON DELETE CASCADE,
  constraint bulk_item_pkey PRIMARY KEY (job_id, instance_id),
  constraint bulk_item_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'possible'::text, 'done'::text, 'refused'::text, 'failed'::text])))
);

create table bulk_job (
  id uuid not null default uuidv7(),
  operation text not null,
  params jsonb not null default '{}'::jsonb,
  reason text,
  dry_run boolean not null default false,
  status text not null default 'running'::text,
  round integer not null default 1,
  created_by uuid not null,
  created_at timestamp with time zone not null default now(),
  finished_at timestamp with time zone,
  constraint bulk_job_created_by_fkey FOREIGN KEY (created_by) REFERENCES employee(id),
  constraint bulk_job_pkey PRIMARY KEY (id),
  constraint bulk_job_status_check CHECK ((status = ANY (ARRAY['running'::text, 'done'::text, 'cancelled'::text])))
);

create table campaign (
  id uuid not null default uuidv7(),
  number text not null,
  name text not null,
  type text not null,
  owner_id uuid not null,
  stage text,
  status text not null default 'prepare'::text,
  objective text,
  audience text,
  location text,
  starts_on date,
  ends_on date,
  currency text not null default 'CNY'::text,
  budget numeric(18,2) not null default 0,
  approved_budget numeric(18,2) not null default 0,
  planned_cost numeric(18,2) not null default 0,
  actual_cost numeric(18,2),
  expected_leads integer,
  actual_leads integer,
  expected_revenue numeric(18,2),
  result text,
  search text not null default ''::text,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  constraint campaign_actual_cost_check CHECK ((actual_cost >= (0)::numeric)),
  constraint campaign_actual_leads_check CHECK ((actual_leads >= 0)),
  constraint campaign_approved_budget_check CHECK ((approved_budget >= (0)::numeric)),
  constraint campaign_budget_check CHECK ((budget >= (0)::numeric)),
  constraint campaign_created_by_fkey FOREIGN KEY (created_by) REFERENCES employee(id),
  constraint campaign_expected_leads_check CHECK ((expected_leads >= 0)),
  constraint campaign_expected_revenue_check CHECK ((expected_revenue >= (0)::numeric)),
  constraint campaign_number_key UNIQUE (number),
  constraint campaign_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES employee(id),
  constraint campaign_pkey PRIMARY KEY (id),
  constraint campaign_planned_cost_check CHECK ((planned_cost >= (0)::numeric)),
  constraint campaign_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES employee(id)
);

create table care_activity (
  id uuid not null default uuidv7(),
  number text not null,
  name text not null,
  customer_id uuid not null,
  contact_id uuid,
  kind text not null,
  occasion text,
  planned_on date not null,
  done_on date,
  owner_id uuid not null,
  stage text,
  status text not null default 'prepare'::text,
  currency text not null default 'CNY'::text,
  cost numeric(18,2),
  reaction text,
  result text,
  follow_up text,
  search text not null default ''::text,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  constraint care_activity_contact_id_fkey FOREIGN KEY (contact_id) REFERENCES contact(id),
  constraint care_activity_cost_check CHECK ((cost >= (0)::numeric)),
  constraint care_activity_created_by_fkey FOREIGN KEY (created_by) REFERENCES employee(id),
  constraint care_activity_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customer(id),
  constraint care_activity_number_key UNIQUE (number),
  constraint care_activity_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES employee(id),
  constraint care_activity_pkey PRIMARY KEY (id),
  constraint care_activity_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES employee(id)
);

create table case_clock (
  instance_id uuid not null,
  clock text not null,
  run integer not null,
  status text not null,
  started_at timestamp with time zone not null,
  due_at timestamp with time zone,
  stopped_at timestamp with time zone,
  paused_at timestamp with time zone,
  seconds_left bigint,
  constraint case_clock_instance_id_fkey FOREIGN KEY (instance_id) REFERENCES process_instance(id) ON DELETE CASCADE,
  constraint case_clock_pkey PRIMARY KEY (instance_id, clock, run),
  constraint case_clock_status_check CHECK ((status = ANY (ARRAY['running'::text, 'met'::text, 'missed'::text, 'withdrawn'::text])))
);

create table contact (
  id uuid not null default uuidv7(),
  number text not null,
  name text not null,
  customer_id uuid not null,
  category text,
  job_title text,
  department text,
  phone text,
  email text,
  birthday date,
  main boolean not null default false,
  note text,
  search text not null default ''::text,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  constraint contact_created_by_fkey FOREIGN KEY (created_by) REFERENCES employee(id),
  constraint contact_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customer(id),
  constraint contact_number_key UNIQUE (number),
  constraint contact_pkey PRIMARY KEY (id),
  constraint contact_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES employee(id)
);

create table customer (
  id uuid not null default uuidv7(),
  number text not null,
  name text not null,
  short_name text,
  industry text,
  category text default 'regular'::text,
  status text not null default 'normal'::text,
  owner_id uuid not null,
  phone text,
  email text,
  region text,
  address text,
  locale text not null default 'zh-CN'::text,
  currency text not null default 'CNY'::text,
  payment_terms text not null default 'net30'::text,
  credit_limit numeric(18,2),
  credit_hold boolean not null default false,
  tags text[] not null default '{}'::text[],
  search text not null default ''::text,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  constraint customer_created_by_fkey FOREIGN KEY (created_by) REFERENCES employee(id),
  constraint customer_credit_limit_check CHECK ((credit_limit >= (0)::numeric)),
  constraint customer_number_key UNIQUE (number),
  constraint customer_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES employee(id),
  constraint customer_pkey PRIMARY KEY (id),
  constraint customer_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES employee(id)
);

create table definition (
  id uuid not null default uuidv7(),
  kind text not null,
  key text not null,
  version integer not null,
  sha256 text not null,
  body jsonb not null,
  status text not null default 'published'::text,
  published_at timestamp with time zone not null default now(),
  published_by uuid,
  source json,
  constraint definition_kind_key_version_key UNIQUE (kind, key, version),
  constraint definition_pkey PRIMARY KEY (id),
  constraint definition_published_by_fkey FOREIGN KEY (published_by) REFERENCES employee(id),
  constraint definition_status_check CHECK ((status = ANY (ARRAY['published'::text, 'retired'::text]))),
  constraint definition_version_check CHECK ((version >= 1))
);

create table definition_draft (
  id uuid not null default uuidv7(),
  kind text not null,
  key text not null,
  text text not null,
  revision integer not null default 1,
  base_version integer,
  title jsonb,
  errors integer not null default 0,
  warnings integer not null default 0,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  constraint definition_draft_kind_key_key UNIQUE (kind, key),
  constraint definition_draft_pkey PRIMARY KEY (id),
  constraint definition_draft_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES employee(id)
);

create table dispute (
  id uuid not null default uuidv7(),
  invoice_id uuid not null,
  reason text not null,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  ended_at timestamp with time zone,
  ended_by uuid,
  constraint dispute_created_by_fkey FOREIGN KEY (created_by) REFERENCES employee(id),
  constraint dispute_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES employee(id),
  constraint dispute_invoice_id_fkey FOREIGN KEY (invoice_id) REFERENCES invoice(id),
  constraint dispute_pkey PRIMARY KEY (id)
);

create table draft_presence (
  draft_id uuid not null,
  employee_id uuid not null,
  seen_at timestamp with time zone not null default now(),
  constraint draft_presence_draft_id_fkey FOREIGN KEY (draft_id) REFERENCES definition_draft(id) ON DELETE CASCADE,
  constraint draft_presence_employee_id_fkey FOREIGN KEY (employee_id) REFERENCES employee(id),
  constraint draft_presence_pkey PRIMARY KEY (draft_id, employee_id)
);

create table dunning_case (
  customer_id uuid not null,
  policy_key text not null,
  policy_version integer not null,
  workflow_id text not null,
  state text not null default 'clear'::text,
  next_at timestamp with time zone,
  held jsonb not null default '[]'::jsonb,
  evaluated_at timestamp with time zone,
  constraint dunning_case_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customer(id),
  constraint dunning_case_pkey PRIMARY KEY (customer_id)
);

create table dunning_item (
  notice_id uuid not null,
  instalment_id uuid not null,
  invoice_id uuid not null,
  level text not null,
  generation integer not null default 0,
  outstanding numeric(18,2) not null,
  interest numeric(18,2) not null default 0,
  days integer not null,
  constraint dunning_item_instalment_id_fkey FOREIGN KEY (instalment_id) REFERENCES instalment(id),
  constraint dunning_item_invoice_id_fkey FOREIGN KEY (invoice_id) REFERENCES invoice(id),
  constraint dunning_item_notice_id_fkey FOREIGN KEY (notice_id) REFERENCES dunning_notice(id) ON DELETE CASCADE,
  constraint dunning_item_pkey PRIMARY KEY (instalment_id, level, generation)
);

create table dunning_notice (
  id uuid not null default uuidv7(),
  customer_id uuid not null,
  currency text not null,
  level text not null,
  date date not null,
  total numeric(18,2) not null,
  interest numeric(18,2) not null default 0,
  fee numeric(18,2) not null default 0,
  status text not null default 'queued'::text,
  message_id uuid,
  policy_key text not null,
  policy_version integer not null,
  created_at timestamp with time zone not null default now(),
  constraint dunning_notice_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customer(id),
  constraint dunning_notice_message_id_fkey FOREIGN KEY (message_id) REFERENCES message(id),
  constraint dunning_notice_pkey PRIMARY KEY (id),
  constraint dunning_notice_status_check CHECK ((status = ANY (ARRAY['queued'::text, 'sent'::text, 'failed'::text, 'ignored'::text])))
);

create table employee (
  id uuid not null default uuidv7(),
  number text not null,
  code text not null,
  login text not null,
  name text not null,
  category text,
  roles text[] not null default '{}'::text[],
  groups text[] not null default '{}'::text[],
  manager_id uuid,
  deputy_id uuid,
  active boolean not null default true,
  absences jsonb,
  capacity integer,
  weight numeric(18,3) not null default 1,
  locale text not null default 'zh-CN'::text,
  calendar text not null default 'cn-office'::text,
  email text,
  phone text,
  password_hash text,
  search text not null default ''::text,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  constraint employee_capacity_check CHECK ((capacity >= 0)),
  constraint employee_code_key UNIQUE (code),
  constraint employee_created_by_fkey FOREIGN KEY (created_by) REFERENCES employee(id),
  constraint employee_deputy_id_fkey FOREIGN KEY (deputy_id) REFERENCES employee(id),
  constraint employee_login_key UNIQUE (login),
  constraint employee_manager_id_fkey FOREIGN KEY (manager_id) REFERENCES employee(id),
  constraint employee_number_key UNIQUE (number),
  constraint employee_pkey PRIMARY KEY (id),
  constraint employee_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES employee(id),
  constraint employee_weight_check CHECK (((weight >= (0)::numeric) AND (weight <= (1000)::numeric)))
);

create table event_subscription (
  instance_id uuid not null,
  event text not null,
  constraint event_subscription_instance_id_fkey FOREIGN KEY (instance_id) REFERENCES process_instance(id) ON DELETE CASCADE,
  constraint event_subscription_pkey PRIMARY KEY (instance_id, event)
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
  state text not null,
  entity text,
  entity_id uuid,
  created_at timestamp with time zone not null default now(),
  constraint idempotency_key_pkey PRIMARY KEY (actor_id, key),
  constraint idempotency_key_state_check CHECK ((state = ANY (ARRAY['running'::text, 'done'::text])))
);

create table incident (
  id uuid not null default uuidv7(),
  instance_id uuid not null,
  key text not null,
  code text not null,
  stage text,
  step text,
  message text not null,
  pointer text,
  values jsonb,
  retry text not null,
  opened_at timestamp with time zone not null default now(),
  resolved_at timestamp with time zone,
  resolved_by uuid,
  constraint incident_instance_id_fkey FOREIGN KEY (instance_id) REFERENCES process_instance(id) ON DELETE CASCADE,
  constraint incident_instance_id_key_key UNIQUE (instance_id, key),
  constraint incident_pkey PRIMARY KEY (id),
  constraint incident_resolved_by_fkey FOREIGN KEY (resolved_by) REFERENCES employee(id)
);

create table instalment (
  id uuid not null default uuidv7(),
  invoice_id uuid not null,
  position integer not null,
  due_date date not null,
  amount numeric(18,2) not null,
  paid numeric(18,2) not null default 0,
  balance numeric(18,2) generated always as ((amount - paid)) stored,
  constraint instalment_amount_check CHECK ((amount >= (0)::numeric)),
  constraint instalment_check CHECK (((paid >= (0)::numeric) AND (paid <= amount))),
  constraint instalment_invoice_id_fkey FOREIGN KEY (invoice_id) REFERENCES invoice(id) ON DELETE CASCADE,
  constraint instalment_pkey PRIMARY KEY (id)
);

create table invoice (
  id uuid not null default uuidv7(),
  number text not null,
  customer_id uuid not null,
  order_id uuid,
  issue_date date not null,
  due_date date,
  payment_terms text not null default 'net30'::text,
  currency text not null default 'CNY'::text,
  total numeric(18,2) not null,
  paid numeric(18,2) not null default 0,
  balance numeric(18,2) generated always as ((total - paid)) stored,
  status text not null default 'open'::text,
  draft boolean not null default false,
  disputed boolean not null default false,
  promised_on date,
  written_off boolean not null default false,
  note text,
  source_key text,
  search text not null default ''::text,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  constraint invoice_created_by_fkey FOREIGN KEY (created_by) REFERENCES employee(id),
  constraint invoice_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customer(id),
  constraint invoice_number_key UNIQUE (number),
  constraint invoice_order_id_fkey FOREIGN KEY (order_id) REFERENCES sales_order(id),
  constraint invoice_pkey PRIMARY KEY (id),
  constraint invoice_source_key_key UNIQUE (source_key),
  constraint invoice_total_check CHECK ((total >= (0)::numeric)),
  constraint invoice_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES employee(id)
);

create table mailbox (
  id uuid not null default uuidv7(),
  message_id text,
  envelope_from text not null,
  envelope_to text[] not null,
  subject text,
  text text,
  html text,
  raw bytea,
  received_at timestamp with time zone not null default now(),
  copies integer not null default 1,
  constraint mailbox_copies_check CHECK ((copies > 0)),
  constraint mailbox_pkey PRIMARY KEY (id)
);

create table message (
  id uuid not null default uuidv7(),
  dedupe_key text not null,
  channel text not null,
  to_name text,
  to_address text,
  locale text not null default 'zh-CN'::text,
  template text,
  subject text,
  text text,
  html text,
  status text not null default 'queued'::text,
  message_id text not null,
  attempts integer not null default 0,
  next_try_at timestamp with time zone,
  error text,
  customer_id uuid,
  entity text,
  entity_id uuid,
  instance_id uuid,
  created_at timestamp with time zone not null default now(),
  sent_at timestamp with time zone,
  constraint message_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customer(id),
  constraint message_dedupe_key_key UNIQUE (dedupe_key),
  constraint message_instance_id_fkey FOREIGN KEY (instance_id) REFERENCES process_instance(id),
  constraint message_message_id_key UNIQUE (message_id),
  constraint message_pkey PRIMARY KEY (id),
  constraint message_status_check CHECK ((status = ANY (ARRAY['queued'::text, 'sent'::text, 'failed'::text])))
);

create table migration (
  name text not null,
  applied_at timestamp with time zone not null default now(),
  constraint migration_pkey PRIMARY KEY (name)
);

create table milestone (
  instance_id uuid not null,
  step text not null,
  at timestamp with time zone not null,
  constraint milestone_instance_id_fkey FOREIGN KEY (instance_id) REFERENCES process_instance(id) ON DELETE CASCADE,
  constraint milestone_pkey PRIMARY KEY (instance_id, step)
);

create table notification (
  id uuid not null default uuidv7(),
  dedupe_key text,
  employee_id uuid not null,
  kind text not null,
  title jsonb not null,
  body jsonb,
  task_id uuid,
  instance_id uuid,
  entity text,
  entity_id uuid,
  created_at timestamp with time zone not null default now(),
  read_at timestamp with time zone,
  constraint notification_dedupe_key_key UNIQUE (dedupe_key),
  constraint notification_employee_id_fkey FOREIGN KEY (employee_id) REFERENCES employee(id),
  constraint notification_instance_id_fkey FOREIGN KEY (instance_id) REFERENCES process_instance(id) ON DELETE CASCADE,
  constraint notification_pkey PRIMARY KEY (id),
  constraint notification_task_id_fkey FOREIGN KEY (task_id) REFERENCES task(id) ON DELETE CASCADE
);

create table opportunity (
  id uuid not null default uuidv7(),
  number text not null,
  name text not null,
  customer_id uuid not null,
  contact_id uuid,
  owner_id uuid not null,
  mode text not null default 'direct'::text,
  source text,
  stage text,
  status text not null default 'new'::text,
  probability numeric(9,6) not null default 0,
  amount numeric(18,2) not null default 0,
  currency text not null default 'CNY'::text,
  expected_close date,
  discount numeric(9,6) not null default 0,
  lost_reason text,
  payment_terms text,
  need text,
  closed_on date,
  search text not null default ''::text,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  constraint opportunity_amount_check CHECK ((amount >= (0)::numeric)),
  constraint opportunity_contact_id_fkey FOREIGN KEY (contact_id) REFERENCES contact(id),
  constraint opportunity_created_by_fkey FOREIGN KEY (created_by) REFERENCES employee(id),
  constraint opportunity_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customer(id),
  constraint opportunity_discount_check CHECK (((discount >= (0)::numeric) AND (discount <= (1)::numeric))),
  constraint opportunity_number_key UNIQUE (number),
  constraint opportunity_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES employee(id),
  constraint opportunity_pkey PRIMARY KEY (id),
  constraint opportunity_probability_check CHECK (((probability >= (0)::numeric) AND (probability <= (1)::numeric))),
  constraint opportunity_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES employee(id)
);

create table opportunity_line (
  id uuid not null default uuidv7(),
  opportunity_id uuid not null,
  position integer not null,
  product_id uuid,
  description text,
  quantity numeric(18,3) not null,
  unit_price numeric(18,2) not null,
  discount numeric(9,6) not null default 0,
  amount numeric(18,2) not null default 0,
  constraint opportunity_line_discount_check CHECK (((discount >= (0)::numeric) AND (discount <= (1)::numeric))),
  constraint opportunity_line_opportunity_id_fkey FOREIGN KEY (opportunity_id) REFERENCES opportunity(id) ON DELETE CASCADE,
  constraint opportunity_line_pkey PRIMARY KEY (id),
  constraint opportunity_line_product_id_fkey FOREIGN KEY (product_id) REFERENCES product(id),
  constraint opportunity_line_quantity_check CHECK (((quantity >= (0)::numeric) AND (quantity <= (9999999)::numeric))),
  constraint opportunity_line_unit_price_check CHECK ((unit_price >= (0)::numeric))
);

create table order_line (
  id uuid not null default uuidv7(),
  sales_order_id uuid not null,
  position integer not null,
  product_id uuid,
  description text,
  quantity numeric(18,3) not null,
  unit_price numeric(18,2) not null,
  discount numeric(9,6) not null default 0,
  amount numeric(18,2) not null default 0,
  constraint order_line_discount_check CHECK (((discount >= (0)::numeric) AND (discount <= (1)::numeric))),
  constraint order_line_pkey PRIMARY KEY (id),
  constraint order_line_product_id_fkey FOREIGN KEY (product_id) REFERENCES product(id),
  constraint order_line_quantity_check CHECK (((quantity >= (0)::numeric) AND (quantity <= (9999999)::numeric))),
  constraint order_line_sales_order_id_fkey FOREIGN KEY (sales_order_id) REFERENCES sales_order(id) ON DELETE CASCADE,
  constraint order_line_unit_price_check CHECK ((unit_price >= (0)::numeric))
);

create table outbox (
  id bigint not null generated always as identity,
  kind text not null,
  workflow_id text not null,
  payload jsonb not null,
  created_at timestamp with time zone not null default now(),
  relayed_at timestamp with time zone,
  attempts integer not null default 0,
  next_try_at timestamp with time zone,
  error text,
  constraint outbox_kind_check CHECK ((kind = ANY (ARRAY['start'::text, 'fact'::text, 'event'::text, 'effect'::text, 'cancel'::text, 'calendar'::text, 'dun'::text]))),
  constraint outbox_pkey PRIMARY KEY (id)
);

create table payment (
  id uuid not null default uuidv7(),
  number text not null,
  customer_id uuid not null,
  received_on date not null,
  amount numeric(18,2) not null,
  currency text not null default 'CNY'::text,
  method text not null default 'transfer'::text,
  reference text,
  status text not null default 'received'::text,
  allocated numeric(18,2) not null default 0,
  refunded numeric(18,2) not null default 0,
  unallocated numeric(18,2) generated always as (((amount - allocated) - refunded)) stored,
  note text,
  search text not null default ''::text,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  constraint payment_amount_check CHECK ((amount >= 0.01)),
  constraint payment_created_by_fkey FOREIGN KEY (created_by) REFERENCES employee(id),
  constraint payment_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customer(id),
  constraint payment_number_key UNIQUE (number),
  constraint payment_pkey PRIMARY KEY (id),
  constraint payment_unallocated_check CHECK ((unallocated >= (0)::numeric)),
  constraint payment_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES employee(id)
);

create table pool_cursor (
  pool text not null,
  last_employee_id uuid,
  constraint pool_cursor_last_employee_id_fkey FOREIGN KEY (last_employee_id) REFERENCES employee(id),
  constraint pool_cursor_pkey PRIMARY KEY (pool)
);

create table process_event (
  id bigint not null generated always as identity,
  instance_id uuid not null,
  seq bigint not null,
  idx integer not null,
  at timestamp with time zone not null,
  event text not null,
  stage text,
  step text,
  actor_id uuid,
  on_behalf_of_id uuid,
  data jsonb,
  constraint process_event_actor_id_fkey FOREIGN KEY (actor_id) REFERENCES employee(id),
  constraint process_event_instance_id_fkey FOREIGN KEY (instance_id) REFERENCES process_instance(id) ON DELETE CASCADE,
  constraint process_event_instance_id_seq_idx_key UNIQUE (instance_id, seq, idx),
  constraint process_event_on_behalf_of_id_fkey FOREIGN KEY (on_behalf_of_id) REFERENCES employee(id),
  constraint process_event_pkey PRIMARY KEY (id)
);

create table process_instance (
  id uuid not null default uuidv7(),
  workflow_id text not null,
  definition_key text not null,
  definition_version integer not null,
  definition_sha256 text not null,
  entity text,
  entity_id uuid not null,
  n integer not null,
  title text not null,
  status text not null,
  stage text,
  outcome text,
  state json,
  state_version bigint not null default 0,
  trigger_key text,
  input jsonb not null default '{}'::jsonb,
  customer_id uuid,
  owner_id uuid,
  parent_id uuid,
  parent_effect text,
  incident_count integer not null default 0,
  next_at timestamp with time zone,
  created_by uuid,
  started_at timestamp with time zone not null default now(),
  ended_at timestamp with time zone,
  constraint process_instance_created_by_fkey FOREIGN KEY (created_by) REFERENCES employee(id),
  constraint process_instance_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customer(id),
  constraint process_instance_definition_key_entity_id_n_key UNIQUE (definition_key, entity_id, n),
  constraint process_instance_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES employee(id),
  constraint process_instance_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES process_instance(id),
  constraint process_instance_parent_id_parent_effect_key UNIQUE (parent_id, parent_effect),
  constraint process_instance_pkey PRIMARY KEY (id),
  constraint process_instance_status_check CHECK ((status = ANY (ARRAY['starting'::text, 'active'::text, 'held'::text, 'ended'::text, 'cancelled'::text]))),
  constraint process_instance_workflow_id_key UNIQUE (workflow_id)
);

create table product (
  id uuid not null default uuidv7(),
  number text not null,
  name text not null,
  model text,
  category text,
  unit text not null default '台'::text,
  price numeric(18,2) not null,
  cost numeric(18,2),
  currency text not null default 'CNY'::text,
  tax_rate numeric(9,6) not null default 0.13,
  active boolean not null default true,
  description text,
  search text not null default ''::text,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  constraint product_cost_check CHECK ((cost >= (0)::numeric)),
  constraint product_created_by_fkey FOREIGN KEY (created_by) REFERENCES employee(id),
  constraint product_number_key UNIQUE (number),
  constraint product_pkey PRIMARY KEY (id),
  constraint product_price_check CHECK ((price >= (0)::numeric)),
  constraint product_tax_rate_check CHECK (((tax_rate >= (0)::numeric) AND (tax_rate <= (1)::numeric))),
  constraint product_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES employee(id)
);

create table promise (
  id uuid not null default uuidv7(),
  invoice_id uuid not null,
  until date not null,
  note text,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  ended_at timestamp with time zone,
  ended_by uuid,
  constraint promise_created_by_fkey FOREIGN KEY (created_by) REFERENCES employee(id),
  constraint promise_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES employee(id),
  constraint promise_invoice_id_fkey FOREIGN KEY (invoice_id) REFERENCES invoice(id),
  constraint promise_pkey PRIMARY KEY (id)
);

create table rung_fired (
  instance_id uuid not null,
  task_key text not null,
  due_version integer not null,
  rung text not null,
  at timestamp with time zone not null,
  late boolean not null default false,
  constraint rung_fired_instance_id_fkey FOREIGN KEY (instance_id) REFERENCES process_instance(id) ON DELETE CASCADE,
  constraint rung_fired_pkey PRIMARY KEY (instance_id, task_key, due_version, rung)
);

create table sales_order (
  id uuid not null default uuidv7(),
  number text not null,
  customer_id uuid not null,
  opportunity_id uuid,
  owner_id uuid not null,
  category text not null default 'sales'::text,
  status text not null default 'accepted'::text,
  stage text,
  order_date date not null,
  delivery_date date,
  delivered_on date,
  payment_terms text not null default 'net30'::text,
  currency text not null default 'CNY'::text,
  discount numeric(9,6) not null default 0,
  total numeric(18,2) not null default 0,
  customer_po text,
  note text,
  source_key text,
  search text not null default ''::text,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  hold_cause text,
  held_from text,
  credit_released boolean not null default false,
  constraint sales_order_created_by_fkey FOREIGN KEY (created_by) REFERENCES employee(id),
  constraint sales_order_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customer(id),
  constraint sales_order_discount_check CHECK (((discount >= (0)::numeric) AND (discount <= (1)::numeric))),
  constraint sales_order_number_key UNIQUE (number),
  constraint sales_order_opportunity_id_fkey FOREIGN KEY (opportunity_id) REFERENCES opportunity(id),
  constraint sales_order_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES employee(id),
  constraint sales_order_pkey PRIMARY KEY (id),
  constraint sales_order_source_key_key UNIQUE (source_key),
  constraint sales_order_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES employee(id)
);

create table scheduled_start (
  process_key text not null,
  entry integer not null,
  at timestamp with time zone not null,
  after_id uuid,
  started integer not null default 0,
  failed integer not null default 0,
  finished_at timestamp with time zone,
  constraint scheduled_start_pkey PRIMARY KEY (process_key, entry, at)
);

create table service_request (
  id uuid not null default uuidv7(),
  number text not null,
  subject text not null,
  customer_id uuid not null,
  contact_id uuid,
  order_id uuid,
  channel text not null default 'phone'::text,
  type text not null default 'repair'::text,
  priority text not null default 'normal'::text,
  device text,
  description text,
  owner_id uuid,
  stage text,
  status text not null default 'prepare'::text,
  planned_on date,
  skill text,
  parts text,
  appointment_on date,
  responded_at timestamp with time zone,
  done_on date,
  resolved_at timestamp with time zone,
  currency text not null default 'CNY'::text,
  cost numeric(18,2),
  result text,
  satisfaction integer,
  comment text,
  follow_up text,
  search text not null default ''::text,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  constraint service_request_contact_id_fkey FOREIGN KEY (contact_id) REFERENCES contact(id),
  constraint service_request_cost_check CHECK ((cost >= (0)::numeric)),
  constraint service_request_created_by_fkey FOREIGN KEY (created_by) REFERENCES employee(id),
  constraint service_request_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customer(id),
  constraint service_request_number_key UNIQUE (number),
  constraint service_request_order_id_fkey FOREIGN KEY (order_id) REFERENCES sales_order(id),
  constraint service_request_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES employee(id),
  constraint service_request_pkey PRIMARY KEY (id),
  constraint service_request_satisfaction_check CHECK (((satisfaction >= 1) AND (satisfaction <= 5))),
  constraint service_request_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES employee(id)
);

create table session (
  id_hash text not null,
  employee_id uuid not null,
  csrf text not null,
  created_at timestamp with time zone not null default now(),
  seen_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  user_agent text,
  constraint session_employee_id_fkey FOREIGN KEY (employee_id) REFERENCES employee(id),
  constraint session_pkey PRIMARY KEY (id_hash)
);

create table stage_visit (
  instance_id uuid not null,
  stage text not null,
  visit integer not null,
  entered_at timestamp with time zone not null,
  left_at timestamp with time zone,
  status text not null default 'active'::text,
  seconds bigint,
  business_seconds bigint,
  left_by uuid,
  reason text,
  constraint stage_visit_instance_id_fkey FOREIGN KEY (instance_id) REFERENCES process_instance(id) ON DELETE CASCADE,
  constraint stage_visit_left_by_fkey FOREIGN KEY (left_by) REFERENCES employee(id),
  constraint stage_visit_pkey PRIMARY KEY (instance_id, stage, visit)
);

create table status_log (
  id bigint not null generated always as identity,
  at timestamp with time zone not null default now(),
  entity text not null,
  entity_id uuid not null,
  actor_id uuid,
  origin text,
  from_status text,
  from_semantic text,
  to_status text not null,
  to_semantic text not null,
  waits_for text,
  constraint status_log_actor_id_fkey FOREIGN KEY (actor_id) REFERENCES employee(id),
  constraint status_log_pkey PRIMARY KEY (id),
  constraint status_log_waits_for_check CHECK ((waits_for = ANY (ARRAY['customer'::text, 'us'::text])))
);

create table subscription (
  instance_id uuid not null,
  entity text not null,
  entity_id uuid not null,
  step text not null default ''::text,
  fields text[],
  constraint subscription_instance_id_fkey FOREIGN KEY (instance_id) REFERENCES process_instance(id) ON DELETE CASCADE,
  constraint subscription_pkey PRIMARY KEY (instance_id, entity, entity_id, step)
);

create table task (
  id uuid not null default uuidv7(),
  instance_id uuid not null,
  key text not null,
  stage text not null,
  step text not null,
  kind text not null,
  status text not null,
  title jsonb not null,
  cause jsonb,
  form_key text,
  form json,
  outcomes jsonb not null default '[]'::jsonb,
  activity text,
  assignee_id uuid,
  on_behalf_of_id uuid,
  delegated_by_id uuid,
  candidates uuid[] not null default '{}'::uuid[],
  queue text,
  priority text not null default 'normal'::text,
  due_at timestamp with time zone,
  due_version integer not null default 0,
  escalation integer not null default 0,
  wait_until timestamp with time zone,
  wait_event text,
  entity text,
  entity_id uuid,
  customer_id uuid,
  opened_at timestamp with time zone not null default now(),
  closed_at timestamp with time zone,
  closed_by uuid,
  out jsonb,
  close_reason text,
  version integer not null default 1,
  constraint task_assignee_id_fkey FOREIGN KEY (assignee_id) REFERENCES employee(id),
  constraint task_closed_by_fkey FOREIGN KEY (closed_by) REFERENCES employee(id),
  constraint task_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customer(id),
  constraint task_delegated_by_id_fkey FOREIGN KEY (delegated_by_id) REFERENCES employee(id),
  constraint task_instance_id_fkey FOREIGN KEY (instance_id) REFERENCES process_instance(id) ON DELETE CASCADE,
  constraint task_instance_id_key_key UNIQUE (instance_id, key),
  constraint task_kind_check CHECK ((kind = ANY (ARRAY['human'::text, 'approval'::text]))),
  constraint task_on_behalf_of_id_fkey FOREIGN KEY (on_behalf_of_id) REFERENCES employee(id),
  constraint task_pkey PRIMARY KEY (id),
  constraint task_status_check CHECK ((status = ANY (ARRAY['prepare'::text, 'execute'::text, 'wait'::text, 'complete'::text, 'close'::text])))
);

create view clock_time as
 SELECT c.instance_id,
    i.definition_key,
    i.definition_version,
    c.clock,
    c.run,
    c.status,
    c.started_at,
    c.due_at,
    c.stopped_at,
    EXTRACT(epoch FROM c.stopped_at - c.started_at)::bigint AS seconds,
    c.seconds_left,
        CASE
            WHEN c.status = 'met'::text THEN 'kept'::text
            WHEN c.status = 'missed'::text OR c.status = 'running'::text AND c.due_at < COALESCE(c.paused_at, now()) THEN 'missed'::text
            ELSE NULL::text
        END AS sla
   FROM case_clock c
     JOIN process_instance i ON i.id = c.instance_id;

create view stage_time as
 SELECT v.instance_id,
    i.definition_key,
    i.definition_version,
    v.stage,
    v.visit,
    v.status,
    v.entered_at,
    v.left_at,
    v.seconds,
    v.business_seconds,
    v.visit > 1 AS is_rework
   FROM stage_visit v
     JOIN process_instance i ON i.id = v.instance_id;

create view status_change as
 SELECT id,
    entity,
    entity_id,
    at,
    actor_id,
    origin,
    from_status,
    from_semantic,
    to_status,
    to_semantic,
    waits_for,
        CASE
            WHEN to_semantic = ANY (ARRAY['hold'::text, 'pause'::text]) THEN COALESCE(waits_for, 'unknown'::text)
            ELSE NULL::text
        END AS pause_side,
    lead(at) OVER record AS until,
    EXTRACT(epoch FROM lead(at) OVER record - at)::bigint AS seconds
   FROM status_log
  WINDOW record AS (PARTITION BY entity, entity_id ORDER BY id);

create view task_time as
 SELECT t.id AS task_id,
    t.instance_id,
    i.definition_key,
    i.definition_version,
    t.stage,
    t.step,
    t.status,
    t.opened_at,
    t.closed_at,
    t.due_at,
    EXTRACT(epoch FROM t.closed_at - t.opened_at)::bigint AS seconds,
        CASE
            WHEN t.due_at IS NULL OR t.status = 'close'::text THEN NULL::text
            WHEN COALESCE(t.closed_at, now()) > t.due_at THEN 'missed'::text
            WHEN t.closed_at IS NOT NULL THEN 'kept'::text
            ELSE NULL::text
        END AS sla
   FROM task t
     JOIN process_instance i ON i.id = t.instance_id;

CREATE INDEX allocation_instalment_id_idx ON allocation USING btree (instalment_id);

CREATE INDEX allocation_invoice_id_idx ON allocation USING btree (invoice_id);

CREATE INDEX allocation_payment_id_position_idx ON allocation USING btree (payment_id, "position");

CREATE INDEX audit_entity_entity_id_id_idx ON audit USING btree (entity, entity_id, id);

CREATE INDEX bulk_item_job_id_instance_id_idx ON bulk_item USING btree (job_id, instance_id) WHERE (status = 'pending'::text);

CREATE INDEX bulk_job_created_at_idx ON bulk_job USING btree (created_at) WHERE (status = 'running'::text);

CREATE INDEX campaign_owner_id_idx ON campaign USING btree (owner_id);

CREATE INDEX campaign_search_idx ON campaign USING gin (search gin_trgm_ops);

CREATE INDEX care_activity_customer_id_idx ON care_activity USING btree (customer_id);

CREATE INDEX care_activity_owner_id_idx ON care_activity USING btree (owner_id);

CREATE INDEX care_activity_search_idx ON care_activity USING gin (search gin_trgm_ops);

CREATE INDEX case_clock_due_at_idx ON case_clock USING btree (due_at) WHERE (status = 'running'::text);

CREATE INDEX contact_customer_id_idx ON contact USING btree (customer_id);

CREATE INDEX contact_search_idx ON contact USING gin (search gin_trgm_ops);

CREATE INDEX customer_created_at_id_idx ON customer USING btree (created_at, id);

CREATE INDEX customer_name_idx ON customer USING btree (name);

CREATE INDEX customer_owner_id_idx ON customer USING btree (owner_id);

CREATE INDEX customer_search_idx ON customer USING gin (search gin_trgm_ops);

CREATE INDEX definition_draft_updated_by_idx ON definition_draft USING btree (updated_by);

CREATE UNIQUE INDEX dispute_open ON dispute USING btree (invoice_id) WHERE (ended_at IS NULL);

CREATE INDEX draft_presence_employee_id_idx ON draft_presence USING btree (employee_id);

CREATE INDEX dunning_case_state_idx ON dunning_case USING btree (state) WHERE (state <> 'clear'::text);

CREATE INDEX dunning_item_invoice_id_idx ON dunning_item USING btree (invoice_id);

CREATE INDEX dunning_item_notice_id_idx ON dunning_item USING btree (notice_id);

CREATE INDEX dunning_notice_customer_id_date_idx ON dunning_notice USING btree (customer_id, date DESC);

CREATE INDEX dunning_notice_message_id_idx ON dunning_notice USING btree (message_id);

CREATE INDEX employee_deputy_id_idx ON employee USING btree (deputy_id) WHERE (deputy_id IS NOT NULL);

CREATE INDEX employee_manager_id_idx ON employee USING btree (manager_id);

CREATE INDEX employee_search_idx ON employee USING gin (search gin_trgm_ops);

CREATE INDEX event_subscription_event_idx ON event_subscription USING btree (event);

CREATE INDEX idempotency_key_created_at_idx ON idempotency_key USING btree (created_at);

CREATE INDEX incident_instance_id_idx ON incident USING btree (instance_id) WHERE (resolved_at IS NULL);

CREATE INDEX instalment_due_date_idx ON instalment USING btree (due_date) WHERE (balance > (0)::numeric);

CREATE INDEX instalment_invoice_id_position_idx ON instalment USING btree (invoice_id, "position");

CREATE INDEX invoice_customer_id_idx ON invoice USING btree (customer_id);

CREATE INDEX invoice_customer_id_idx1 ON invoice USING btree (customer_id) WHERE ((balance > (0)::numeric) AND (NOT written_off) AND (NOT draft));

CREATE INDEX invoice_order_id_idx ON invoice USING btree (order_id);

CREATE INDEX invoice_search_idx ON invoice USING gin (search gin_trgm_ops);

CREATE INDEX mailbox_message_id_idx ON mailbox USING btree (message_id);

CREATE UNIQUE INDEX mailbox_once ON mailbox USING btree (message_id, envelope_to) WHERE (message_id IS NOT NULL);

CREATE INDEX mailbox_received_at_id_idx ON mailbox USING btree (received_at DESC, id);

CREATE INDEX message_customer_id_created_at_idx ON message USING btree (customer_id, created_at DESC);

CREATE INDEX message_waiting ON message USING btree (next_try_at, id) WHERE (status = 'queued'::text);

CREATE INDEX notification_employee_id_created_at_idx ON notification USING btree (employee_id, created_at DESC);

CREATE INDEX opportunity_created_at_id_idx ON opportunity USING btree (created_at, id);

CREATE INDEX opportunity_customer_id_idx ON opportunity USING btree (customer_id);

CREATE INDEX opportunity_line_opportunity_id_position_idx ON opportunity_line USING btree (opportunity_id, "position");

CREATE INDEX opportunity_owner_id_idx ON opportunity USING btree (owner_id);

CREATE INDEX opportunity_owner_id_stage_idx ON opportunity USING btree (owner_id, stage) WHERE (status <> ALL (ARRAY['won'::text, 'lost'::text]));

CREATE INDEX opportunity_search_idx ON opportunity USING gin (search gin_trgm_ops);

CREATE INDEX order_line_sales_order_id_position_idx ON order_line USING btree (sales_order_id, "position");

CREATE INDEX outbox_order ON outbox USING btree (id) WHERE (relayed_at IS NULL);

CREATE INDEX outbox_waiting ON outbox USING btree (workflow_id, id) WHERE (relayed_at IS NULL);

CREATE INDEX payment_customer_id_idx ON payment USING btree (customer_id);

CREATE INDEX payment_search_idx ON payment USING gin (search gin_trgm_ops);

CREATE INDEX process_instance_customer_id_idx ON process_instance USING btree (customer_id);

CREATE INDEX process_instance_entity_entity_id_idx ON process_instance USING btree (entity, entity_id);

CREATE UNIQUE INDEX process_instance_open_trigger ON process_instance USING btree (trigger_key) WHERE (status = ANY (ARRAY['starting'::text, 'active'::text, 'held'::text]));

CREATE INDEX process_instance_started_at_id_idx ON process_instance USING btree (started_at DESC, id) WHERE (status = ANY (ARRAY['starting'::text, 'active'::text, 'held'::text]));

CREATE INDEX product_search_idx ON product USING gin (search gin_trgm_ops);

CREATE UNIQUE INDEX promise_open ON promise USING btree (invoice_id) WHERE (ended_at IS NULL);

CREATE INDEX sales_order_customer_id_idx ON sales_order USING btree (customer_id);

CREATE INDEX sales_order_opportunity_id_idx ON sales_order USING btree (opportunity_id);

CREATE INDEX sales_order_owner_id_idx ON sales_order USING btree (owner_id);

CREATE INDEX sales_order_search_idx ON sales_order USING gin (search gin_trgm_ops);

CREATE INDEX service_request_customer_id_idx ON service_request USING btree (customer_id);

CREATE INDEX service_request_order_id_idx ON service_request USING btree (order_id);

CREATE INDEX service_request_owner_id_idx ON service_request USING btree (owner_id);

CREATE INDEX service_request_search_idx ON service_request USING gin (search gin_trgm_ops);

CREATE INDEX session_employee_id_idx ON session USING btree (employee_id);

CREATE INDEX status_log_record ON status_log USING btree (entity, entity_id, id);

CREATE INDEX subscription_entity_entity_id_idx ON subscription USING btree (entity, entity_id);

CREATE INDEX task_assignee_id_closed_at_idx ON task USING btree (assignee_id, closed_at DESC) WHERE (closed_at IS NOT NULL);

CREATE INDEX task_candidates_idx ON task USING gin (candidates) WHERE (closed_at IS NULL);

CREATE INDEX task_entity_entity_id_idx ON task USING btree (entity, entity_id);

CREATE INDEX task_inbox ON task USING btree (assignee_id, due_at, id) WHERE (closed_at IS NULL);

CREATE INDEX task_instance_id_idx ON task USING btree (instance_id) WHERE (closed_at IS NULL);

CREATE INDEX task_on_behalf_of_id_idx ON task USING btree (on_behalf_of_id) WHERE ((closed_at IS NULL) AND (on_behalf_of_id IS NOT NULL));

CREATE INDEX task_queue_idx ON task USING btree (queue) WHERE ((closed_at IS NULL) AND (queue IS NOT NULL));

CREATE OR REPLACE FUNCTION announce()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform pg_notify('guanxi_' || tg_table_name, '');
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION audit_hash(prev_hash text, entry audit)
 RETURNS text
 LANGUAGE sql
 STABLE
 SET "TimeZone" TO 'UTC'
AS $function$
  select encode(sha256(convert_to(prev_hash || to_jsonb(entry)::text, 'UTF8')), 'hex')
$function$
;

CREATE OR REPLACE FUNCTION link_audit()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  this_lane smallint := pg_backend_pid() % 32;
  last audit_link;
begin
  perform pg_advisory_xact_lock(7303, this_lane);
  select * into last from audit_link where lane = this_lane order by seq desc limit 1;
  insert into audit_link (lane, seq, audit_id, prev_hash, hash)
  values (this_lane, coalesce(last.seq, 0) + 1, new.id, coalesce(last.hash, ''), audit_hash(coalesce(last.hash, ''), new));
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end $function$
;

CREATE OR REPLACE FUNCTION stands_in_for(person uuid, today text)
 RETURNS uuid[]
 LANGUAGE sql
 STABLE
AS $function$
      select array(
        select e.id from employee e
          cross join lateral jsonb_array_elements(case jsonb_typeof(e.absences) when 'array' then e.absences else '[]' end) away
        where e.deputy_id = person and today between away->>0 and away->>1
      )
    $function$
;

CREATE OR REPLACE FUNCTION subordinates(boss uuid)
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE
AS $function$
  with recursive tree as (
    select id from employee where id = boss
    union
    select employee.id from employee join tree on employee.manager_id = tree.id
  )
  select id from tree
$function$
;

CREATE OR REPLACE FUNCTION works_on(person uuid, people uuid[], kind text)
 RETURNS uuid[]
 LANGUAGE sql
 STABLE
AS $function$
      with work as (
        select w.entity, w.entity_id, w.customer_id from task w
        where w.closed_at is null and (
          w.assignee_id = any(people) or w.on_behalf_of_id = any(people) or (w.assignee_id is null and (w.candidates @> array[person]
            or w.queue = any(array(select unnest(e.groups || e.roles) from employee e where e.id = person))))
        )
      )
      select array(
        select entity_id from work where entity = kind
        union select customer_id from work where kind = 'customer' and customer_id is not null
      )
    $function$
;

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE CONSTRAINT TRIGGER link_audit AFTER INSERT ON audit DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION link_audit();

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON audit_link FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER announce AFTER INSERT OR UPDATE ON bulk_job FOR EACH ROW WHEN ((new.status = 'running'::text)) EXECUTE FUNCTION announce();

CREATE TRIGGER announce AFTER INSERT OR DELETE OR UPDATE ON definition FOR EACH STATEMENT EXECUTE FUNCTION announce();

CREATE TRIGGER announce AFTER INSERT ON message FOR EACH STATEMENT EXECUTE FUNCTION announce();

CREATE TRIGGER announce AFTER INSERT ON outbox FOR EACH STATEMENT EXECUTE FUNCTION announce();
