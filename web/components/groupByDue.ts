import type { Task } from '../types';

export interface DueGroup {
  name: 'overdue' | 'today' | 'later' | 'noDue';
  tasks: Task[];
}

const DAY = 86_400_000;
const SHANGHAI = 8 * 3_600_000;

/** Overdue first, then what is due by the end of today in Shanghai, then the rest; each in the order given. */
export function groupByDue(tasks: Task[], now: number): DueGroup[] {
  const endOfToday = (Math.floor((now + SHANGHAI) / DAY) + 1) * DAY - SHANGHAI;
  const groupOf = ({ dueAt, overdue }: Task): DueGroup['name'] => {
    if (overdue) return 'overdue';
    if (dueAt === null) return 'noDue';
    return Date.parse(dueAt) < endOfToday ? 'today' : 'later';
  };
  const names: DueGroup['name'][] = ['overdue', 'today', 'later', 'noDue'];
  return names
    .map((name) => ({ name, tasks: tasks.filter((task) => groupOf(task) === name) }))
    .filter((group) => group.tasks.length > 0);
}
