import type { Label, ProcessDefinition, Stage } from '../generated/process';
import { pointer } from '../definition/problem';

/** A place in a definition that ends the process. */
export interface Ending {
  outcome: string;
  title: Label | null;
  pointer: string;
}

/** Every place that ends the process: the exits of the stages, then those of the process, then refused approvals. */
export function endingsOf({ stages, exits = [] }: Pick<ProcessDefinition, 'stages' | 'exits'>): Ending[] {
  return [
    ...stages.flatMap(({ exit = [] }, s) =>
      exit.flatMap((one, n) => ('end' in one ? [ending(one, pointer('stages', s, 'exit', n))] : [])),
    ),
    ...exits.map((one, n) => ending(one, pointer('exits', n))),
    ...stages.flatMap(({ steps }, s) =>
      steps.flatMap((step, n) => {
        if (step.kind !== 'approval' || !step.onReject || !('end' in step.onReject)) return [];
        return [ending(step.onReject, pointer('stages', s, 'steps', n, 'onReject'))];
      }),
    ),
  ];
}

function ending({ end, title }: { end: string; title?: Label }, at: string): Ending {
  return { outcome: end, title: title ?? null, pointer: at };
}

/** How a process ends where no exit says otherwise. */
export const IMPLICIT_OUTCOMES: Record<string, Label> = {
  completed: { 'zh-CN': '已完成', en: 'Completed' },
  cancelled: { 'zh-CN': '已取消', en: 'Cancelled' },
};

/** What people call an outcome: the first title that the definition gives it; null where nothing does. */
export function outcomeTitle(
  definition: Pick<ProcessDefinition, 'stages' | 'exits'>,
  outcome: string | null,
): Label | null {
  const given = endingsOf(definition).find((one) => one.outcome === outcome && one.title)?.title;
  return given ?? (outcome === null ? undefined : IMPLICIT_OUTCOMES[outcome]) ?? null;
}

/** The reason for which a stage stays, as people read it. */
export function stayTitle(stage: Pick<Stage, 'exit'> | undefined, reason: unknown): Label | null {
  const found = stage?.exit?.find((one) => 'stay' in one && one.stay === reason && one.title);
  return found && 'stay' in found ? (found.title ?? null) : null;
}

/** Why a stage was left, where that is an exit of the process with a title; what a person wrote is no such reason. */
export function exitTitle({ exits = [] }: Pick<ProcessDefinition, 'exits'>, id: string | null): Label | null {
  return exits.find((one) => one.id === id)?.title ?? null;
}
