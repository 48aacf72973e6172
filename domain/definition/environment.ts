import { celType, type TypeSchema } from '../expression/check';
import { isObjectType, type CelType, type TypeEnv } from '../expression/types';
import type { Field } from '../generated/entity';
import type { ProcessDefinition, Step } from '../generated/process';
import { ACTIONS, isActionName } from '../actions';
import type { Catalogue } from './catalogue';

/** What the expressions of a process may name, typed from its entity, variables, forms and steps. */
export function processEnvironment(definition: ProcessDefinition, catalogue: Catalogue): TypeEnv {
  const steps = definition.stages.flatMap((stage) => stage.steps);
  // Variables are declared by a JSON Schema.
  const declared = (definition.vars?.properties ?? {}) as Record<string, TypeSchema>;
  return {
    entity: entityType(definition.entity, catalogue),
    // Variables are closed even where the schema forgets to say so: a misspelt one is an error.
    vars: definition.vars
      ? celType({
          ...definition.vars,
          type: 'object',
          properties: declared,
        })
      : {},
    steps: Object.fromEntries(
      steps.map((step) => [
        step.id,
        { status: 'string', by: 'string', at: 'string', run: 'double', out: outputType(step, catalogue) },
      ]),
    ),
    now: 'string',
    today: 'string',
    user: { id: 'string', name: 'string', roles: 'list<string>' },
  };
}

export function entityType(key: string | undefined, catalogue: Catalogue): CelType {
  const entity = key === undefined ? undefined : catalogue.entity(key);
  if (!entity) return 'dyn';
  const own = {
    id: 'string',
    number: 'string',
    version: 'double',
    createdAt: 'string',
    createdBy: 'string',
    updatedAt: 'string',
    updatedBy: 'string',
  };
  const lists = Object.fromEntries(
    Object.entries(entity.collections ?? {}).map(([name, { fields }]): [string, CelType] => [
      name,
      [{ id: 'string', ...fieldTypes(fields) }],
    ]),
  );
  return { ...own, ...fieldTypes(entity.fields), ...lists };
}

export function formType(form: unknown, catalogue: Catalogue): CelType {
  const schema = typeof form === 'string' ? catalogue.form(form)?.schema : form;
  // A form is a JSON Schema of an object.
  return schema ? celType(schema) : 'dyn';
}

function fieldTypes(fields: Record<string, Field>): Record<string, CelType> {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, TYPES[field.type]]));
}

const TYPES: Record<Field['type'], CelType> = {
  text: 'string',
  longText: 'string',
  integer: 'double',
  decimal: 'double',
  money: 'double',
  percent: 'double',
  boolean: 'bool',
  date: 'string',
  datetime: 'string',
  ref: 'string',
  list: 'string',
  email: 'string',
  phone: 'string',
  tags: 'list<string>',
  json: 'dyn',
};

/** What `steps.<id>.out` holds once the step was completed. */
function outputType(step: Step, catalogue: Catalogue): CelType {
  switch (step.kind) {
    case 'human': {
      const form = step.form === undefined ? {} : formType(step.form, catalogue);
      return !isObjectType(form) ? 'dyn' : { ...form, outcome: 'string', timedOut: 'bool' };
    }
    case 'approval':
      return { approved: 'bool', decisions: 'list<dyn>', reason: 'string' };
    case 'decision':
      return decisionType(step);
    case 'auto':
      return actionType(step);
    case 'milestone':
      return {};
    case 'process':
    case 'wait':
      return 'dyn';
  }
}

function decisionType(step: Extract<Step, { kind: 'decision' }>): CelType {
  const results = step.rules.map((rule) => rule.then);
  if (results.some((result) => typeof result === 'object')) return 'dyn';
  const names = new Set(results.map((result) => typeof result));
  const type = names.size > 1 || step.hit === 'collect' ? 'dyn' : celType({ type: [...names][0] });
  return { [step.out ?? 'result']: type };
}

function actionType(step: Extract<Step, { kind: 'auto' }>): CelType {
  if (!isActionName(step.action)) return 'dyn';
  const result = celType(ACTIONS[step.action].result);
  if (!isObjectType(result)) return 'dyn';
  return { ...result, error: 'string', ...(step.out ? { [step.out]: result } : {}) };
}
