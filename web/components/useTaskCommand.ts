import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { request } from '../api';
import { useText } from '../i18n';
import { api, page } from '../paths';
import { keys } from '../queries';
import { toast } from '../toast';
import { useOnePress } from './useOnePress';
import type { Page, Task, TaskAnswer } from '../types';

export interface TaskCommand {
  name:
    | 'completion'
    | 'approval'
    | 'rejection'
    | 'claim'
    | 'start'
    | 'wait'
    | 'closure'
    | 'refusal'
    | 'amendment'
    | 'assignment'
    | 'delegation';
  method?: 'POST' | 'DELETE';
  body?: Record<string, unknown>;
}

/**
 * Does something to a task. When that ends it or takes it away, the next task shows at once. A failure is a toast, unless
 * who asks is quiet and tells it where it was asked for.
 */
export function useTaskCommand(task: Task, { quiet = false } = {}) {
  const { t, label } = useText();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const command = useMutation({
    meta: { quiet },
    mutationFn: ({ name, method = 'POST', body = {} }: TaskCommand) =>
      request<TaskAnswer>(
        api.taskCommand(task.id, name),
        method === 'DELETE' ? { method } : { method, body: { ...body, version: task.version } },
      ),
    async onSuccess(answer) {
      queryClient.setQueryData(keys.task(task.id), { ...answer.task, operations: task.operations });
      const isTaken = answer.task.assigneeId !== null && task.assigneeId === null;
      const isGiven = answer.task.assigneeId !== task.assigneeId && !isTaken;
      const isGone = answer.task.closedAt !== null || isGiven;
      await Promise.all([
        // whoever has given it away may not see it any more
        isGone ? null : queryClient.invalidateQueries({ queryKey: keys.task(task.id) }),
        queryClient.invalidateQueries({ queryKey: ['tasks', 'list'] }),
        queryClient.invalidateQueries({ queryKey: keys.taskCount }),
      ]);
      void queryClient.invalidateQueries({ queryKey: ['records'] });
      void queryClient.invalidateQueries({ queryKey: ['processes'] });
      if (!isGone) return toast(t('task.saved'));
      const next = answer.next[0] ?? firstOther(task.id);
      const what = isGiven
        ? t('task.given')
        : answer.task.status === 'close'
          ? t('task.shut')
          : t('task.completed');
      toast(
        next
          ? t('task.goneNext', { what, title: label(next.title) })
          : t('task.gone', { what, title: label(task.title) }),
      );
      await navigate({ to: next ? page.task(next.id) : page.inbox });
      queryClient.removeQueries({ queryKey: keys.task(task.id), type: 'inactive' });
    },
    // somebody else was faster: show the task as it is now
    onError: () =>
      Promise.all(
        [keys.task(task.id), ['tasks', 'list'], keys.taskCount].map((queryKey) =>
          queryClient.invalidateQueries({ queryKey }),
        ),
      ),
  });
  const mutate = useOnePress(command.mutate);
  return { ...command, mutate };

  function firstOther(id: string): Task | undefined {
    const list = queryClient.getQueryData<{ pages: Page<Task>[] }>(keys.tasks('mine', 'open'));
    return list?.pages.flatMap(({ items }) => items).find((other) => other.id !== id);
  }
}

export type RunTaskCommand = ReturnType<typeof useTaskCommand>;
