import type { ProcessDefinition, Sla, Stage } from '../generated/process';
import { pointer } from './problem';

/** An SLA where it is written: under a name, or in place at a step, as a stage's target or of a clock of the case. */
export interface PlacedSla {
  sla: Sla;
  at: string;
  /** The stages whose tasks it times. */
  stages: Stage[];
}

export function slasOf(definition: ProcessDefinition): PlacedSla[] {
  // A clock of the case runs in every stage.
  const slasOfClocks = (definition.clocks ?? []).map(({ sla }) => sla);
  return [
    ...Object.entries(definition.slas ?? {}).map(([name, sla]) => ({
      sla,
      at: pointer('slas', name),
      stages: definition.stages.filter((stage) =>
        [...slasIn(stage), ...slasOfClocks].some((used) => rests(definition, used, name)),
      ),
    })),
    ...slasInPlace(definition),
  ];
}

/** Those that time something: a name that others only extend does not. */
export function usedSlas(definition: ProcessDefinition): { sla: Sla; at: string }[] {
  const ofCase = (definition.clocks ?? []).map(({ sla }, n) => ({ sla, at: pointer('clocks', n, 'sla') }));
  const named = definition.stages.flatMap((stage, s) => [
    { sla: stage.target, at: pointer('stages', s, 'target') },
    ...stage.steps.map((step, n) => ({
      sla: 'sla' in step ? step.sla : undefined,
      at: pointer('stages', s, 'steps', n, 'sla'),
    })),
  ]);
  return [...ofCase, ...named].flatMap(({ sla, at }) => {
    const found = typeof sla === 'string' ? slaNamed(definition, sla) : sla;
    return found ? [{ sla: found, at }] : [];
  });
}

/** A property of an SLA, its own or of what it extends, with how far up it was found. */
export function inherited<K extends keyof Sla>(
  definition: ProcessDefinition,
  sla: Sla,
  key: K,
): { value: Sla[K]; own: boolean } | undefined {
  let current: Sla | undefined = sla;
  for (let depth = 0; current && depth < 10; depth++) {
    if (current[key] !== undefined) return { value: current[key], own: depth === 0 };
    current = current.extends === undefined ? undefined : slaNamed(definition, current.extends);
  }
  return undefined;
}

/** Everything that it extends is there. */
export function isWhole(definition: ProcessDefinition, sla: Sla): boolean {
  let current: Sla | undefined = sla;
  for (let depth = 0; current?.extends !== undefined && depth < 10; depth++)
    current = slaNamed(definition, current.extends);
  return current !== undefined && current.extends === undefined;
}

function slasInPlace(definition: ProcessDefinition): PlacedSla[] {
  const { clocks = [], stages } = definition;
  const ofCase = clocks.flatMap(({ sla }, n) =>
    typeof sla === 'object' ? [{ sla, at: pointer('clocks', n, 'sla'), stages }] : [],
  );
  const others = stages.flatMap((stage, s) => [
    ...(typeof stage.target === 'object'
      ? [{ sla: stage.target, at: pointer('stages', s, 'target'), stages: [stage] }]
      : []),
    ...stage.steps.flatMap((step, n) =>
      'sla' in step && typeof step.sla === 'object'
        ? [{ sla: step.sla, at: pointer('stages', s, 'steps', n, 'sla'), stages: [stage] }]
        : [],
    ),
  ]);
  return [...ofCase, ...others];
}

function slasIn(stage: Stage): (string | Sla)[] {
  const steps = stage.steps.map((step) => ('sla' in step ? step.sla : undefined));
  return [stage.target, ...steps].filter((sla) => sla !== undefined);
}

/** It is the one of this name, or extends it. */
function rests(definition: ProcessDefinition, used: string | Sla, name: string): boolean {
  let current = typeof used === 'string' ? used : used.extends;
  for (let depth = 0; current !== undefined && depth < 10; depth++) {
    if (current === name) return true;
    current = slaNamed(definition, current)?.extends;
  }
  return false;
}

export function slaNamed({ slas = {} }: ProcessDefinition, name: string): Sla | undefined {
  return Object.hasOwn(slas, name) ? slas[name] : undefined;
}
