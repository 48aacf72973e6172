import { choice, FLAG, INSTANT, JSON_OBJECT, LABEL, list, object, orNull, TEXT, UUID } from './schemas';

export const COMING = object({
  at: INSTANT,
  kind: choice('due', 'rung', 'timeout', 'wait', 'taskWait', 'retry', 'resume'),
  stage: TEXT,
  step: orNull(TEXT),
  task: orNull(TEXT),
  clock: orNull(TEXT),
  title: LABEL,
  does: list(LABEL),
  paused: FLAG,
});

const OPENED = object({
  stage: TEXT,
  step: TEXT,
  title: LABEL,
  kind: choice('human', 'approval'),
  assignee: orNull(object({ id: UUID, name: TEXT })),
  onBehalfOf: orNull(TEXT),
  queue: orNull(TEXT),
  pool: orNull(TEXT),
  why: list(LABEL),
  due: orNull(INSTANT),
});

/** What would happen. With `problems` nothing would: the answers are not accepted. */
export const PREVIEW = object({
  problems: list(JSON_OBJECT),
  closed: list(object({ task: TEXT, title: LABEL, withdrawn: FLAG })),
  opened: list(OPENED),
  stages: list(object({ stage: TEXT, title: LABEL })),
  ended: orNull(object({ outcome: TEXT, title: orNull(LABEL), status: TEXT })),
  record: list(
    object({
      field: TEXT,
      title: orNull(LABEL),
      before: {},
      after: {},
      beforeLabel: orNull(TEXT),
      afterLabel: orNull(TEXT),
    }),
  ),
  effects: list(object({ kind: choice('send', 'notify', 'action', 'start', 'publish'), text: LABEL })),
  incidents: list(object({ code: TEXT, message: TEXT, step: orNull(TEXT) })),
  next: list(COMING),
  unknown: list(object({ kind: choice('action', 'process', 'record'), step: orNull(TEXT), text: LABEL })),
});
