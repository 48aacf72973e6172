import type { Db } from '../connect';

/** References, indexes and the tree of people for the records of 0001. */
export async function up(db: Db): Promise<void> {
  await db.raw(KEYS);
}

const KEYS = `
alter table contact add foreign key (customer_id) references customer;
alter table customer add foreign key (owner_id) references employee;
alter table employee add foreign key (manager_id) references employee;
alter table employee add foreign key (deputy_id) references employee;
alter table invoice add foreign key (customer_id) references customer;
alter table invoice add foreign key (order_id) references sales_order;
alter table opportunity add foreign key (customer_id) references customer;
alter table opportunity add foreign key (contact_id) references contact;
alter table opportunity add foreign key (owner_id) references employee;
alter table opportunity_line add foreign key (product_id) references product;
alter table sales_order add foreign key (customer_id) references customer;
alter table sales_order add foreign key (opportunity_id) references opportunity;
alter table sales_order add foreign key (owner_id) references employee;
alter table order_line add foreign key (product_id) references product;
alter table payment add foreign key (customer_id) references customer;
alter table allocation add foreign key (instalment_id) references instalment;
alter table allocation add foreign key (invoice_id) references invoice;

create index on contact (customer_id);
create index on contact using gin (search gin_trgm_ops);
create index on customer (name);
create index on customer (owner_id);
create index on customer using gin (search gin_trgm_ops);
create index on employee (manager_id);
create index on employee using gin (search gin_trgm_ops);
create index on invoice (customer_id);
create index on invoice (order_id);
create index on instalment (invoice_id, position);
create index on invoice using gin (search gin_trgm_ops);
create index on opportunity (customer_id);
create index on opportunity (owner_id);
create index on opportunity_line (opportunity_id, position);
create index on opportunity using gin (search gin_trgm_ops);
create index on sales_order (customer_id);
create index on sales_order (opportunity_id);
create index on sales_order (owner_id);
create index on order_line (sales_order_id, position);
create index on sales_order using gin (search gin_trgm_ops);
create index on payment (customer_id);
create index on allocation (instalment_id);
create index on allocation (invoice_id);
create index on allocation (payment_id, position);
create index on payment using gin (search gin_trgm_ops);
create index on product using gin (search gin_trgm_ops);

create index on opportunity (owner_id, stage) where status not in ('won', 'lost');
create index on opportunity (created_at, id);
create index on customer (created_at, id);
create index on invoice (customer_id) where balance > 0 and not written_off and not draft;
create index on instalment (due_date) where balance > 0;

-- Human numbers: never twice, never waited for; a rolled-back creation leaves a gap.
create sequence employee_number;
create sequence customer_number;
create sequence contact_number;
create sequence product_number;
create sequence opportunity_number;
create sequence sales_order_number;
create sequence invoice_number;
create sequence payment_number;

-- A person and everybody below, for "manager's subtree"; a loop in the tree ends by itself.
create function subordinates(boss uuid) returns setof uuid language sql stable as $$
  with recursive tree as (
    select id from employee where id = boss
    union
    select employee.id from employee join tree on employee.manager_id = tree.id
  )
  select id from tree
$$;
`;
