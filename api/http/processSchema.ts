import { COMING } from './previewSchema';
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
import { CLOCK_ITEM, TASK_REF } from './taskSchema';

const ITEM: SchemaMap = {
  id: UUID,
  definition: object({ key: TEXT, version: WHOLE, title: orNull(LABEL) }),
  title: TEXT,
  status: choice('starting', 'active', 'held', 'ended', 'cancelled'),
  stage: orNull(TEXT),
  stageTitle: orNull(LABEL),
  outcome: orNull(TEXT),
  outcomeTitle: orNull(LABEL),
  entity: orNull(TEXT),
  entityId: UUID,
  entityLabel: orNull(TEXT),
  customerId: orNull(UUID),
  customerLabel: orNull(TEXT),
  ownerId: orNull(UUID),
  ownerLabel: orNull(TEXT),
  parentId: orNull(UUID),
  incidentCount: WHOLE,
  incident: orNull(
    object({ code: TEXT, message: TEXT, step: orNull(TEXT), stepTitle: orNull(LABEL), openedAt: INSTANT }),
  ),
  waitingFor: list(
    object({
      step: TEXT,
      title: orNull(LABEL),
      assigneeLabel: orNull(TEXT),
      queue: orNull(TEXT),
      dueAt: orNull(INSTANT),
    }),
  ),
  clock: orNull(CLOCK_ITEM),
  nextAt: orNull(INSTANT),
  startedAt: INSTANT,
  endedAt: orNull(INSTANT),
};

export const PROCESS_ITEM = object(ITEM);

const VISIT = object({
  visit: WHOLE,
  enteredAt: INSTANT,
  leftAt: orNull(INSTANT),
  status: TEXT,
  seconds: orNull(WHOLE),
  businessSeconds: orNull(WHOLE),
  leftBy: orNull(TEXT),
  reason: orNull(TEXT),
  reasonTitle: orNull(LABEL),
});

const STEP = object({
  id: TEXT,
  kind: TEXT,
  title: orNull(LABEL),
  status: choice('pending', 'open', 'completed', 'skipped', 'withdrawn', 'failed'),
  required: FLAG,
  manual: FLAG,
  run: WHOLE,
  at: orNull(INSTANT),
  taskId: orNull(UUID),
  assigneeLabel: orNull(TEXT),
  dueAt: orNull(INSTANT),
});

const STAGE = object({
  id: TEXT,
  title: orNull(LABEL),
  status: choice('available', 'active', 'completed', 'skipped', 'left'),
  visits: list(VISIT),
  steps: list(STEP),
});

const EVENT = object({
  at: INSTANT,
  event: TEXT,
  stage: orNull(TEXT),
  step: orNull(TEXT),
  actorId: orNull(UUID),
  actorLabel: orNull(TEXT),
  onBehalfOfId: orNull(UUID),
  onBehalfOfLabel: orNull(TEXT),
  data: orNull(JSON_OBJECT),
});

const INCIDENT = object({
  key: TEXT,
  code: TEXT,
  stage: orNull(TEXT),
  step: orNull(TEXT),
  message: TEXT,
  pointer: orNull(TEXT),
  values: orNull(JSON_OBJECT),
  retry: TEXT,
  openedAt: INSTANT,
  resolvedAt: orNull(INSTANT),
  text: orNull(LABEL),
  reads: list(object({ title: LABEL, value: LABEL, isRaw: FLAG })),
});

const CLOCK = object({
  id: TEXT,
  title: LABEL,
  status: choice('idle', 'running', 'met', 'missed', 'withdrawn', 'skipped'),
  run: WHOLE,
  startedAt: orNull(INSTANT),
  dueAt: orNull(INSTANT),
  stoppedAt: orNull(INSTANT),
  pausedAt: orNull(INSTANT),
  seconds: orNull(WHOLE),
});

/**
 * One instance with all that its page shows. `explain` says why the stage is not done, `coming` what happens by itself and when; null when
 * there is none. `clocks` are those of the whole case; `seconds` are left (or
 * were, when it stopped), less than 0 = late. `operations` are those that the person who asks may do now, with the stages or steps to choose from.
 */
export const PROCESS = object({
  ...ITEM,
  held: orNull(
    object({
      since: INSTANT,
      reason: TEXT,
      status: orNull(TEXT),
      title: orNull(LABEL),
      by: orNull(UUID),
      until: orNull(INSTANT),
    }),
  ),
  stages: list(STAGE),
  tasks: list(TASK_REF),
  events: list(EVENT),
  incidents: list(INCIDENT),
  operations: list(object({ op: TEXT, targets: orNull(list(TEXT)) })),
  clocks: list(CLOCK),
  milestones: list(object({ step: TEXT, at: INSTANT })),
  explain: orNull(JSON_OBJECT),
  coming: list(COMING),
  diagram: TEXT,
});
