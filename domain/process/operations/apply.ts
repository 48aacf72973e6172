import type { Draft } from '../draft';
import { migrate } from '../migrate';
import { rulesOf } from '../migrationRules';
import { findTask, updateTask } from '../tasks';
import type { Command } from '../commands';
import type { TaskState } from '../types';
import { amendTask } from './amend';
import { cancel, hold, jump, openByPerson, reopen, resume, retry, skip } from './instance';
import {
  claimTask,
  closeByPerson,
  completeTask,
  decide,
  declineTask,
  delegateTask,
  reassignTask,
  returnTask,
  unclaimTask,
  waitTask,
  wake,
} from './task';

/** Applies a command that `refuse` let through. One whose task is gone meanwhile does nothing. */
export function applyCommand(draft: Draft, command: Command): void {
  switch (command.op) {
    case 'hold':
      return hold(draft, command);
    case 'resume':
      return resume(draft, command.reason);
    case 'skip':
      return skip(draft, command);
    case 'open':
      return openByPerson(draft, command);
    case 'jump':
      return jump(draft, command);
    case 'reopen':
      return reopen(draft, command);
    case 'cancel':
      return cancel(draft, command.reason);
    case 'retry':
      return retry(draft, command);
    case 'migrate':
      draft.state.semantics = command.semantics ?? draft.state.semantics;
      return migrate(draft, command.plan, rulesOf(command, draft.plan.definition.version), command.reason);
    default: {
      const task = findTask(draft.plan, draft.state, command, draft.actor?.id);
      if (task) applyToTask(draft, task, command);
    }
  }
}

function applyToTask(draft: Draft, task: TaskState, command: Extract<Command, { task?: string }>): void {
  switch (command.op) {
    case 'complete':
      return completeTask(draft, task, command);
    case 'approve':
    case 'reject':
      return decide(draft, task, command);
    case 'claim':
      return claimTask(draft, task);
    case 'unclaim':
      return unclaimTask(draft, task);
    case 'start':
      return task.status === 'wait'
        ? wake(draft, task, 'started')
        : updateTask(draft, task, { status: 'execute' }, 'taskStarted');
    case 'wait':
      return waitTask(draft, task, command);
    case 'close':
      return closeByPerson(draft, task, command.reason);
    case 'reassign':
      return reassignTask(draft, task, command);
    case 'delegate':
      return delegateTask(draft, task, command);
    case 'amend':
      return amendTask(draft, task, command);
    case 'return':
      return returnTask(draft, task, command.reason);
    case 'decline':
      return declineTask(draft, task, command.reason);
  }
}
