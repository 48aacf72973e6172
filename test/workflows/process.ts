import { randomUUID } from 'node:crypto';
import { publish } from '../../db/definitions';
import { startInstance } from '../../db/startInstance';
import { DomainError } from '../../domain/errors';
import type { Command } from '../../domain/process/commands';
import type { JsonObject } from '../../domain/process/types';
import type { InstanceRow } from '../../db/instances';
import { getInstance } from '../../db/instances';
import type { Stage } from './stage';

const text = (name: string) => ({ 'zh-CN': name, en: name });
type Loose = Record<string, unknown>;

export interface Published {
  key: string;
  version: number;
  sha256: string;
}

/** A little process out of stages `{id: {steps…}}`, published unchecked: what is wrong in it is what the test is about. */
export async function publishProcess(
  { company: { db } }: Pick<Stage, 'company'>,
  key: string,
  stages: Record<string, Loose>,
  more: Loose = {},
): Promise<Published> {
  const definition = {
    kind: 'process',
    key,
    version: 1,
    category: 'general',
    title: text(key),
    roles: { owner: { by: 'field', path: '/vars/owner' } },
    stages: Object.entries(stages).map(([id, stage]) => ({ id, title: text(id), ...stage })),
    ...more,
  };
  const { version, sha256 } = await publish(db, definition, null);
  return { key, version, sha256 };
}

/** Starts a case for li and waits until its first commit is written. */
export async function begin(
  stage: Stage,
  definition: Published,
  input: JsonObject = {},
): Promise<InstanceRow> {
  return begun(stage, (await startCase(stage, definition, input)).id);
}

/** Starts a case for li. */
export function startCase(
  { company: { db, idOf } }: Stage,
  definition: Published,
  input: JsonObject = {},
): Promise<{ id: string; workflowId: string }> {
  const title = definition.key;
  return startInstance(db, { definition, title, input: { owner: idOf('li'), ...input } });
}

export function begun(stage: Stage, id: string): Promise<InstanceRow> {
  return stage.eventually(async () => {
    const instance = await getInstance(stage.company.db, id);
    return instance && instance.status !== 'starting' && instance;
  }, 'the first commit of a case');
}

export const human = (id: string, more: Loose = {}): Loose => ({
  id,
  kind: 'human',
  assign: 'owner',
  ...more,
});

/** As a client does: the same command again until somebody answers, since the machine may be busy or the worker away. */
export async function insist(
  stage: Stage,
  instance: InstanceRow,
  login: string,
  command: Command,
): Promise<void> {
  const commandId = randomUUID();
  for (;;)
    try {
      return void (await stage.act(instance, login, command, commandId));
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'UNAVAILABLE') throw error;
    }
}
