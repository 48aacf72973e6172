import type { Label } from '../domain/generated/process';

/** What an open case waits for: a task and who has it, or a step that waits by itself (an event, a time, another process). */
export interface WaitingFor {
  step: string;
  title: Label | null;
  /** Null for a step without a task, and for a task that nobody has. */
  assigneeLabel: string | null;
  queue: string | null;
  dueAt: string | null;
}

const MOST = 3;
const OPEN_TASKS = `select t.step, t.title, p.name as "assigneeLabel", t.queue, t.due_at as "dueAt", 0 as rank
  from task t left join employee p on p.id = t.assignee_id where t.instance_id = i.id and t.closed_at is null`;
const OPEN_STEPS = `select s.key, (select case when step->'title' ? 'cel' then null else step->'title' end from jsonb_path_query(d.body, '$.stages[*] ? (@.id == $stage).steps[*] ? (@.id == $step)',
    jsonb_build_object('stage', i.stage, 'step', s.key)) step limit 1), null, null, null, 1
  from json_each(i.state->'stages'->i.stage->'steps') s
  where s.value->>'status' = 'open' and not exists (select 1 from task t where t.instance_id = i.id and t.step = s.key and t.stage = i.stage and t.closed_at is null)`;

/** SQL of a JSON list for the instance `i` with its definition `d`, the most urgent first, at most three. */
export const WAITING_FOR = `case when i.status in ('active', 'held') then coalesce((select json_agg(json_build_object('step', w.step, 'title', w.title,
    'assigneeLabel', w."assigneeLabel", 'queue', w.queue, 'dueAt', w."dueAt"))
  from (select * from (${OPEN_TASKS} union all ${OPEN_STEPS}) every order by rank, "dueAt" nulls last, step limit ${MOST}) w), '[]') else '[]' end`;
