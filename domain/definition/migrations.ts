import type { ProcessDefinition } from '../generated/process';
import { lookUp } from './lookup';
import { finding, pointer, type Finding } from './problem';

/**
 * The right side of a map is a place in this version; what an older version had is not at hand. One rule for each
 * version before this one: of two for the same, or one for a later version, nothing would come.
 */
export function lintMigrations(definition: ProcessDefinition): Finding[] {
  const migrations = definition.migrations ?? [];
  return migrations.flatMap(({ from, map }, n) => [
    ...(from >= definition.version
      ? [finding('out-of-range', pointer('migrations', n, 'from'), { detail: `< ${definition.version}` })]
      : []),
    ...(migrations.findIndex((other) => other.from === from) < n
      ? [finding('duplicate-id', pointer('migrations', n, 'from'), { name: String(from) })]
      : []),
    ...Object.entries(map ?? {}).flatMap(([before, to]) =>
      lintPlace(definition, to, pointer('migrations', n, 'map', before)),
    ),
  ]);
}

function lintPlace({ stages }: ProcessDefinition, place: string, at: string): Finding[] {
  const [stageId = '', stepId] = place.split('/');
  const stage = stages.find(({ id }) => id === stageId);
  if (!stage)
    return lookUp(
      'unknown-stage',
      stageId,
      at,
      stages.map(({ id }) => id),
    );
  return stepId === undefined
    ? []
    : lookUp(
        'unknown-step',
        stepId,
        at,
        stage.steps.map(({ id }) => id),
      );
}
