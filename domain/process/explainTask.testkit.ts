import type { LogLine } from './explainTask';
import type { Found } from './finding';
import type { Effect } from './effectTypes';
import type { JsonObject } from './types';

/** For tests: the lines that the commit writes of what explains a task. */
export function lineOf(effect: Effect, found: Found | undefined): LogLine | null {
  const line = (event: string, stage: string | null, actorId: string | null, data: object): LogLine => ({
    at: new Date(0),
    event,
    stage,
    step: null,
    actorId,
    data: JSON.parse(JSON.stringify({ ...data, found })) as JsonObject, // plain data
  });
  switch (effect.type) {
    case 'log':
      return effect.event === 'started' ? line('started', null, null, {}) : null;
    case 'enterStage':
      return line('stageEntered', effect.stage, null, { entered: effect.entered });
    case 'openTask':
      return line('taskOpened', effect.task.stage, null, { task: effect.task.id, cause: effect.cause });
    case 'reassignTask':
      return line('taskReassigned', null, effect.by, { task: effect.taskId, reason: effect.reason });
    default:
      return null;
  }
}
