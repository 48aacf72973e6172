import { DomainError, isErrorCode } from '../domain/errors';
import { refuse } from '../domain/process/refuse';
import { REMEMBERED_COMMANDS } from '../domain/process/transition';
import { isGiving } from '../domain/process/taker';
import type { Command } from '../domain/process/commands';
import type { Plan, ProcessState, Refusal } from '../domain/process/types';
import { hasCommand } from '../db/audit';
import type { Db } from '../db/connect';
import { getInstance } from '../db/instances';
import { getPerson } from '../db/people';
import type { Call } from './http/route';
import { found } from './http/answers';
import { actorIn, planOf, stateOf } from './actor';
import type { Deps } from './deps';
import { carriedOn } from './reopen';
import { mustBeTaken } from './taker';

/**
 * Has the instance's workflow apply a command in the caller's name, and returns when its rows are written. It is refused
 * here as the workflow would refuse it, so that a workflow that has ended need not be asked. A command that was applied
 * already, because its answer got lost, is done. `check` refuses what the core would let through; a dry run only refuses.
 */
export async function applyCommand(
  { deps, who, commandId, requestId }: Applying,
  instanceId: string,
  command: Command,
  { dryRun = false, check }: { dryRun?: boolean; check?: Check } = {},
): Promise<void> {
  const instance = found(await getInstance(deps.db, instanceId));
  const state = stateOf(instance);
  if (await isApplied(deps.db, instanceId, state, commandId)) return;
  const plan = await planOf(deps.db, instance);
  const actor = await actorIn(deps.db, plan, state, who);
  const refusal = refuse(plan, state, command, actor, Date.now());
  if (refusal) throw refusalError(refusal);
  if (isGiving(command)) await mustBeTaken(deps.db, instance, state, command, actor.id);
  await check?.(plan, state);
  const ended = command.op === 'reopen' ? await carriedOn(deps.db, instance, state) : undefined;
  if (!dryRun)
    await deps.engine.command(instance.workflowId, { commandId, requestId, command, actor }, ended);
}

/** The case knows its latest commands; of those before them the audit does. */
async function isApplied(
  db: Db,
  instanceId: string,
  { applied }: ProcessState,
  commandId: string,
): Promise<boolean> {
  if (applied.includes(commandId)) return true;
  return applied.length >= REMEMBERED_COMMANDS && (await hasCommand(db, instanceId, commandId));
}

type Check = (plan: Plan, state: ProcessState) => Promise<void>;

/** A request, or what stands for one where nobody asks at this moment. */
interface Applying {
  deps: Pick<Deps, 'db' | 'engine'>;
  who: { id: string; name: string };
  commandId: string;
  requestId: string;
}

/** The core's refusal as an error of the catalogue. */
export function refusalError({ code, details }: Refusal): DomainError {
  return isErrorCode(code)
    ? new DomainError(code, details ?? {})
    : new DomainError('CONFLICT', { refusal: code });
}

/** VALIDATION_FAILED at the pointer unless this is somebody who works here. */
export async function mustWorkHere(
  { deps }: Pick<Call, 'deps'>,
  personId: string,
  pointer: string,
): Promise<void> {
  const person = await getPerson(deps.db, personId);
  if (person?.active) return;
  const message = { 'zh-CN': '没有这位在职员工', en: 'there is no such active employee' };
  throw new DomainError('VALIDATION_FAILED', {}, [{ pointer, code: 'unknown', message }]);
}
