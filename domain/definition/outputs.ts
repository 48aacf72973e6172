import type { TypeSchema } from '../expression/check';
import { celType } from '../expression/check';
import { SURE, shapeOf, UNTYPED, type Shape } from '../expression/shape';
import { isObjectType, type ObjectType } from '../expression/types';
import { ACTIONS, isActionName } from '../actions';
import type { Step } from '../generated/process';
import { fieldsRead } from '../process/steps/wait';
import type { Catalogue } from './catalogue';
import { entityShape, entityType } from './recordTypes';
import { varsShape, varsType } from './variables';
import { knowledgeOf, listOf, objectOf, oneOf, type Knowledge, type Names } from './values';

const UNKNOWN: Knowledge = { type: 'dyn', shape: UNTYPED };

/** What `steps.<id>.out` holds once the step was completed, and what of it may be missing. */
export function outputOf(step: Step, names: Names, catalogue: Catalogue): Knowledge {
  const out = fullOutput(step, names, catalogue);
  return endsEarly(step) ? { ...out, shape: withoutFields(out.shape) } : out;
}

export function formOf(form: unknown, catalogue: Catalogue): Knowledge {
  // A form is a JSON Schema of an object.
  const schema = (typeof form === 'string' ? catalogue.form(form)?.schema : form) as TypeSchema | undefined;
  return schema ? { type: celType(schema), shape: shapeOf(schema) } : UNKNOWN;
}

function fullOutput(step: Step, names: Names, catalogue: Catalogue): Knowledge {
  switch (step.kind) {
    case 'human':
      return humanOutput(step, catalogue);
    case 'approval':
      return withMore(
        {
          type: { approved: 'bool', decisions: 'list<dyn>' },
          shape: { fields: { decisions: { each: UNTYPED } } },
        },
        { reason: 'string', timedOut: 'bool' },
      );
    case 'decision':
      return decisionOutput(step, names);
    case 'auto':
      return actionOutput(step);
    case 'milestone':
      return { type: {}, shape: SURE };
    case 'process':
      return processOutput(step, catalogue);
    case 'wait':
      return 'event' in step.for ? UNKNOWN : withMore(waitOutput(step, catalogue), LATE);
  }
}

/** Whoever completes a step that has outcomes chooses one of them. */
function humanOutput({ form, outcomes }: Extract<Step, { kind: 'human' }>, catalogue: Catalogue): Knowledge {
  const answers = form === undefined ? { type: {}, shape: SURE } : formOf(form, catalogue);
  if (!isObjectType(answers.type) || !outcomes?.length) return withMore(answers, PERSON);
  const chosen = objectOf([['outcome', { type: 'string', shape: { texts: outcomes.map(({ id }) => id) } }]]);
  return withMore(joined(answers, chosen), LATE);
}

/** The record as far as the wait looked at it. */
function waitOutput(step: Extract<Step, { kind: 'wait' }>, catalogue: Catalogue): Knowledge {
  if (!('entity' in step.for)) return { type: {}, shape: SURE };
  const type = entityType(step.for.entity, catalogue);
  const read = new Set(fieldsRead(step.for.when));
  const fields = entityShape(step.for.entity, catalogue).fields ?? {};
  const names = isObjectType(type) ? Object.keys(type) : [];
  return {
    type,
    shape: {
      fields: Object.fromEntries(
        names.map((name) => [
          name,
          read.has(name) ? (fields[name] ?? SURE) : { ...fields[name], absent: true },
        ]),
      ),
    },
  };
}

/** How a child ended, and its variables; a newer version of it may have others, which the checker of this one sees. */
function processOutput(step: Extract<Step, { kind: 'process' }>, catalogue: Catalogue): Knowledge {
  if (step.detached) return { type: { started: 'double' }, shape: SURE };
  const child = catalogue.process(step.process);
  const ended: Knowledge = { type: { outcome: 'string', status: 'string' }, shape: SURE };
  const one = child ? joined(withoutAll({ type: varsType(child), shape: varsShape(child) }), ended) : UNKNOWN;
  const results = objectOf([['results', listOf([one])]]);
  if (step.forEach) return withMore(results, LATE);
  return isObjectType(one.type) ? withMore(joined(one, results), LATE) : UNKNOWN;
}

/** Of its variables any may be missing in the version that ran. */
function withoutAll(vars: Knowledge): Knowledge {
  return { ...vars, shape: withoutFields(vars.shape) };
}

/** What either of them has; the second where both do. */
function joined(a: Knowledge, b: Knowledge): Knowledge {
  return {
    // Both are objects.
    type: { ...(a.type as ObjectType), ...(b.type as ObjectType) },
    shape: { fields: { ...a.shape.fields, ...b.shape.fields } },
  };
}

const LATE = { timedOut: 'bool' };
const PERSON = { outcome: 'string', ...LATE };

/** Fields that are there only now and then. */
function withMore(out: Knowledge, more: Record<string, string>): Knowledge {
  if (!isObjectType(out.type)) return out;
  const absent = Object.fromEntries(
    Object.keys(more).map((name): [string, Shape] => [name, { absent: true }]),
  );
  return { type: { ...more, ...out.type }, shape: { fields: { ...absent, ...out.shape.fields } } };
}

/** As `decision.ts` writes it: an object stands as it is too. */
function decisionOutput(step: Extract<Step, { kind: 'decision' }>, names: Names): Knowledge {
  const name = step.out ?? 'result';
  const results = step.rules.map((rule) => knowledgeOf(rule.then, names));
  if (step.hit === 'collect') return objectOf([[name, listOf(results)]]);
  return oneOf(
    results.map((result) => {
      const own = objectOf([[name, result]]);
      if (!isObjectType(result.type)) return result.shape.untyped ? UNKNOWN : own;
      // Both are objects.
      return {
        type: { ...result.type, [name]: result.type },
        shape: { fields: { ...result.shape.fields, ...own.shape.fields } },
      };
    }),
  );
}

function actionOutput(step: Extract<Step, { kind: 'auto' }>): Knowledge {
  if (!isActionName(step.action)) return UNKNOWN;
  const { result } = ACTIONS[step.action];
  const type = celType(result);
  if (!isObjectType(type)) return UNKNOWN;
  const shape = shapeOf(result);
  const whole: Knowledge = {
    type: { ...type, ...(step.out ? { [step.out]: type } : {}) },
    shape: { fields: { ...shape.fields, ...(step.out ? { [step.out]: shape } : {}) } },
  };
  return withMore(whole, { error: 'string', ...LATE });
}

/** A timeout completes it with `{"timedOut": true}`, a failure with `{"error": …}`: then nothing else is there. */
function endsEarly(step: Step): boolean {
  const goesOn = step.kind === 'auto' && step.onFail !== undefined && step.onFail !== 'incident';
  return goesOn || step.timeout?.then === 'complete';
}

function withoutFields(shape: Shape): Shape {
  if (!shape.fields) return shape;
  const fields = Object.entries(shape.fields).map(([name, field]): [string, Shape] => [
    name,
    { ...field, absent: true },
  ]);
  return { ...shape, fields: Object.fromEntries(fields) };
}
