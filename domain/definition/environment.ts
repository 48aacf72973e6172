import type { Shape } from '../expression/shape';
import type { CelType } from '../expression/types';
import type { ProcessDefinition } from '../generated/process';
import { STEP_STATUSES } from '../process/types';
import type { Catalogue } from './catalogue';
import { outputOf } from './outputs';
import { entityShape, entityType } from './recordTypes';
import type { Names } from './values';
import { varsShape, varsType } from './variables';

/** What the expressions of a process may name, typed from its entity, variables, forms and steps. */
export function processNames(definition: ProcessDefinition, catalogue: Catalogue): Names {
  const base: Names = {
    env: {
      entity: entityType(definition.entity, catalogue),
      vars: varsType(definition),
      now: 'string',
      today: 'string',
      user: { id: 'string', name: 'string', roles: 'list<string>' },
    },
    shapes: { entity: entityShape(definition.entity, catalogue), vars: varsShape(definition) },
  };
  const types: Record<string, CelType> = {};
  const shapes: Record<string, Shape> = {};
  const names: Names = {
    env: { ...base.env, steps: types },
    shapes: { ...base.shapes, steps: { fields: shapes } },
  };
  // In the order of the definition, so that the result of a decision may rest on steps before it.
  for (const step of definition.stages.flatMap((stage) => stage.steps)) {
    const { type, shape } = outputOf(step, names, catalogue);
    types[step.id] = { status: 'string', by: 'string', at: 'string', run: 'double', out: type };
    shapes[step.id] = { fields: { out: shape, status: { texts: STEP_STATUSES } } };
  }
  return names;
}
