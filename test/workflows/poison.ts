import { randomUUID } from 'node:crypto';
import { getInstance, type InstanceRow } from '../../db/instances';
import { startInstance } from '../../db/startInstance';
import { DomainError } from '../../domain/errors';
import { inParallel } from './deployments';
import { begun, human, publishProcess, type Published } from './process';
import type { Stage } from './stage';

/** What each round of good commands cost, with harmless cases beside them or with poisoned ones. */
export interface Round {
  side: 'harmless' | 'poisoned';
  /** Milliseconds of each good command until its answer. */
  latencies: number[];
  /** CPU milliseconds of client, relay and worker for each good command. */
  cpu: number;
}

export interface Outcome {
  rounds: Round[];
  /** Good cases that a command failed of, or that did not end. */
  failed: string[];
  /** Poisoned cases without their incident, or with another one. */
  silent: string[];
}

const CUBED = 'vars.items.all(a, vars.items.all(b, vars.items.all(c, a + b + c >= 0)))';
const GHOSTS = { by: 'pool', group: 'ghosts', strategy: 'roundRobin' };
const withDefaults = (values: Record<string, unknown[]>) => ({
  type: 'object',
  properties: {
    owner: { type: 'string' },
    ...Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, { type: 'array', default: value }]),
    ),
  },
});
/** Stays open, and looks at what is wrong with it at every event. */
const open = human('open', { required: false });
const stage = (steps: object[], more: object = {}) => ({ s: { steps: [...steps, open], ...more } });
const circle = (set?: object) => ({
  s: { steps: [{ id: 'm', kind: 'milestone' }], repeat: { max: 100_000 }, exit: [{ to: 't', set }] },
  t: { steps: [{ id: 'n', kind: 'milestone' }], repeat: { max: 100_000 }, exit: [{ to: 's', set }] },
});

interface Poison {
  code: string;
  stages: Record<string, Record<string, unknown>>;
  more?: Record<string, unknown>;
}

/** What authors get wrong, and the incident that each becomes. */
const POISONS: Record<string, Poison> = {
  expression: {
    code: 'EXPRESSION_FAILED',
    stages: stage([], { exit: [{ when: 'vars.missing.thing > 0', end: 'x' }, { stay: 'on' }] }),
  },
  action: {
    code: 'ACTION_FAILED',
    stages: stage([
      {
        id: 'a',
        kind: 'auto',
        action: 'record.update',
        with: { entity: 'customer', id: 'nobody', set: { region: 'x' } },
      },
    ]),
  },
  loop: { code: 'TOO_MANY_FIRINGS', stages: circle() },
  nobody: {
    code: 'NOBODY_ELIGIBLE',
    stages: stage([human('a', { assign: 'ghosts' })]),
    more: { roles: { owner: { by: 'field', path: '/vars/owner' }, ghosts: GHOSTS } },
  },
  enormous: {
    code: 'EXPRESSION_FAILED',
    stages: circle({ '/vars/l': { cel: '[vars.l, vars.l]' } }),
    more: { vars: withDefaults({ l: ['x'.repeat(1_000)] }) },
  },
  spinning: {
    code: 'EXPRESSION_FAILED',
    stages: stage([{ id: 'q', kind: 'wait', for: { when: CUBED } }]),
    more: { vars: withDefaults({ items: Array.from({ length: 300 }, (_, n) => n) }) },
  },
};

/** Commands to `good` cases, with `others` beside them that hear an event after each command, in turn harmless and poisoned. */
export async function poisonAmong(
  at: Stage,
  { good, others, rounds }: { good: number; others: number; rounds: number },
): Promise<Outcome> {
  const outcome: Outcome = { rounds: [], failed: [], silent: [] };
  const fine = { one: { steps: [human('a')] }, two: { steps: [human('b')] } };
  const cases = await startMany(at, [await publishProcess(at, 'test.fine', fine)], good);
  const commands = ['a', 'b'].flatMap((step) => cases.map(({ instance }) => ({ instance, step })));
  const sides = { harmless: await publishHarmless(at), poisoned: await publishPoisons(at) };
  const share = Math.ceil(commands.length / rounds);
  for (let round = 0; round < rounds; round++) {
    const side = round % 2 === 0 ? 'harmless' : 'poisoned';
    const beside = await startMany(at, sides[side], others);
    await inParallel(beside.length, async (i) => void (await hasItsIncident(at, beside[i])));
    const some = commands.splice(0, share);
    outcome.rounds.push({ side, ...(await work(at, some, beside, outcome.failed)) });
    await inParallel(beside.length, async (i) => {
      const one = beside[i];
      if (!one) return;
      if (!(await hasItsIncident(at, one))) outcome.silent.push(one.instance.workflowId);
      await at.act(one.instance, 'qian', { op: 'cancel', reason: 'over' });
    });
  }
  for (const { instance } of cases)
    if ((await getInstance(at.company.db, instance.id))?.status !== 'ended')
      outcome.failed.push(instance.workflowId);
  return outcome;
}

interface Case {
  instance: InstanceRow;
  /** The incident that it should have. */
  code?: string;
}
type Kind = Published & { code?: string };

async function publishHarmless(at: Stage): Promise<Kind[]> {
  return [await publishProcess(at, 'test.harmless', stage([human('a')]))];
}

async function publishPoisons(at: Stage): Promise<Kind[]> {
  const kinds: Kind[] = [];
  for (const [name, { code, stages, more }] of Object.entries(POISONS))
    kinds.push({ ...(await publishProcess(at, `test.${name}`, stages, more)), code });
  return kinds;
}

async function startMany(at: Stage, kinds: Kind[], count: number): Promise<Case[]> {
  const { db, idOf } = at.company;
  const cases: Case[] = [];
  await inParallel(count, async (i) => {
    const { code, ...definition } = kinds[i % kinds.length] as Kind; // within its length
    const { id } = await startInstance(db, { definition, title: `${i}`, input: { owner: idOf('li') } });
    cases.push({ instance: await begun(at, id), code });
  });
  return cases;
}

/** Waits for it; false when it is another one. */
async function hasItsIncident(at: Stage, one: Case | undefined): Promise<boolean> {
  if (!one?.code) return true;
  const codes = () =>
    at.company.db('incident').where({ instance_id: one.instance.id }).pluck<string[]>('code');
  const found = await at.eventually(async () => {
    const all = await codes();
    return all.length > 0 && all;
  }, `the incident ${one.code} of ${one.instance.definitionKey}`);
  return found.every((code) => code === one.code);
}

async function work(
  at: Stage,
  commands: { instance: InstanceRow; step: string }[],
  beside: Case[],
  failed: string[],
): Promise<Omit<Round, 'side'>> {
  const latencies: number[] = [];
  const before = process.cpuUsage();
  await inParallel(commands.length, async (i) => {
    const { instance, step } = commands[i] ?? {};
    if (!instance || !step) return;
    const began = performance.now();
    await at.act(instance, 'li', { op: 'complete', step, with: {} }, randomUUID()).then(
      () => latencies.push(performance.now() - began),
      () => failed.push(instance.workflowId),
    );
    await disturb(at, beside[i % beside.length] as Case, i); // within its length
  });
  const { user, system } = process.cpuUsage(before);
  return { latencies, cpu: (user + system) / 1_000 / Math.max(1, commands.length) };
}

/** An event; an action that failed is run again instead, unless somebody was quicker with that. */
async function disturb(at: Stage, { instance, code }: Case, i: number): Promise<void> {
  if (code !== 'ACTION_FAILED')
    return at.temporal.signal(instance.workflowId, 'event', { name: 'poke', data: { i } });
  await at.act(instance, 'qian', { op: 'retry' }).catch((error: unknown) => {
    if (!(error instanceof DomainError) || error.code !== 'INCIDENT_NOT_FOUND') throw error;
  });
}
