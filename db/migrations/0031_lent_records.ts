import type { Db } from '../connect';

/**
 * Whose records somebody sees for a while: those of the people whose deputy they are today, and those that an open task
 * is about. Functions, so that the statements that ask for them stay short to plan.
 */
export async function up(db: Db): Promise<void> {
  await db.raw(`
    create index employee_deputy_id_idx on employee (deputy_id) where deputy_id is not null;
    create index task_on_behalf_of_id_idx on task (on_behalf_of_id) where closed_at is null and on_behalf_of_id is not null;

    create function stands_in_for(person uuid, today text) returns uuid[] language sql stable as $$
      select array(
        select e.id from employee e
          cross join lateral jsonb_array_elements(case jsonb_typeof(e.absences) when 'array' then e.absences else '[]' end) away
        where e.deputy_id = person and today between away->>0 and away->>1
      )
    $$;

    create function works_on(person uuid, people uuid[], kind text) returns uuid[] language sql stable as $$
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
    $$;
  `);
}
