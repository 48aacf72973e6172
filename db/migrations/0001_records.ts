import type { Db } from '../connect';

/** Records: drafted by scripts/make-migration.mjs from definitions/entities, read and completed by hand. */
export async function up(db: Db): Promise<void> {
  await db.raw(RECORDS);
}

const RECORDS = `
create extension if not exists pg_trgm;

create table employee (
  id uuid primary key default uuidv7(),
  number text not null unique,
  code text not null unique,
  login text not null unique,
  name text not null,
  category text,
  roles text[] not null default '{}',
  groups text[] not null default '{}',
  manager_id uuid,
  deputy_id uuid,
  active boolean not null default true,
  absences jsonb,
  capacity integer check (capacity >= 0),
  weight numeric(18,3) not null default 1 check (weight >= 0 and weight <= 1000),
  locale text not null default 'zh-CN',
  calendar text not null default 'cn-office',
  email text,
  phone text,
  password_hash text,
  search text not null default '',
  created_at timestamptz not null default now(),
  created_by uuid references employee,
  updated_at timestamptz not null default now(),
  updated_by uuid references employee,
  version integer not null default 1
);

create table contact (
  id uuid primary key default uuidv7(),
  number text not null unique,
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
  search text not null default '',
  created_at timestamptz not null default now(),
  created_by uuid references employee,
  updated_at timestamptz not null default now(),
  updated_by uuid references employee,
  version integer not null default 1
);

create table customer (
  id uuid primary key default uuidv7(),
  number text not null unique,
  name text not null,
  short_name text,
  industry text,
  category text default 'regular',
  status text not null default 'normal',
  owner_id uuid not null,
  phone text,
  email text,
  region text,
  address text,
  locale text not null default 'zh-CN',
  currency text not null default 'CNY',
  payment_terms text not null default 'net30',
  credit_limit numeric(18,2) check (credit_limit >= 0),
  credit_hold boolean not null default false,
  tags text[] not null default '{}',
  search text not null default '',
  created_at timestamptz not null default now(),
  created_by uuid references employee,
  updated_at timestamptz not null default now(),
  updated_by uuid references employee,
  version integer not null default 1
);

create table invoice (
  id uuid primary key default uuidv7(),
  number text not null unique,
  customer_id uuid not null,
  order_id uuid,
  issue_date date not null,
  due_date date,
  payment_terms text not null default 'net30',
  currency text not null default 'CNY',
  total numeric(18,2) not null check (total >= 0),
  paid numeric(18,2) not null default 0,
  balance numeric(18,2) generated always as (total - paid) stored,
  status text not null default 'open',
  draft boolean not null default false,
  disputed boolean not null default false,
  promised_on date,
  written_off boolean not null default false,
  note text,
  source_key text unique,
  search text not null default '',
  created_at timestamptz not null default now(),
  created_by uuid references employee,
  updated_at timestamptz not null default now(),
  updated_by uuid references employee,
  version integer not null default 1
);

create table instalment (
  id uuid primary key default uuidv7(),
  invoice_id uuid not null references invoice on delete cascade,
  position integer not null,
  due_date date not null,
  amount numeric(18,2) not null check (amount >= 0),
  paid numeric(18,2) not null default 0,
  balance numeric(18,2) generated always as (amount - paid) stored,
  check (paid >= 0 and paid <= amount)
);

create table opportunity (
  id uuid primary key default uuidv7(),
  number text not null unique,
  name text not null,
  customer_id uuid not null,
  contact_id uuid,
  owner_id uuid not null,
  mode text not null default 'direct',
  source text,
  stage text,
  status text not null default 'new',
  probability numeric(9,6) not null default 0 check (probability >= 0 and probability <= 1),
  amount numeric(18,2) not null default 0 check (amount >= 0),
  currency text not null default 'CNY',
  expected_close date,
  discount numeric(9,6) not null default 0 check (discount >= 0 and discount <= 1),
  lost_reason text,
  payment_terms text,
  need text,
  closed_on date,
  search text not null default '',
  created_at timestamptz not null default now(),
  created_by uuid references employee,
  updated_at timestamptz not null default now(),
  updated_by uuid references employee,
  version integer not null default 1
);

create table opportunity_line (
  id uuid primary key default uuidv7(),
  opportunity_id uuid not null references opportunity on delete cascade,
  position integer not null,
  product_id uuid,
  description text,
  quantity numeric(18,3) not null check (quantity >= 0 and quantity <= 9999999),
  unit_price numeric(18,2) not null check (unit_price >= 0),
  discount numeric(9,6) not null default 0 check (discount >= 0 and discount <= 1),
  amount numeric(18,2) not null default 0
);

create table sales_order (
  id uuid primary key default uuidv7(),
  number text not null unique,
  customer_id uuid not null,
  opportunity_id uuid,
  owner_id uuid not null,
  category text not null default 'sales',
  status text not null default 'accepted',
  stage text,
  order_date date not null,
  delivery_date date,
  delivered_on date,
  payment_terms text not null default 'net30',
  currency text not null default 'CNY',
  discount numeric(9,6) not null default 0 check (discount >= 0 and discount <= 1),
  total numeric(18,2) not null default 0,
  customer_po text,
  note text,
  -- what it was made from, so that making it twice gives the first one
  source_key text unique,
  search text not null default '',
  created_at timestamptz not null default now(),
  created_by uuid references employee,
  updated_at timestamptz not null default now(),
  updated_by uuid references employee,
  version integer not null default 1
);

create table order_line (
  id uuid primary key default uuidv7(),
  sales_order_id uuid not null references sales_order on delete cascade,
  position integer not null,
  product_id uuid,
  description text,
  quantity numeric(18,3) not null check (quantity >= 0 and quantity <= 9999999),
  unit_price numeric(18,2) not null check (unit_price >= 0),
  discount numeric(9,6) not null default 0 check (discount >= 0 and discount <= 1),
  amount numeric(18,2) not null default 0
);

create table payment (
  id uuid primary key default uuidv7(),
  number text not null unique,
  customer_id uuid not null,
  received_on date not null,
  amount numeric(18,2) not null check (amount >= 0.01),
  currency text not null default 'CNY',
  method text not null default 'transfer',
  reference text,
  status text not null default 'received',
  allocated numeric(18,2) not null default 0,
  refunded numeric(18,2) not null default 0,
  unallocated numeric(18,2) generated always as (amount - allocated - refunded) stored check (unallocated >= 0),
  note text,
  search text not null default '',
  created_at timestamptz not null default now(),
  created_by uuid references employee,
  updated_at timestamptz not null default now(),
  updated_by uuid references employee,
  version integer not null default 1
);

create table allocation (
  id uuid primary key default uuidv7(),
  payment_id uuid not null references payment on delete cascade,
  position integer not null,
  instalment_id uuid not null,
  invoice_id uuid not null,
  amount numeric(18,2) not null check (amount >= 0.01)
);

create table product (
  id uuid primary key default uuidv7(),
  number text not null unique,
  name text not null,
  model text,
  category text,
  unit text not null default '台',
  price numeric(18,2) not null check (price >= 0),
  cost numeric(18,2) check (cost >= 0),
  currency text not null default 'CNY',
  tax_rate numeric(9,6) not null default 0.13 check (tax_rate >= 0 and tax_rate <= 1),
  active boolean not null default true,
  description text,
  search text not null default '',
  created_at timestamptz not null default now(),
  created_by uuid references employee,
  updated_at timestamptz not null default now(),
  updated_by uuid references employee,
  version integer not null default 1
);
`;
