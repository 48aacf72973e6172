import { today } from '../../db/today';
import { newest } from '../../db/definitions';
import { aging } from '../../db/reports/aging';
import { pipeline } from '../../db/reports/pipeline';
import type { Label, Stage } from '../../domain/generated/process';
import type { Db } from '../../db/connect';
import { route } from '../http/route';
import { DATE, LABEL, list, MONEY, object, orNull, query, TEXT, UUID, WHOLE } from '../http/schemas';

const SUMS = { currency: TEXT, count: WHOLE, amount: MONEY, weighted: MONEY };
const AGES = {
  currency: TEXT,
  outstanding: MONEY,
  notDue: MONEY,
  buckets: list(MONEY),
  advance: MONEY,
  total: MONEY,
};

export const reportRoutes = [
  route<undefined, { owner?: string }>({
    method: 'get',
    path: '/api/reports/pipeline',
    tag: 'reports',
    summary: 'Open opportunities by stage and currency: count, amount, and amount times probability.',
    permission: 'report.pipeline',
    query: query({ owner: UUID }),
    response: object({
      stages: list(object({ stage: orNull(TEXT), title: orNull(LABEL), ...SUMS })),
      totals: list(object(SUMS)),
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

async function stageTitles(db: Db): Promise<Map<string, Label>> {
  const row = await newest(db, 'process', 'sales.project');
  // only what passed the schema of its kind is published
  const stages = (row?.body['stages'] ?? []) as unknown as Stage[];
  return new Map(stages.flatMap(({ id, title }) => (title ? [[id, title]] : [])));
}
