import type { Schema } from './route';
import {
  choice,
  FLAG,
  INSTANT,
  JSON_OBJECT,
  list,
  object,
  orNull,
  partial,
  TEXT,
  UUID,
  WHOLE,
} from './schemas';

const ID: Schema = { type: 'string', pattern: '^[A-Za-z][A-Za-z0-9]*$', maxLength: 64 };
const REFERENCE: Schema = {
  type: 'string',
  pattern: '^[A-Za-z][A-Za-z0-9]*(/[A-Za-z][A-Za-z0-9]*)?$',
  maxLength: 130,
};
export const VERSION: Schema = { type: 'integer', minimum: 1, maximum: 1_000_000 };
const KEY: Schema = { type: 'string', minLength: 1, maxLength: 128 };

/** The rules of a migration, as a definition writes them. */
export const RULES = {
  map: { type: 'object', additionalProperties: REFERENCE, maxProperties: 2_000 },
  timers: choice('keep', 'recompute'),
  ifActive: { type: 'object', additionalProperties: choice('abort', 'finish'), maxProperties: 2_000 },
};

export const BULK_PARAMS = partial({
  stage: ID,
  step: REFERENCE,
  to: UUID,
  until: INSTANT,
  resetClock: FLAG,
  version: VERSION,
  ...RULES,
});

export const SELECTION = partial({
  definition: KEY,
  version: VERSION,
  stage: ID,
  status: choice('active', 'held'),
  entity: ID,
  customerId: UUID,
  ownerId: UUID,
  incidents: FLAG,
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
