import type { ProcessEventRow } from '../../db/instanceLog';
import type { Effect, JsonObject } from '../../domain/process/types';

type Line = {
  event: string;
  stage?: string | null;
  step?: string | null;
  by?: string | null;
  onBehalfOf?: string | null;
  data?: JsonObject;
};

/** The line that an effect leaves in the timeline of its instance; null for what says nothing to a reader. */
export function lineOf(effect: Effect, at: Date): ProcessEventRow | null {
  const line = describe(effect);
  if (!line) return null;
  const [seq = 0, idx = 0] = effect.id.split('.').map(Number);
  const { event, stage, step, by, onBehalfOf, data } = line;
  return { seq, idx, at, event, stage, step, actorId: by, onBehalfOfId: onBehalfOf, data };
}

function describe(effect: Effect): Line | null {
  switch (effect.type) {
    case 'openTask':
      return {
        event: 'taskOpened',
        stage: effect.task.stage,
        step: effect.task.step,
        data: { task: effect.task.id, cause: effect.cause },
      };
    case 'updateTask':
      return ofTask(effect.event, effect.taskId, effect.by, {
        ...(effect.reason ? { reason: effect.reason } : {}),
      });
    case 'closeTask':
      return {
        ...ofTask(effect.status === 'complete' ? 'taskCompleted' : 'taskClosed', effect.taskId, effect.by, {
          out: effect.out,
          ...(effect.reason ? { reason: effect.reason } : {}),
        }),
        onBehalfOf: effect.onBehalfOf,
      };
    case 'reassignTask':
      return ofTask('taskReassigned', effect.taskId, effect.by, { reason: effect.reason });
    case 'enterStage':
      return { event: 'stageEntered', stage: effect.stage, data: { visit: effect.visit } };
    case 'leaveStage':
      return {
        event: 'stageLeft',
        stage: effect.stage,
        by: effect.by,
        data: { status: effect.status, to: effect.to, ...(effect.reason ? { reason: effect.reason } : {}) },
      };
    case 'patchEntity':
      return { event: 'recordChanged', by: effect.by, data: effect.set };
    case 'milestone':
      return { event: 'milestoneReached', step: effect.step };
    case 'notify':
      return {
        event: 'notified',
        data: {
          roles: effect.recipients.map((r) => r.role),
          template: effect.template,
          reason: effect.event,
        },
      };
    case 'send':
      return { event: 'messageSent', data: { template: effect.template, channels: effect.channels } };
    case 'runAction':
      return {
        event: effect.compensation ? 'actionUndone' : 'actionRun',
        stage: effect.stage,
        step: effect.step,
        data: { action: effect.action, attempt: effect.attempt },
      };
    case 'startProcess':
      return {
        event: 'processStarted',
        step: effect.step,
        data: { process: effect.process, detached: effect.detached },
      };
    case 'publish':
      return { event: 'eventPublished', data: { name: effect.name } };
    case 'incident':
      return {
        event: 'incidentOpened',
        stage: effect.incident.stage,
        step: effect.incident.step,
        data: { code: effect.incident.code, message: effect.incident.message },
      };
    case 'incidentResolved':
      return { event: 'incidentResolved', by: effect.by, data: { incident: effect.incidentId } };
    case 'hold':
      return {
        event: effect.held ? 'held' : 'resumed',
        by: effect.by,
        data: { ...(effect.reason ? { reason: effect.reason } : {}) },
      };
    case 'reopen':
      return { event: 'reopened', by: effect.by, data: { reason: effect.reason } };
    case 'end':
      return {
        event: 'ended',
        by: effect.by,
        data: {
          outcome: effect.outcome,
          status: effect.status,
          ...(effect.reason ? { reason: effect.reason } : {}),
        },
      };
    case 'log':
      return {
        event: effect.event,
        stage: effect.stage,
        step: effect.step,
        by: effect.by,
        onBehalfOf: effect.onBehalfOf,
        data: effect.data,
      };
    case 'computeDeadlines':
    case 'shiftDeadlines':
    case 'cancelProcess':
    case 'watch':
      return null;
  }
}

/** A task's id begins with its stage and step. */
function ofTask(event: string, taskId: string, by: string | null, data: JsonObject): Line {
  const [stage, step] = taskId.split('.');
  return { event, stage, step, by, data: { task: taskId, ...data } };
}
