import { mermaidOf } from '../../domain/process/diagram';
import type { Db } from '../../db/connect';
import { courseOf, getProcess, listProcesses, type ProcessQuery } from '../../db/api-processes';
import type { RecordContext } from '../../db/context';
import { listTasks } from '../../db/inbox';
import type { InstanceRow } from '../../db/instances';
import { found, pageAnswer } from '../http/answers';
import { PROCESS, PROCESS_ITEM } from '../http/processSchema';
import { route } from '../http/route';
import {
  choice,
  FLAG,
  JSON_OBJECT,
  PAGE_QUERY,
  page,
  query,
  STAGE_ID,
  TEXT,
  UUID,
  VERSION,
} from '../http/schemas';
import { actorIn, fullPlanOf, stateOf } from '../actor';
import { clocksOfCase, type ClockView } from '../../domain/process/clockView';
import { comingOf } from '../../domain/process/coming';
import { explainStage } from '../../domain/process/explain';
import { explanationFor, hiddenFrom } from '../hidden';
import { incidentView } from '../incidents';
import { offersOf } from '../../domain/process/offered';
import { eventsView, stagePath } from '../processView';
import { wordingOf } from '../wording';
import { visibleInstance } from '../visible';
import { taskJson } from './tasks';

export const processRoutes = [
  route<undefined, ProcessQuery>({
    method: 'get',
    path: '/api/processes',
    tag: 'processes',
    summary: 'Processes that you may see, newest first.',
    permission: 'process.read',
    query: query({
      status: choice('open', 'closed'),
      definition: TEXT,
      version: VERSION,
      stage: STAGE_ID,
      ownerId: UUID,
      entity: TEXT,
      entityId: UUID,
      customerId: UUID,
      incidents: FLAG,
      late: FLAG,
      ...PAGE_QUERY,
    }),
    response: page(PROCESS_ITEM),
    async handle({ query, context, deps }) {
      const { items, next } = await listProcesses(deps.db, query, context);
      return pageAnswer('/api/processes', query, items, next);
    },
  }),
  route({
    method: 'get',
    path: '/api/processes/{id}',
    tag: 'processes',
    summary:
      'One process: stage path, visits, tasks, events, incidents, why its stage is not done, and its diagram.',
    permission: 'process.read',
    response: PROCESS,
    async handle({ params, context, who, deps }) {
      const instance = await visibleInstance(deps.db, params['id'] ?? '', context);
      return { body: await processView(deps.db, instance, who, context) };
    },
  }),
  route({
    method: 'get',
    path: '/api/processes/{id}/explanation',
    tag: 'processes',
    summary:
      'Why the stage is not done: required steps that are missing, what they wait for and whom, and incidents.',
    permission: 'process.read',
    response: JSON_OBJECT,
    async handle({ params, context, deps }) {
      const instance = await visibleInstance(deps.db, params['id'] ?? '', context);
      const plan = await fullPlanOf(deps.db, instance);
      const explanation = explainStage(plan, stateOf(instance), Date.now());
      return { body: explanationFor(context, plan, explanation, await wordingOf(deps.db)) ?? {} };
    },
  }),
];

interface Viewer {
  id: string;
  name: string;
  locale: 'zh-CN' | 'en';
}

/** Everything that the page of a process shows to this person. */
export async function processView(db: Db, instance: InstanceRow, who: Viewer, context: RecordContext) {
  const { id } = instance;
  const now = new Date();
  const everything = { view: 'all' as const, personId: id, instanceId: id, limit: 200 };
  const [item, course, open, done, plan, wording] = await Promise.all([
    getProcess(db, id),
    courseOf(db, id),
    listTasks(db, { ...everything, status: 'open' }, now),
    listTasks(db, { ...everything, status: 'done' }, now),
    fullPlanOf(db, instance),
    wordingOf(db),
  ]);
  const { visits, events, incidents, milestones } = course;
  const isHidden = hiddenFrom(context, instance.entity);
  const state = instance.state && stateOf(instance);
  const tasks = [...done.items.reverse(), ...open.items].map(taskJson);
  const held = state?.held && {
    since: new Date(state.held.since),
    reason: state.held.reason,
    status: state.held.status ?? null,
    title: state.held.title ?? null,
    by: state.held.by,
    until: state.held.until ? new Date(state.held.until) : null,
  };
  return {
    ...found(item),
    held: held ?? null,
    stages: stagePath(plan.definition, state, visits, tasks),
    tasks,
    milestones,
    incidents: incidents.map((incident) => incidentView(incident, plan, wording, isHidden)),
    events: eventsView(plan.definition, events),
    operations: state ? offersOf(plan, state, await actorIn(db, plan, state, who), now.getTime()) : [],
    explain: state && explanationFor(context, plan, explainStage(plan, state, now.getTime()), wording),
    clocks: state ? clocksOfCase(plan, state, now.getTime()).map(clockJson) : [],
    coming: state ? comingOf(plan, state, wording) : [],
    diagram: mermaidOf(plan.definition, who.locale),
  };
}

function clockJson({ startedAt, due, stoppedAt, pausedAt, ...clock }: ClockView) {
  const date = (at: number | null) => (at === null ? null : new Date(at));
  return {
    ...clock,
    startedAt: date(startedAt),
    dueAt: date(due),
    stoppedAt: date(stoppedAt),
    pausedAt: date(pausedAt),
  };
}
