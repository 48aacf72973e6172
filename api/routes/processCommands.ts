import type { Command } from '../../domain/process/commands';
import { getInstance } from '../../db/instances';
import { applyCommand } from '../command';
import { found } from '../http/answers';
import { PROCESS } from '../http/processSchema';
import { route, type Route, type Schema } from '../http/route';
import { INSTANT, object, partial, REASON, STAGE_ID, STEP_ID } from '../http/schemas';
import { visibleInstance } from '../visible';
import { processView } from './processes';

interface Body {
  reason: string;
  until?: string;
  stage: string;
  step: string;
  incident?: string;
}

/** One route for each command on a whole process. Who may is the definition's to say; the core refuses the others. */
export const processCommandRoutes: Route[] = [
  command(
    'hold',
    'Puts the process on hold: its clocks may stand still.',
    object({ reason: REASON, until: INSTANT }, ['reason']),
    ({ reason, until }) => ({
      op: 'hold',
      reason,
      until: until === undefined ? undefined : Date.parse(until),
    }),
  ),
  command('resumption', 'Goes on after a hold.', partial({ reason: REASON }), ({ reason }) => ({
    op: 'resume',
    reason,
  })),
  command(
    'jump',
    'Goes to another stage, with a reason.',
    object({ stage: STAGE_ID, reason: REASON }),
    ({ stage, reason }) => ({ op: 'jump', stage, reason }),
  ),
  command(
    'skip',
    'Skips a step of the current stage, with a reason.',
    object({ step: STEP_ID, reason: REASON }),
    ({ step, reason }) => ({ op: 'skip', step, reason }),
  ),
  command(
    'step',
    'Opens a step that is opened by hand.',
    object({ step: STEP_ID, reason: REASON }, ['step']),
    ({ step, reason }) => ({ op: 'open', step, reason }),
  ),
  command(
    'cancellation',
    'Cancels the process, with a reason.',
    object({ reason: REASON }),
    ({ reason }) => ({ op: 'cancel', reason }),
  ),
  command(
    'reopening',
    'Opens an ended process again, with a reason.',
    object({ reason: REASON, stage: STAGE_ID }, ['reason']),
    ({ reason, stage }) => ({ op: 'reopen', reason, ...(stage !== undefined && { stage }) }),
  ),
  command(
    'retry',
    'Tries again what failed: one incident, or all.',
    partial({ incident: { type: 'string', maxLength: 200 }, reason: REASON }),
    ({ incident, reason }) => ({ op: 'retry', incident, reason }),
  ),
];

function command(name: string, summary: string, body: Schema, translate: (body: Body) => Command): Route {
  return route<Body>({
    method: 'post',
    path: `/api/processes/{id}/${name}`,
    tag: 'processes',
    summary,
    permission: 'process.read',
    body,
    response: PROCESS,
    async handle(call) {
      const { db } = call.deps;
      const { id } = await visibleInstance(db, call.params['id'] ?? '', call.context);
      await applyCommand(call, id, translate(call.body));
      return { body: await processView(db, found(await getInstance(db, id)), call.who, call.context) };
    },
  });
}
