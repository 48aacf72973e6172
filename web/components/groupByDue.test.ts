import type { Task } from '../types';
import { groupByDue } from './groupByDue';

// 2026-11-23 16:30 in Shanghai
const NOW = Date.parse('2026-11-23T08:30:00Z');
const task = (id: string, dueAt: string | null, overdue = false) => ({ id, dueAt, overdue }) as Task; // only these three are looked at

test('overdue comes first, today ends at midnight in Shanghai', () => {
  const groups = groupByDue(
    [
      task('late', '2026-11-23T08:00:00Z', true),
      task('tonight', '2026-11-23T15:59:59Z'),
      task('tomorrow', '2026-11-23T16:00:00Z'),
      task('whenever', null),
    ],
    NOW,
  );
  expect(groups.map(({ name, tasks }) => [name, tasks.map(({ id }) => id)])).toEqual([
    ['overdue', ['late']],
    ['today', ['tonight']],
    ['later', ['tomorrow']],
    ['noDue', ['whenever']],
  ]);
});
