/** The keys under which answers are remembered. What a command changes is forgotten by the first part. */
export const keys = {
  session: ['session'],
  meta: ['meta'],
  tasks: (view: string, status: string) => ['tasks', 'list', view, status],
  tasksOf: (query: object) => ['tasks', 'of', query],
  task: (id: string) => ['tasks', 'one', id],
  taskCount: ['tasks', 'count'],
  list: (path: string, query: object) => ['records', path, 'list', query],
  record: (path: string, id: string) => ['records', path, id],
  timeline: (path: string, id: string) => ['records', path, id, 'timeline'],
  recordProcesses: (path: string, id: string) => ['records', path, id, 'processes'],
  process: (id: string) => ['processes', id],
  pipeline: ['reports', 'pipeline'],
  search: (q: string) => ['search', q],
  notifications: ['notifications'],
} as const;
