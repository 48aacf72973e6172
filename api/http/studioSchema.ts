import {
  FLAG,
  INSTANT,
  JSON_OBJECT,
  LABEL,
  TEXT,
  UUID,
  WHOLE,
  choice,
  list,
  object,
  orNull,
} from './schemas';

export const PROBLEM = object(
  {
    code: TEXT,
    severity: choice('error', 'warning'),
    file: TEXT,
    pointer: TEXT,
    line: WHOLE,
    column: WHOLE,
    range: JSON_OBJECT,
    message: LABEL,
    hint: TEXT,
  },
  ['code', 'severity', 'file', 'pointer', 'line', 'column', 'message'],
);

/** A document's text as its author wrote it, valid or not. */
export const SOURCE = { type: 'string', maxLength: 512_000 };
/** A key, as every definition's schema has it. */
export const NAME = { type: 'string', pattern: '^[A-Za-z][A-Za-z0-9]*([.-][A-Za-z0-9]+)*$', maxLength: 128 };
export const KIND = choice('process', 'dunning', 'calendar', 'form', 'list', 'template', 'report');

const DRAFT_HEAD = {
  id: UUID,
  kind: TEXT,
  key: TEXT,
  revision: WHOLE,
  baseVersion: orNull(WHOLE),
  title: orNull(LABEL),
  createdAt: INSTANT,
  updatedAt: INSTANT,
  updatedById: orNull(UUID),
  updatedByLabel: orNull(TEXT),
};
const EDITORS = list(object({ id: UUID, name: TEXT, seenAt: INSTANT }));

export const DRAFT_ITEM = object({ ...DRAFT_HEAD, errors: WHOLE, warnings: WHOLE });
export const DRAFT = object({ ...DRAFT_HEAD, text: TEXT, errors: WHOLE, warnings: WHOLE });
export const OPEN_DRAFT = object({
  ...DRAFT_HEAD,
  text: TEXT,
  errors: WHOLE,
  warnings: WHOLE,
  editors: EDITORS,
});
export const PRESENCE = object({ editors: EDITORS });

const PUBLISHED = list(object({ kind: TEXT, key: TEXT, version: WHOLE, sha256: TEXT, published: FLAG }));
export const VERSION_ITEM = object({
  version: WHOLE,
  status: choice('published', 'retired'),
  sha256: TEXT,
  publishedAt: INSTANT,
  publishedById: orNull(UUID),
  publishedByLabel: orNull(TEXT),
  running: WHOLE,
  mayReturn: WHOLE,
});
export const SCENARIO = object({ name: TEXT, source: choice('shipped', 'own'), scenario: JSON_OBJECT });
const REPORTED = {
  ok: FLAG,
  scenario: TEXT,
  timeline: list(JSON_OBJECT),
  checks: list(JSON_OBJECT),
  final: JSON_OBJECT,
};
/** What `guanxi simulate --json` prints; `error` when the scenario could not be played. */
export const REPORT = object({ ...REPORTED, error: TEXT }, Object.keys(REPORTED));
export const TRIAL = object({
  ...REPORTED,
  adopted: object({
    moved: list(object({ from: TEXT, to: TEXT })),
    problems: list(object({ code: TEXT, at: TEXT, message: LABEL })),
  }),
});
/** `missing`: what the template names and the data have nothing for. Letters have no HTML. */
export const LETTER = object({ subject: TEXT, html: orNull(TEXT), text: TEXT, missing: list(TEXT) });
export const CHANGE = object(
  {
    pointer: TEXT,
    what: choice('added', 'removed', 'changed', 'moved'),
    before: {},
    after: {},
    label: LABEL,
  },
  ['pointer', 'what', 'label'],
);
export const PUBLICATION = object({
  published: PUBLISHED,
  problems: list(PROBLEM),
  scenarios: list(object({ name: TEXT, ok: FLAG })),
});
