import { DATE, INSTANT, JSON_OBJECT, LABEL, list, MONEY, object, orNull, TEXT, UUID, WHOLE } from './schemas';

const DESK_ROW = object({
  customerId: UUID,
  customerLabel: TEXT,
  ownerLabel: orNull(TEXT),
  state: orNull(TEXT),
  level: orNull(TEXT),
  currency: TEXT,
  total: MONEY,
  overdue: MONEY,
  oldestDays: WHOLE,
  lastNotice: orNull(object({ id: UUID, level: TEXT, date: DATE, status: TEXT })),
  nextAt: orNull(INSTANT),
  holds: list(TEXT),
});

/** The policy's levels, so that they can be named. */
const LEVELS = list(object({ id: TEXT, title: LABEL }, ['id']));

export const DESK = object({ levels: LEVELS, items: list(DESK_ROW) });

const ITEM = object({
  instalmentId: UUID,
  invoiceId: UUID,
  number: TEXT,
  currency: TEXT,
  dueDate: DATE,
  outstanding: MONEY,
  days: WHOLE,
  level: orNull(TEXT),
  holds: list(TEXT),
});

const NOTICE = object({
  id: UUID,
  level: TEXT,
  date: DATE,
  currency: TEXT,
  total: MONEY,
  interest: MONEY,
  fee: MONEY,
  status: TEXT,
  messageId: orNull(UUID),
  items: list(object({ invoiceId: UUID, number: TEXT, level: TEXT, outstanding: MONEY, days: WHOLE })),
});

/** `next` = the letters that leave next if nothing changes. */
export const ACCOUNT = object({
  customerId: UUID,
  customerLabel: TEXT,
  policy: object({
    key: TEXT,
    version: WHOLE,
    title: LABEL,
    levels: LEVELS,
  }),
  state: TEXT,
  evaluatedAt: orNull(INSTANT),
  nextAt: orNull(INSTANT),
  items: list(ITEM),
  notices: list(NOTICE),
  messages: list(JSON_OBJECT),
  next: list(object({ at: INSTANT, level: TEXT, currency: TEXT, total: MONEY })),
});
