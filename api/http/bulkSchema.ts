import type { Schema } from './route';
import {
  choice,
  FLAG,
  INSTANT,
  JSON_OBJECT,
  LABEL,
  list,
  object,
  orNull,
  partial,
  PRIORITY,
  STAGE_ID,
  STEP_ID,
  TEXT,
  UUID,
  VERSION,
  WHOLE,
} from './schemas';

const KEY: Schema = { type: 'string', minLength: 1, maxLength: 128 };

/** The rules of a migration, as a definition writes them. */
export const RULES = {
  map: { type: 'object', additionalProperties: STEP_ID, maxProperties: 2_000 },
  timers: choice('keep', 'recompute'),
  ifActive: { type: 'object', additionalProperties: choice('abort', 'finish'), maxProperties: 2_000 },
};

export const BULK_PARAMS = partial({
  stage: STAGE_ID,
  step: STEP_ID,
  to: UUID,
  until: INSTANT,
  due: INSTANT,
  priority: PRIORITY,
  resetClock: FLAG,
  with: JSON_OBJECT,
  outcome: { type: 'string', minLength: 1, maxLength: 64 },
  version: VERSION,
  ...RULES,
});

export const SELECTION = partial({
  definition: KEY,
  version: VERSION,
  stage: STAGE_ID,
  status: choice('active', 'held'),
  entity: STAGE_ID,
  customerId: UUID,
  ownerId: UUID,
  incidents: FLAG,
  late: FLAG,
});

export const BULK_JOB = object({
  id: UUID,
  operation: TEXT,
  params: JSON_OBJECT,
  reason: orNull(TEXT),
  dryRun: FLAG,
  status: choice('running', 'done', 'cancelled'),
  total: WHOLE,
  pending: WHOLE,
  possible: WHOLE,
  done: WHOLE,
  refused: WHOLE,
  failed: WHOLE,
  createdAt: INSTANT,
  finishedAt: orNull(INSTANT),
});

export const BULK_ITEM = object({
  instanceId: UUID,
  title: TEXT,
  stage: orNull(TEXT),
  version: WHOLE,
  status: choice('pending', 'possible', 'done', 'refused', 'failed'),
  code: orNull(TEXT),
  /** Why, in a sentence. */
  message: orNull(LABEL),
  details: orNull(JSON_OBJECT),
});

/** As Studio shows it. */
export const MIGRATION = object({
  id: UUID,
  dryRun: FLAG,
  status: choice('running', 'done', 'cancelled'),
  total: WHOLE,
  done: WHOLE,
  moved: WHOLE,
  failed: WHOLE,
});

export const MIGRATION_ITEM = object({
  instanceId: UUID,
  title: TEXT,
  version: WHOLE,
  status: choice('pending', 'movable', 'moved', 'refused', 'failed'),
  reason: orNull(object({ code: TEXT, message: partial({ 'zh-CN': TEXT, en: TEXT }) })),
});

export const OBSTACLES = object({
  ok: FLAG,
  reasons: list(object({ code: TEXT, at: TEXT, message: object({ 'zh-CN': TEXT, en: TEXT }) })),
});

export const MIGRATION_MAP = object({
  map: { type: 'object', additionalProperties: TEXT },
  suggestions: list(object({ at: TEXT, to: TEXT, because: choice('undo', 'title', 'status') })),
});
