import { DomainError, type FieldError } from '../../domain/errors';
import { entityOf } from '../../domain/entity/catalogue';
import { isUuid } from '../../domain/entity/fieldTypes';
import type { Label } from '../../domain/generated/process';
import { isVisible } from '../../domain/permissions';
import type { Command } from '../../domain/process/commands';
import { preview, type Preview, type PreviewInput } from '../../domain/process/preview';
import { refuse } from '../../domain/process/refuse';
import { leadsStatus } from '../../domain/process/status';
import type { Json, JsonObject } from '../../domain/process/types';
import type { Db } from '../../db/connect';
import type { RecordContext } from '../../db/context';
import type { TaskItem } from '../../db/inbox';
import { getInstance, type InstanceRow } from '../../db/instances';
import { recordTitle } from '../../db/labels';
import { isLed } from '../../db/leading';
import { loadPeople, readPools } from '../../db/people';
import { recordContext } from '../../db/records/read';
import { openTaskCounts } from '../../db/tasks';
import { actorIn, fullPlanOf, stateOf } from '../actor';
import { refusalError } from '../command';
import { checkForm, checkOutcome } from '../forms';
import { found } from '../http/answers';
import { PREVIEW } from '../http/previewSchema';
import { route, type Call, type Route } from '../http/route';
import { choice, JSON_OBJECT, partial, WHOLE } from '../http/schemas';
import { wordingOf } from '../wording';
import { checkVersion } from './taskCommands';
import { visibleTask } from './tasks';

interface Body {
  op?: 'complete' | 'approve' | 'reject';
  with?: JsonObject;
  outcome?: string;
  reason?: string;
  version?: number;
}

export const taskPreviewRoute: Route = route<Body>({
  method: 'post',
  path: '/api/tasks/{id}/preview',
  tag: 'tasks',
  summary: 'What completing, approving or rejecting would do, for whoever may do it. Writes nothing.',
  permission: 'signedIn',
  body: partial({
    op: choice('complete', 'approve', 'reject'),
    with: JSON_OBJECT,
    outcome: { type: 'string', maxLength: 64 },
    reason: { type: 'string', maxLength: 2000 },
    version: WHOLE,
  }),
  response: PREVIEW,
  async handle(call) {
    const { deps, params, context } = call;
    const task = await visibleTask(deps.db, params['id'] ?? '', context);
    checkVersion(task, call);
    const instance = found(await getInstance(deps.db, task.instanceId));
    const input = await inputOf(call, task, instance);
    const { plan, state, command, actor, now } = input;
    const refusal = refuse(plan, state, command, actor, now);
    if (refusal) throw refusalError(refusal);
    const problems = problemsOf(task, call.body);
    if (problems.length > 0) return { body: { problems, ...NOTHING } };
    const { set, ...rest } = preview(input);
    const stage = rest.stages.at(-1)?.stage;
    const isBeside =
      instance.entity && !leadsStatus(plan) && (await isLed(deps.db, instance.entity, instance.entityId));
    const wanted = stage === undefined || isBeside ? set : { ...set, stage };
    const changes = recordChanges(instance, state.entity, wanted, context);
    const record = await Promise.all(changes.map((change) => labelled(deps.db, instance, change)));
    return { body: { problems, ...rest, record } };
  },
});

const NOTHING: Omit<Preview, 'set'> & { record: LabelledChange[] } = {
  closed: [],
  opened: [],
  stages: [],
  ended: null,
  record: [],
  effects: [],
  incidents: [],
  next: [],
  unknown: [],
};

/** Read without a lock: who is found by turns may be somebody else when it is done. */
async function inputOf(
  { deps: { db }, body, who }: Call<Body>,
  task: TaskItem,
  instance: InstanceRow,
): Promise<PreviewInput> {
  const state = stateOf(instance);
  const plan = await fullPlanOf(db, instance);
  const [actor, people, open, cursors, record, wording] = await Promise.all([
    actorIn(db, plan, state, who),
    loadPeople(db),
    openTaskCounts(db),
    readPools(db),
    instance.entity ? recordContext(db, instance.entity, instance.entityId) : null,
    wordingOf(db),
  ]);
  return {
    plan,
    // The record as it is now, also where the process has yet to hear of a change.
    state: { ...state, entity: { ...state.entity, ...record } },
    command: commandOf(task, body),
    actor,
    people,
    workload: { open, cursors, last: {} },
    now: Date.now(),
    wording,
  };
}

function commandOf(task: TaskItem, body: Body): Command {
  const op = body.op ?? (task.kind === 'approval' ? 'approve' : 'complete');
  const about = { task: task.key, with: body.with ?? {} };
  return op === 'complete'
    ? { op, ...about, ...(body.outcome !== undefined && { outcome: body.outcome }) }
    : { op, ...about, reason: body.reason };
}

/** What the form would say of the answers, as the command itself would refuse them. */
function problemsOf(task: TaskItem, body: Body): FieldError[] {
  const isApproval = task.kind === 'approval';
  const checks = [
    () => (isApproval && body.with === undefined ? undefined : checkForm(task, body.with ?? {})),
    () => (isApproval ? undefined : checkOutcome(task, body.outcome)),
    () => (body.op === 'reject' ? checkReason(body.reason) : undefined),
  ];
  return checks.flatMap((check) => {
    try {
      check();
      return [];
    } catch (error) {
      if (error instanceof DomainError && error.code === 'VALIDATION_FAILED') return error.fields;
      throw error;
    }
  });
}

function checkReason(reason: string | undefined): void {
  if (reason?.trim()) return;
  const message = { 'zh-CN': '必填', en: 'is required' };
  throw new DomainError('VALIDATION_FAILED', {}, [{ pointer: '/reason', code: 'required', message }]);
}

interface Change {
  field: string;
  title: Label | null;
  before: Json;
  after: Json;
}

interface LabelledChange extends Change {
  beforeLabel: string | null;
  afterLabel: string | null;
}

/** A reference is told by the title of its record. */
async function labelled(db: Db, { entity }: InstanceRow, change: Change): Promise<LabelledChange> {
  const field = entity ? entityOf(entity).fields[change.field] : undefined;
  const target = field?.type === 'ref' ? field.entity : undefined;
  const titleOf = (value: Json) => (target && isUuid(value) ? recordTitle(db, target, value) : null);
  const [beforeLabel, afterLabel] = await Promise.all([titleOf(change.before), titleOf(change.after)]);
  return { ...change, beforeLabel, afterLabel };
}

/** Only what the record has a field for, changes, and may be seen by this person. */
function recordChanges(
  { entity }: InstanceRow,
  before: JsonObject,
  wanted: JsonObject,
  context: RecordContext,
): Change[] {
  if (!entity) return [];
  const { fields } = entityOf(entity);
  return Object.entries(wanted).flatMap(([name, after]) => {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    const now = before[name] ?? null;
    if (!field || !isVisible(context, field) || JSON.stringify(now) === JSON.stringify(after)) return [];
    return [{ field: name, title: field.title ?? null, before: now, after }];
  });
}
