import type { Db } from '../connect';

/** Service requests of customers: who goes when, what was done, and how satisfied the customer was. */
export async function up(db: Db): Promise<void> {
  await db.raw(`
    create table service_request (
      id uuid primary key default uuidv7(),
      number text not null unique,
      subject text not null,
      customer_id uuid not null references customer,
      contact_id uuid references contact,
      order_id uuid references sales_order,
      channel text not null default 'phone',
      type text not null default 'repair',
      priority text not null default 'normal',
      device text,
      description text,
      owner_id uuid references employee,
      stage text,
      status text not null default 'prepare',
      planned_on date,
      skill text,
      parts text,
      appointment_on date,
      responded_at timestamptz,
      done_on date,
      resolved_at timestamptz,
      currency text not null default 'CNY',
      cost numeric(18,2) check (cost >= 0),
      result text,
      satisfaction integer check (satisfaction >= 1 and satisfaction <= 5),
      comment text,
      follow_up text,
      search text not null default '',
      created_at timestamptz not null default now(),
      created_by uuid references employee,
      updated_at timestamptz not null default now(),
      updated_by uuid references employee,
      version integer not null default 1
    );
    create sequence service_request_number;
    create index on service_request (customer_id);
    create index on service_request (order_id);
    create index on service_request (owner_id);
    create index on service_request using gin (search gin_trgm_ops);
  `);
}
