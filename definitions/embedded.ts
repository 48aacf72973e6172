import type { Catalogue, Document } from '../domain/definition/catalogue';
import { pointer, type Finding } from '../domain/definition/problem';
import { lintReminderScenario } from '../domain/definition/reminderScenarios';
import { lintScenario } from '../domain/definition/scenarios';
import type { ProcessDefinition } from '../domain/generated/process';
import type { Scenario } from '../domain/generated/scenario';
import type { TemplateDefinition } from '../domain/generated/template';
import { checkJsonSchema } from './jsonSchema';
import { checkSchema } from './schemas';
import { checkTemplate } from './templates';

/** Languages within a document: JSON Schemas of forms, variables and parameters, and the text of templates. */
export function checkEmbedded(document: Document, catalogue: Catalogue): Finding[] {
  const schemas = [...schemasIn(document)].flatMap(([at, schema]) => checkJsonSchema(schema, at));
  const tests = 'tests' in document && Array.isArray(document.tests) ? document.tests : [];
  const scenarios = tests.flatMap((test, n) =>
    scenarioIn(test, document, catalogue).map((found) => ({
      ...found,
      pointer: `/tests/${n}${found.pointer}`,
    })),
  );
  if (document.kind !== 'template') return [...schemas, ...scenarios];
  return [...schemas, ...checkTemplate(document as TemplateDefinition)]; // by its kind
}

/** By its schema, and by what the process that it plays has; given.documents may change what that is. */
function scenarioIn(test: unknown, document: Document, catalogue: Catalogue): Finding[] {
  const found = checkSchema('scenario', test);
  if (found.length > 0) return found;
  const scenario = test as Scenario; // by its schema
  if (document.kind === 'dunning') return lintReminderScenario(scenario);
  if (document.kind !== 'process') return [];
  return lintScenario(scenario, document as ProcessDefinition, catalogue); // by its kind
}

function* schemasIn(document: Document): Generator<[string, unknown]> {
  for (const name of ['schema', 'vars', 'params'])
    // These are the properties by which forms, processes and templates hold a schema.
    if (name in document) yield [`/${name}`, (document as unknown as Record<string, unknown>)[name]];
  if (document.kind !== 'process') return;
  const { stages } = document as ProcessDefinition; // by its kind
  for (const [s, stage] of stages.entries())
    for (const [n, step] of stage.steps.entries())
      if ('form' in step && typeof step.form === 'object')
        yield [pointer('stages', s, 'steps', n, 'form'), step.form];
}
