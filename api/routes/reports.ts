import { today } from '../../db/today';
import { newest } from '../../db/definitions';
import { aging } from '../../db/reports/aging';
import type { RecordContext } from '../../db/context';
import { boardCards } from '../../db/reports/board';
import { pipeline } from '../../db/reports/pipeline';
import { processLog, type LogQuery } from '../../db/reports/processLog';
import { clockTimes } from '../../db/reports/clockTimes';
import { processTimes } from '../../db/reports/processTimes';
import { stepRework } from '../../db/reports/stepRework';
import { statusTimes } from '../../db/reports/statusTimes';
import type { Label, Stage } from '../../domain/generated/process';
import type { Db } from '../../db/connect';
import { xesOf } from '../../domain/process/xes';
import { route } from '../http/route';
import {
  choice,
  DATE,
  INSTANT,
  LABEL,
  list,
  MONEY,
  object,
  orNull,
  query,
  TEXT,
  UUID,
  WHOLE,
} from '../http/schemas';

const SALES = 'sales.project';
// The shorter processes use stages of the project process, whose titles the board shows.
const ON_BOARD = [SALES, 'sales.direct', 'sales.channel'];
const CARDS_PER_STAGE = 50;

const BOARD_STAGE = object({
  stage: TEXT,
  title: orNull(LABEL),
  count: WHOLE,
  sums: list(object({ currency: TEXT, amount: MONEY })),
  cards: list(
    object({
      id: UUID,
      name: TEXT,
      stage: TEXT,
      amount: MONEY,
      currency: TEXT,
      customerLabel: TEXT,
      ownerLabel: orNull(TEXT),
      processId: orNull(UUID),
    }),
  ),
});

const SUMS = { currency: TEXT, count: WHOLE, amount: MONEY, weighted: MONEY };
const AGES = {
  currency: TEXT,
  outstanding: MONEY,
  notDue: MONEY,
  buckets: list(MONEY),
  advance: MONEY,
  total: MONEY,
};

const STATUS_TIMES = object({
  entity: TEXT,
  status: TEXT,
  title: orNull(LABEL),
  semantic: TEXT,
  pauseSide: orNull(choice('customer', 'us', 'unknown')),
  records: WHOLE,
  now: WHOLE,
  averageSeconds: WHOLE,
  totalSeconds: WHOLE,
});

const STAGE_TIMES = object({
  definition: TEXT,
  stage: TEXT,
  definitionTitle: orNull(LABEL),
  stageTitle: orNull(LABEL),
  cases: WHOLE,
  visits: WHOLE,
  medianSeconds: orNull(WHOLE),
  averageSeconds: orNull(WHOLE),
  kept: WHOLE,
  missed: WHOLE,
  targetKept: WHOLE,
  targetMissed: WHOLE,
  reworked: WHOLE,
});

const CLOCK_TIMES = object({
  definition: TEXT,
  clock: TEXT,
  definitionTitle: orNull(LABEL),
  clockTitle: orNull(LABEL),
  kept: WHOLE,
  missed: WHOLE,
  late: WHOLE,
  running: WHOLE,
  withdrawn: WHOLE,
  medianSeconds: orNull(WHOLE),
});

const STEP_REWORK = object({
  definition: TEXT,
  stage: TEXT,
  step: TEXT,
  definitionTitle: orNull(LABEL),
  stepTitle: orNull(LABEL),
  cases: WHOLE,
  runs: WHOLE,
  reworked: WHOLE,
});

export const reportRoutes = [
  route<undefined, LogQuery>({
    method: 'get',
    path: '/api/reports/process-log',
    tag: 'reports',
    summary:
      'The event log of processes begun from `from` until before `to` as XES, for process mining; at most 50,000 events.',
    permission: 'task.all',
    query: query({ definition: { type: 'string', maxLength: 200 }, from: INSTANT, to: INSTANT }),
    response: TEXT,
    contentType: 'application/xml; charset=utf-8',
    handle: async ({ query, context, deps }) => ({
      headers: { 'Content-Disposition': 'attachment; filename="processes.xes"' },
      body: xesOf(await processLog(deps.db, context, query)),
    }),
  }),
  route<undefined, { definition?: string }>({
    method: 'get',
    path: '/api/reports/process-times',
    tag: 'reports',
    summary:
      'Time in each stage, tasks in time and late, and cases that came back to it, over the processes that you may see.',
    permission: 'process.read',
    query: query({ definition: { type: 'string', maxLength: 200 } }),
    response: object({ items: list(STAGE_TIMES) }),
    handle: async ({ query, context, deps }) => ({
      body: { items: await processTimes(deps.db, context, query.definition ?? null) },
    }),
  }),
  route<undefined, { definition?: string }>({
    method: 'get',
    path: '/api/reports/clock-times',
    tag: 'reports',
    summary: 'Clocks of cases that were kept, missed or still run, over the processes that you may see.',
    permission: 'process.read',
    query: query({ definition: { type: 'string', maxLength: 200 } }),
    response: object({ items: list(CLOCK_TIMES) }),
    handle: async ({ query, context, deps }) => ({
      body: { items: await clockTimes(deps.db, context, query.definition ?? null) },
    }),
  }),
  route({
    method: 'get',
    path: '/api/reports/status-times',
    tag: 'reports',
    summary:
      'Time in each status that is not the last, by what it means, and whose turn it was while it stood still, over the records that you may see.',
    permission: 'process.read',
    response: object({ items: list(STATUS_TIMES) }),
    handle: async ({ context, deps }) => ({ body: { items: await statusTimes(deps.db, context) } }),
  }),
  route<undefined, { definition?: string }>({
    method: 'get',
    path: '/api/reports/step-rework',
    tag: 'reports',
    summary: 'Steps with tasks by how often cases had to do them again, over the processes that you may see.',
    permission: 'process.read',
    query: query({ definition: { type: 'string', maxLength: 200 } }),
    response: object({ items: list(STEP_REWORK) }),
    handle: async ({ query, context, deps }) => ({
      body: { items: await stepRework(deps.db, context, query.definition ?? null) },
    }),
  }),
  route<undefined, { owner?: string }>({
    method: 'get',
    path: '/api/reports/pipeline',
    tag: 'reports',
    summary:
      'Open opportunities by stage and currency: count, amount, and amount times probability; those on hold and those that are over apart.',
    permission: 'report.pipeline',
    query: query({ owner: UUID }),
    response: object({
      stages: list(object({ stage: orNull(TEXT), title: orNull(LABEL), ...SUMS })),
      totals: list(object(SUMS)),
      held: list(object(SUMS)),
      closed: list(object({ semantic: choice('won', 'lost', 'stop'), ...SUMS })),
    }),
    async handle({ query, context, deps }) {
      const [report, titles] = await Promise.all([
        pipeline(deps.db, context, query.owner ?? null),
        stageTitles(deps.db),
      ]);
      return {
        body: {
          ...report,
          stages: report.stages.map((line) => ({ ...line, title: titles.get(line.stage ?? '') ?? null })),
        },
      };
    },
  }),
  route({
    method: 'get',
    path: '/api/reports/board',
    tag: 'reports',
    summary:
      'The stages of the sales process with their sums and largest open deals, each with its process; what the board shows.',
    permission: 'report.pipeline',
    response: object({ stages: list(BOARD_STAGE) }),
    handle: async ({ context, deps: { db } }) => ({ body: { stages: await board(db, context) } }),
  }),
  route<undefined, { asOf?: string }>({
    method: 'get',
    path: '/api/reports/aging',
    tag: 'reports',
    summary:
      'What is owed by age, for each customer and currency; balances are those of now, ages those of `asOf`.',
    permission: 'report.aging',
    query: query({ asOf: DATE }),
    response: object({
      asOf: DATE,
      bounds: list(WHOLE),
      customers: list(object({ customerId: UUID, customerLabel: TEXT, ...AGES, oldestDays: orNull(WHOLE) })),
      totals: list(object(AGES)),
    }),
    handle: async ({ query, context, deps }) => ({
      body: await aging(deps.db, query.asOf ?? today(), context),
    }),
  }),
];

/** Every stage of the published process in its order, then those that deals of older versions are still in. */
async function board(db: Db, context: RecordContext) {
  const [report, titles, cards] = await Promise.all([
    pipeline(db, context),
    stageTitles(db),
    boardCards(db, context, ON_BOARD, CARDS_PER_STAGE),
  ]);
  const known = report.stages.flatMap(({ stage }) => (stage === null ? [] : [stage]));
  return [...new Set([...titles.keys(), ...known])].map((stage) => {
    const lines = report.stages.filter((line) => line.stage === stage);
    return {
      stage,
      title: titles.get(stage) ?? null,
      count: lines.reduce((sum, { count }) => sum + Number(count), 0),
      sums: lines.map(({ currency, amount }) => ({ currency, amount })),
      cards: cards.filter((card) => card.stage === stage),
    };
  });
}

async function stageTitles(db: Db): Promise<Map<string, Label>> {
  const row = await newest(db, 'process', SALES);
  // only what passed the schema of its kind is published
  const stages = (row?.body['stages'] ?? []) as unknown as Stage[];
  return new Map(stages.flatMap(({ id, title }) => (title ? [[id, title]] : [])));
}
