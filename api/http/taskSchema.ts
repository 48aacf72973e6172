import {
  choice,
  FLAG,
  INSTANT,
  JSON_OBJECT,
  LABEL,
  list,
  object,
  orNull,
  TEXT,
  UUID,
  WHOLE,
  type SchemaMap,
} from './schemas';

export const TASK_STATUS = choice('prepare', 'execute', 'wait', 'complete', 'close');

/** A clock of a case that runs. */
export const CLOCK_ITEM = object({
  id: TEXT,
  title: orNull(LABEL),
  dueAt: INSTANT,
  late: FLAG,
  paused: FLAG,
});

const ITEM: SchemaMap = {
  id: UUID,
  title: LABEL,
  kind: choice('human', 'approval'),
  status: TASK_STATUS,
  priority: TEXT,
  dueAt: orNull(INSTANT),
  overdue: FLAG,
  clock: orNull(CLOCK_ITEM),
  held: orNull(object({ reason: TEXT, title: orNull(LABEL) })),
  cause: orNull(JSON_OBJECT),
  activity: orNull(TEXT),
  activityTitle: orNull(LABEL),
  entity: orNull(TEXT),
  entityId: orNull(UUID),
  entityLabel: orNull(TEXT),
  customerId: orNull(UUID),
  customerLabel: orNull(TEXT),
  assigneeId: orNull(UUID),
  assigneeLabel: orNull(TEXT),
  onBehalfOfId: orNull(UUID),
  onBehalfOfLabel: orNull(TEXT),
  delegatedById: orNull(UUID),
  candidates: list(UUID),
  queue: orNull(TEXT),
  formKey: orNull(TEXT),
  form: orNull(object({ schema: JSON_OBJECT, ui: JSON_OBJECT }, ['schema'])),
  outcomes: list(object({ id: TEXT, title: LABEL }, ['id'])),
  waitUntil: orNull(INSTANT),
  waitEvent: orNull(TEXT),
  instanceId: UUID,
  processKey: TEXT,
  processTitle: orNull(LABEL),
  stage: TEXT,
  stageTitle: orNull(LABEL),
  step: TEXT,
  openedAt: INSTANT,
  closedAt: orNull(INSTANT),
  closedBy: orNull(UUID),
  closeReason: orNull(TEXT),
  out: {},
  version: WHOLE,
};

/** A task in an answer. `out` is what it was completed with. */
export const TASK = object(ITEM);

/** One task with what the person who asks may do with it now. */
export const TASK_DETAIL = object({ ...ITEM, operations: list(TEXT) });

export const TASK_REF = { $ref: '#/components/schemas/task' };
