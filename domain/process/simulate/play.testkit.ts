import type { ProcessDefinition } from '../../generated/process';
import type { Scenario } from '../../generated/scenario';
import { simulateProcess } from './simulate';

const text = (name: string) => ({ 'zh-CN': name, en: name });
type Loose = Record<string, unknown>;

/** The record's owner, and three others who decide together. */
export const DECIDERS = {
  owner: { field: '/entity/ownerId' },
  a: { employee: 'boss' },
  b: { employee: 'chief' },
  c: { employee: 'p1' },
};

/** For tests: a little process out of stages `{id: {steps…}}`, played from Monday 2026-03-02 09:00; gives the failed checks. */
export function play(
  stages: Record<string, Loose>,
  steps: Loose[],
  more: { process?: Loose; given?: Scenario['given'] } = {},
): unknown[] {
  const definition = {
    kind: 'process',
    key: 'test.process',
    version: 1,
    category: 'general',
    title: text('test'),
    entity: 'opportunity',
    roles: {
      owner: { by: 'field', path: '/entity/ownerId' },
      manager: { by: 'managerOf', role: 'owner' },
      pool: { by: 'pool', group: 'pool' },
    },
    stages: Object.entries(stages).map(([id, stage]) => ({ id, title: text(id), ...stage })),
    ...more.process,
  };
  const people = [
    { id: 'rep', managerId: 'boss' },
    { id: 'boss', managerId: 'chief' },
    { id: 'chief' },
    { id: 'p1', groups: ['pool'] },
    { id: 'p2', groups: ['pool'] },
  ];
  const scenario = {
    name: 'test',
    start: '2026-03-02T09:00:00+08:00',
    given: { entity: { ownerId: 'rep', amount: 10 }, people, ...more.given },
    steps,
  };
  // The tests write what the schema allows; shipped definitions prove the schema.
  const report = simulateProcess(definition as unknown as ProcessDefinition, scenario, [], () => []);
  return report.checks.filter((check) => !check.ok);
}

/** A human step of the owner. */
export function human(id: string, more: Loose = {}): Loose {
  return { id, kind: 'human', assign: 'owner', ...more };
}

/** Decided by the manager. */
export function approval(more: Loose = {}): Loose {
  return { id: 'ok', kind: 'approval', approvers: ['manager'], ...more };
}

/** What `play` gives when every expectation is met. */
export const fine: unknown[] = [];
