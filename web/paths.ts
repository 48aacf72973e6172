/** Every address of the API that the pages use. */
export const api = {
  session: '/api/session',
  meta: '/api/meta',
  tasks: '/api/tasks',
  taskCount: '/api/tasks/count',
  task: (id: string) => `/api/tasks/${id}`,
  taskCommand: (id: string, name: string) => `/api/tasks/${id}/${name}`,
  records: (path: string) => `/api/${path}`,
  record: (path: string, id: string) => `/api/${path}/${id}`,
  timeline: (path: string, id: string) => `/api/${path}/${id}/timeline`,
  recordProcesses: (path: string, id: string) => `/api/${path}/${id}/processes`,
  processes: '/api/processes',
  process: (id: string) => `/api/processes/${id}`,
  processCommand: (id: string, name: string) => `/api/processes/${id}/${name}`,
  pipeline: '/api/reports/pipeline',
  processTimes: '/api/reports/process-times',
  board: '/api/reports/board',
  dunning: '/api/dunning',
  dunningSweep: '/api/dunning/sweep',
  dunningCustomer: (id: string) => `/api/dunning/${id}`,
  invoiceAction: (id: string, name: string) => `/api/invoices/${id}/${name}`,
  paymentAction: (id: string, name: string) => `/api/payments/${id}/${name}`,
  messages: '/api/messages',
  message: (id: string) => `/api/messages/${id}`,
  mailbox: '/api/mailbox',
  mail: (id: string) => `/api/mailbox/${id}`,
  aging: '/api/reports/aging',
  search: '/api/search',
  notifications: '/api/notifications',
  notificationRead: (id: string) => `/api/notifications/${id}/read`,
  description: '/api/openapi.json',
  definitions: '/api/definitions',
  definition: (kind: string, key: string) => `/api/definitions/${kind}/${key}`,
  definitionPart: (kind: string, key: string, part: string) => `/api/definitions/${kind}/${key}/${part}`,
  positions: (key: string) => `/api/definitions/process/${key}/positions`,
  bpmn: (key: string, version: number) => `/api/definitions/process/${key}/bpmn?version=${version}`,
  check: '/api/definitions/check',
  simulation: '/api/definitions/simulation',
  trial: '/api/definitions/trial',
  comparison: '/api/definitions/comparison',
  drafts: '/api/drafts',
  draft: (id: string) => `/api/drafts/${id}`,
  draftPart: (id: string, part: string) => `/api/drafts/${id}/${part}`,
  migrations: '/api/migrations',
  migration: (id: string) => `/api/migrations/${id}`,
  migrationPart: (id: string, part: string) => `/api/migrations/${id}/${part}`,
  formPreview: '/api/forms/preview',
  templatePreview: '/api/templates/preview',
  calendarYear: (key: string) => `/api/calendars/${key}/year`,
  listItem: (key: string, id: string, command: string) => `/api/lists/${key}/items/${id}/${command}`,
};

/** Every address of the pages. */
export const page = {
  login: '/login',
  inbox: '/inbox',
  task: (id: string) => `/inbox/${id}`,
  list: (path: string) => `/records/${path}`,
  create: (path: string) => `/records/${path}/new`,
  record: (path: string, id: string) => `/records/${path}/${id}`,
  board: '/board',
  process: (id: string) => `/processes/${id}`,
  dunning: '/dunning',
  dunningCustomer: (id: string) => `/dunning/${id}`,
  messages: '/messages',
  message: (id: string) => `/messages/${id}`,
  mailbox: '/mailbox',
  mail: (id: string) => `/mailbox/${id}`,
  reports: '/reports',
  studio: '/studio',
  draft: (id: string) => `/studio/drafts/${id}`,
  definition: (kind: string, key: string) => `/studio/${kind}/${key}`,
};

type Query = Record<string, string | number | boolean | null | undefined>;

/** Adds what is given of the query to an address. */
export function withQuery(path: string, query: Query): string {
  const given = Object.entries(query).flatMap(([name, value]): [string, string][] =>
    value === undefined || value === null || value === '' ? [] : [[name, String(value)]],
  );
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`;
}
