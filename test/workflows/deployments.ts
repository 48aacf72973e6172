import { getInstance, type InstanceRow } from '../../db/instances';
import { startInstance } from '../../db/startInstance';
import { countByType } from './events';
import { human, insist, publishProcess, type Published } from './process';
import { diverged, replayAll } from '../replay/replays';
import type { Stage } from './stage';

const DEPLOYMENTS = 10;
const AT_ONCE = 8;

/** What ten deployments during running instances left behind; each list should be empty. */
export interface Aftermath {
  instances: number;
  histories: number;
  /** Instances that are of another version, or did another version's work, than at their start. */
  strays: string[];
  /** Histories that do not replay on this code. */
  diverged: string[];
  /** Instances with a failed workflow task. */
  failed: string[];
}

/**
 * Half of the instances start on the first version, the others after each of ten deployments, while those of before are
 * worked on; the worker ends and comes again in the middle. Each version asks for work of its own.
 */
export async function deployTenTimes(stage: Stage, count: number): Promise<Aftermath> {
  const started = new Map<string, number>();
  const waiting: string[] = [];
  const start = async (definition: Published, many: number) => {
    const { db, idOf } = stage.company;
    await inParallel(many, async (i) => {
      const title = `${definition.version}/${i}`;
      const { id } = await startInstance(db, { definition, title, input: { owner: idOf('li') } });
      started.set(id, definition.version);
      waiting.push(id);
    });
  };
  const advance = (many: number) => {
    const some = waiting.splice(0, many);
    return inParallel(some.length, (i) => complete(stage, some[i] ?? '', 'a'));
  };
  await start(await deploy(stage, 1), Math.ceil(count / 2));
  const share = Math.floor(count / 2 / DEPLOYMENTS);
  for (let version = 2; version <= DEPLOYMENTS + 1; version++) {
    const working = advance(share);
    await start(await deploy(stage, version), share);
    if (version === 6) await stage.restartWorker();
    await working;
  }
  await advance(waiting.length);
  const ids = [...started.keys()];
  await inParallel(ids.length, (i) => complete(stage, ids[i] ?? '', `b${started.get(ids[i] ?? '')}`));
  return examine(stage, started);
}

function deploy(stage: Stage, version: number): Promise<Published> {
  const stages = { one: { steps: [human('a')] }, two: { steps: [human(`b${version}`)] } };
  return publishProcess(stage, 'test.deployed', stages, { version });
}

/** In the owner's name; the instance may just have been started, and the worker may just be away. */
async function complete(stage: Stage, id: string, step: string): Promise<void> {
  const instance = await stage.eventually(async () => {
    const row = await getInstance(stage.company.db, id);
    return row && row.status !== 'starting' && row;
  }, 'the first commit');
  await insist(stage, instance, 'li', { op: 'complete', step, with: {} });
}

async function examine(stage: Stage, started: Map<string, number>): Promise<Aftermath> {
  const { db } = stage.company;
  const found: Aftermath = { instances: started.size, histories: 0, strays: [], diverged: [], failed: [] };
  const workflows: string[] = [];
  for (const [id, version] of started) {
    // it was started above
    const instance = (await getInstance(db, id)) as InstanceRow;
    const steps = await db('task').where({ instance_id: id }).orderBy('opened_at').pluck<string[]>('step');
    const isTrue =
      instance.definitionVersion === version &&
      instance.status === 'ended' &&
      steps.join() === `a,b${version}`;
    if (!isTrue) found.strays.push(instance.workflowId);
    workflows.push(instance.workflowId);
  }
  const replayed = await replayAll(histories(stage, workflows, found));
  found.histories = replayed.size;
  found.diverged = diverged(replayed).map(([workflowId]) => workflowId);
  return found;
}

async function* histories(stage: Stage, workflows: string[], found: Aftermath) {
  for (const workflowId of workflows) {
    const history = await stage.temporal.client.workflow.getHandle(workflowId).fetchHistory();
    if (countByType(history.events ?? [])['WORKFLOW_TASK_FAILED']) found.failed.push(workflowId);
    yield { workflowId, history };
  }
}

/** A few at once, as the people of a small office. */
export async function inParallel(count: number, work: (i: number) => Promise<unknown>): Promise<void> {
  let i = 0;
  const runner = async () => {
    while (i < count) await work(i++);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, runner));
}
