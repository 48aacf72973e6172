import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProcessDefinition } from '../../generated/process';
import type { Scenario } from '../../generated/scenario';
import { simulateProcess } from './simulate';

const read = (file: string): unknown =>
  JSON.parse(readFileSync(join(__dirname, '../../../definitions', file), 'utf8'));
// the shipped ones passed their schemas
const campaign = read('processes/marketing/campaign.json') as ProcessDefinition;
const { given, start, steps } = read('scenarios/marketing.campaign.budget-hold.json') as Scenario;
const documents = ['calendars/cn-office.json', 'statuses/marketing-task-status.json'].map(read);

/** As version 1 was: the money is asked for within the preparation, while that goes on. */
function before(): ProcessDefinition {
  const { migrations: _, stages, ...rest } = campaign;
  const funds = stages.find(({ id }) => id === 'funds');
  if (!funds) throw new Error('The campaign has a stage for its money');
  const moved = funds.steps.map((step) => (step.id === 'topUp' ? { ...step, if: funds.entry?.when } : step));
  const kept = stages.filter((stage) => stage !== funds);
  return {
    ...rest,
    version: 1,
    // steps of the shipped definition, in another stage
    stages: kept.map((stage) =>
      stage.id === 'prepare' ? { ...stage, steps: [...stage.steps, ...moved] } : stage,
    ) as ProcessDefinition['stages'],
  };
}

/** The case of the scenario up to the scheme that costs more than was approved, and on from there. */
function moved(...more: Scenario['steps']): unknown[] {
  const scheme = steps.findIndex((step) => 'complete' in step && step.complete === 'scheme');
  const scenario = {
    name: 'moved to version 2',
    start,
    given: { ...given, documents: [campaign] as unknown as Record<string, never>[] }, // a document is JSON
    steps: [...steps.slice(0, scheme + 1), ...more],
  };
  const { checks } = simulateProcess(before(), scenario, documents, () => []);
  return checks.filter(({ ok }) => !ok);
}

const topUp = { complete: 'topUp', with: { plannedCost: 42000, justification: 'more' } };
const ready = ['materials', 'invitations', 'staffing'].map((step) => ({
  complete: step,
  with: { ready: 'ready' },
}));
const migrate = { migrate: campaign.version };

test('a campaign whose money is asked for goes on with its preparation; the money is asked for after it', () => {
  expect(
    moved(
      topUp,
      { expect: { open: [...ready.map(({ complete }) => `prepare/${complete}`), 'prepare/topUpApproval'] } },
      migrate,
      { expect: { stage: 'prepare', open: ready.map(({ complete }) => `prepare/${complete}`) } },
      ...ready,
      { expect: { stage: 'funds', open: ['funds/topUp'], entity: { status: 'wait' } } },
      topUp,
      { approve: 'topUpApproval', by: 'boss' },
      { expect: { stage: 'execute', open: ['execute/run'] } },
    ),
  ).toEqual([]);
});

test('one that is prepared and waits for the money is on hold at once', () => {
  expect(
    moved(...ready, migrate, {
      expect: { stage: 'funds', open: ['funds/topUp'], entity: { status: 'wait' } },
    }),
  ).toEqual([]);
});
