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
export const NAME = { type: 'string', pattern: '^[A-Za-z][A-Za-z0-9.-]{0,99}$' };
export const KIND = choice('process', 'dunning', 'calendar', 'form', 'list', 'template');

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

export const PUBLISHED = list(
  object({ kind: TEXT, key: TEXT, version: WHOLE, sha256: TEXT, published: FLAG }),
);
