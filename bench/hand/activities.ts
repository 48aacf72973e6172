import type { Db } from '../../db/connect';
import { systemContext } from '../../db/context';
import { newest } from '../../db/definitions';
import { addEvents, endSubscriptions, enterStage, leaveStage, reachMilestone } from '../../db/instanceLog';
import { lockInstance, saveInstance, type InstanceRow } from '../../db/instances';
import { notify } from '../../db/notifications';
import { pipelined, type Send } from '../../db/pipeline';
import { changeRecord } from '../../db/records/update';
import { closeTask, insertTask, patchTask } from '../../db/tasks';
import { runAction } from '../../activities/actions/run';
import { addDuration } from '../../domain/calendar/business';
import type { Calendar } from '../../domain/calendar/types';
import type { JsonObject } from '../../domain/process/types';
import type { Changes, SaleActivities } from './messages';

/** The same rows and the same actions as ours, by the same functions of db/. */
export function createSaleActivities(db: Db): SaleActivities {
  return {
    save: (changes) => db.transaction((trx) => pipelined(trx, (send) => save(trx, send, changes))),
    act: ({ instanceId, workflowId, key, action }) =>
      runAction(db, {
        instanceId,
        workflowId,
        effect: {
          type: 'runAction',
          id: key,
          action,
          params: action === 'quote.send' ? { template: 'quotation' } : {},
          stage: key,
          step: action,
          attempt: 1,
        },
      }),
  };
}

async function save(trx: Db, send: Send, changes: Changes): Promise<number[]> {
  const { workflowId, runId, seq } = changes;
  const applied = { workflow_id: workflowId, run_id: runId, seq };
  const fresh = await trx('applied_commit').insert(applied).onConflict().ignore().returning('seq');
  if (fresh.length === 0) {
    const row = await trx('applied_commit').first<{ result: number[] }>('result').where(applied);
    return row.result;
  }
  const instance = await lockInstance(trx, workflowId);
  if (!instance) throw new Error(`There is no instance ${workflowId}`);
  const rungs = changes.open ? await rungsOf(trx, changes.open.days, changes.now) : [];
  writeTasks(trx, send, instance, changes, rungs);
  writeStages(trx, send, changes);
  await writeRecord(trx, instance, changes);
  send(addEvents(trx, instance.id, linesOf(changes)));
  project(trx, send, instance, changes, rungs);
  send(
    trx('applied_commit')
      .where(applied)
      .update({ result: JSON.stringify(rungs) }),
  );
  return rungs;
}

/** Two hours before it is due, when it is due, and a working day later. */
async function rungsOf(trx: Db, days: number, now: number): Promise<number[]> {
  // Published definitions were checked against their schema.
  const calendar = (await newest(trx, 'calendar', 'cn-office'))?.body as unknown as Calendar;
  const add = (from: number, duration: string) =>
    addDuration(calendar, calendar.timezone, from, duration, 'business');
  const due = add(now, `P${days}D`);
  return [add(due, '-PT2H'), due, add(due, 'P1D')];
}

function writeTasks(
  trx: Db,
  send: Send,
  instance: InstanceRow,
  { close, open, rung, by, now }: Changes,
  rungs: number[],
): void {
  const at = new Date(now);
  if (close) send(closeTask(trx, instance.id, close.key, { status: 'complete', at, out: close.out, by }));
  if (open) {
    const { key, stage, step, assignee } = open;
    const task = insertTask(trx, {
      instanceId: instance.id,
      key,
      stage,
      step,
      kind: step === 'approve' ? 'approval' : 'human',
      status: 'prepare',
      title: { 'zh-CN': step, en: step },
      assigneeId: assignee,
      candidates: [assignee],
      dueAt: new Date(rungs[1] ?? now),
      entity: instance.entity,
      entityId: instance.entityId,
      customerId: instance.customerId,
      openedAt: at,
    });
    send(task);
  }
  if (!rung) return;
  const { key, no, manager, assignee } = rung;
  if (no === 1) send(patchTask(trx, instance.id, key, { priority: 'high' }));
  if (no === 2) send(patchTask(trx, instance.id, key, { assigneeId: manager, escalation: 1 }));
  for (const employeeId of no === 0 ? [assignee] : [assignee, manager]) {
    const note = notify(trx, {
      employeeId,
      kind: no === 0 ? 'task.due-soon' : 'task.overdue',
      title: { 'zh-CN': instance.title, en: instance.title },
      instanceId: instance.id,
      dedupeKey: `${instance.id}/${key}/${no}/${employeeId}`,
    });
    send(note);
  }
}

function writeStages(trx: Db, send: Send, { instanceId, leave, enter, milestone, now, by }: Changes): void {
  const at = new Date(now);
  if (leave) send(leaveStage(trx, instanceId, { stage: leave, visit: 1, status: 'completed', at, by }));
  if (enter) send(enterStage(trx, instanceId, enter, 1, at));
  if (milestone) send(reachMilestone(trx, instanceId, milestone, at));
}

async function writeRecord(trx: Db, instance: InstanceRow, { set, enter, by }: Changes): Promise<void> {
  const values = { ...set, ...(enter && { stage: enter }) };
  if (!instance.entity || Object.keys(values).length === 0) return;
  const context = systemContext({ actorId: by, origin: instance.workflowId, reason: 'process by hand' });
  await changeRecord(trx, instance.entity, instance.entityId, values, context);
}

function linesOf({ close, leave, enter, open, milestone, rung, outcome, seq, now, by }: Changes) {
  const lines: [event: string, data: JsonObject | null][] = [];
  if (close) lines.push(['taskClosed', { task: close.key, out: close.out }]);
  if (leave) lines.push(['stageLeft', { stage: leave }]);
  if (enter) lines.push(['stageEntered', { stage: enter }]);
  if (open) lines.push(['taskOpened', { task: open.key, assignee: open.assignee }]);
  if (milestone) lines.push(['milestone', { milestone }]);
  if (rung) lines.push(['rungFired', { task: rung.key, rung: rung.no }]);
  if (outcome) lines.push(['ended', { outcome }]);
  return lines.map(([event, data], idx) => ({ seq, idx, at: new Date(now), event, actorId: by, data }));
}

function project(
  trx: Db,
  send: Send,
  instance: InstanceRow,
  { stage, outcome, open, seq, now }: Changes,
  rungs: number[],
): void {
  if (outcome) send(...endSubscriptions(trx, instance.id));
  const saved = saveInstance(trx, instance.id, {
    status: outcome ? 'ended' : 'active',
    stage,
    outcome: outcome ?? null,
    state: { stage, task: open?.key ?? null },
    stateVersion: seq + 1,
    nextAt: rungs[0] === undefined ? null : new Date(rungs[0]),
    endedAt: outcome ? new Date(now) : null,
  });
  send(saved);
}
