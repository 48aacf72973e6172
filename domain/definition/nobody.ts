import type { Effect, ProcessDefinition, Sla, Stage } from '../generated/process';
import type { Catalogue } from './catalogue';
import { finding, pointer, type Finding, type ProblemCode } from './problem';
import { inherited, slaNamed } from './slas';

/** Effects that happen where no single task is at hand. */
interface Place {
  effects: Effect[];
  /** Where they stand, or the SLA that inherits them or is only named there. */
  at: string;
  isInPlace: boolean;
  /** Whether a task may be open there. */
  hasTasks: boolean;
}

/**
 * `assignee` and `escalate` mean whoever has a task, and else the owner of the case. Where no task is at hand and the
 * process knows no owner they mean nobody; where what is open decides, they may. `reassign` and `raisePriority` mean tasks
 * alone.
 */
export function lintMeant(definition: ProcessDefinition, catalogue: Catalogue): Finding[] {
  const isOwned = hasOwner(definition, catalogue);
  return placesOf(definition).flatMap((place) => [
    ...(isOwned ? [] : found(place, isOfPeople, place.hasTasks ? 'may-mean-nobody' : 'means-nobody')),
    ...(place.hasTasks ? [] : found(place, isOfTask, 'no-task-here')),
  ]);
}

function hasOwner({ roles = {}, entity }: ProcessDefinition, catalogue: Catalogue): boolean {
  if (Object.hasOwn(roles, 'owner')) return true;
  const fields = entity === undefined ? {} : catalogue.entity(entity)?.fields;
  // Of an unknown entity nothing is known, which is a finding of its own.
  return fields === undefined || Object.hasOwn(fields, 'ownerId');
}

function placesOf(definition: ProcessDefinition): Place[] {
  const { clocks = [], stages } = definition;
  return [
    ...clocks.flatMap(({ sla }, n) => inLadder(definition, sla, pointer('clocks', n, 'sla'), stages)),
    ...stages.flatMap((stage, s) => inStage(definition, stage, pointer('stages', s))),
  ];
}

function inStage(definition: ProcessDefinition, stage: Stage, at: string): Place[] {
  const without = (effects: Effect[] | undefined, where: string): Place[] =>
    effects ? [{ effects, at: `${at}/${where}`, isInPlace: true, hasTasks: false }] : [];
  return [
    ...inLadder(definition, stage.target, `${at}/target`, [stage]),
    ...without(stage.onEnter, 'onEnter'),
    ...without(stage.onExit, 'onExit'),
    ...stage.steps.flatMap(({ kind, timeout }, n) =>
      opensTasks(kind) ? [] : without(timeout?.do, `steps/${n}/timeout/do`),
    ),
  ];
}

function inLadder(
  definition: ProcessDefinition,
  sla: string | Sla | undefined,
  at: string,
  stages: Stage[],
): Place[] {
  const meant = typeof sla === 'string' ? slaNamed(definition, sla) : sla;
  const ladder = meant && inherited(definition, meant, 'ladder');
  const isInPlace = typeof sla === 'object' && ladder?.own === true;
  const hasTasks = stages.some(({ steps }) => steps.some(({ kind }) => opensTasks(kind)));
  return (ladder?.value ?? []).map(({ do: effects = [] }, n) => ({
    effects,
    at: isInPlace ? `${at}/ladder/${n}/do` : at,
    isInPlace,
    hasTasks,
  }));
}

function found(
  { effects, at, isInPlace }: Place,
  is: (effect: Effect) => boolean,
  code: ProblemCode,
): Finding[] {
  if (!isInPlace) return effects.some(is) ? [finding(code, at)] : [];
  return effects.flatMap((effect, n) => (is(effect) ? [finding(code, `${at}/${n}`)] : []));
}

function isOfPeople(effect: Effect): boolean {
  if ('notify' in effect) return [effect.notify].flat().includes('assignee');
  if ('send' in effect) return effect.to === 'assignee';
  return 'escalate' in effect;
}

function isOfTask(effect: Effect): boolean {
  return 'reassign' in effect || 'raisePriority' in effect;
}

function opensTasks(kind: Stage['steps'][number]['kind']): boolean {
  return kind === 'human' || kind === 'approval';
}
