import type { Effect, ProcessDefinition, Sla, Stage } from '../generated/process';
import type { Catalogue } from './catalogue';
import { finding, pointer, type Finding, type ProblemCode } from './problem';
import { inherited, slaNamed } from './slas';

/**
 * `assignee` and `escalate` mean whoever has a task, and else the owner of the case. Where no task is at hand and the
 * process knows no owner they mean nobody; where what is open decides, they may.
 */
export function lintMeant(definition: ProcessDefinition, catalogue: Catalogue): Finding[] {
  if (hasOwner(definition, catalogue)) return [];
  const { clocks = [], stages } = definition;
  return [
    ...clocks.flatMap(({ sla }, n) =>
      inLadder(definition, sla, pointer('clocks', n, 'sla'), codeFor(stages)),
    ),
    ...stages.flatMap((stage, s) => inStage(definition, stage, pointer('stages', s))),
  ];
}

function hasOwner({ roles = {}, entity }: ProcessDefinition, catalogue: Catalogue): boolean {
  if (Object.hasOwn(roles, 'owner')) return true;
  const fields = entity === undefined ? {} : catalogue.entity(entity)?.fields;
  // Of an unknown entity nothing is known, which is a finding of its own.
  return fields === undefined || Object.hasOwn(fields, 'ownerId');
}

function inStage(definition: ProcessDefinition, stage: Stage, at: string): Finding[] {
  return [
    ...inLadder(definition, stage.target, `${at}/target`, codeFor([stage])),
    ...inEffects(stage.onEnter, `${at}/onEnter`, 'means-nobody'),
    ...inEffects(stage.onExit, `${at}/onExit`, 'means-nobody'),
    ...stage.steps.flatMap(({ kind, timeout }, n) =>
      isOfPeople(kind) ? [] : inEffects(timeout?.do, `${at}/steps/${n}/timeout/do`, 'means-nobody'),
    ),
  ];
}

function inLadder(
  definition: ProcessDefinition,
  sla: string | Sla | undefined,
  at: string,
  code: ProblemCode,
): Finding[] {
  const found = typeof sla === 'string' ? slaNamed(definition, sla) : sla;
  const ladder = found && inherited(definition, found, 'ladder');
  const isHere = typeof sla === 'object' && ladder?.own;
  return (ladder?.value ?? []).flatMap((rung, n) =>
    isHere
      ? inEffects(rung.do, `${at}/ladder/${n}/do`, code)
      : (rung.do ?? [])
          .filter(isOfTask)
          .slice(0, 1)
          .map(() => finding(code, at)),
  );
}

function inEffects(effects: Effect[] | undefined, at: string, code: ProblemCode): Finding[] {
  return (effects ?? []).flatMap((effect, n) => (isOfTask(effect) ? [finding(code, `${at}/${n}`)] : []));
}

function isOfTask(effect: Effect): boolean {
  if ('notify' in effect) return [effect.notify].flat().includes('assignee');
  if ('send' in effect) return effect.to === 'assignee';
  return 'escalate' in effect;
}

function codeFor(stages: Stage[]): ProblemCode {
  const hasTasks = stages.some(({ steps }) => steps.some(({ kind }) => isOfPeople(kind)));
  return hasTasks ? 'may-mean-nobody' : 'means-nobody';
}

function isOfPeople(kind: Stage['steps'][number]['kind']): boolean {
  return kind === 'human' || kind === 'approval';
}
