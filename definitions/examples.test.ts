import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { ProcessDefinition } from '../domain/generated/process';
import type { Scenario } from '../domain/generated/scenario';
import { simulateProcess } from '../domain/process/simulate/simulate';
import { CONSTRUCTS, exampleOf } from './examples';
import { checkAnswers } from './forms';
import { jsonFiles, loadShipped, parseDefinitions } from './load';
import { checkSchema } from './schemas';

// The examples of docs/definitions-reference.md: each construct stands in a definition that is checked and played here.
const shipped = loadShipped();
const files = jsonFiles(join(__dirname, 'examples')).map((path) => ({
  file: basename(path),
  text: readFileSync(path, 'utf8'),
}));
const { documents, problems } = parseDefinitions(files, shipped);
const definitions = documents as ProcessDefinition[]; // examples are processes
const scenarios = definitions.flatMap((definition) =>
  // The second test says so.
  ((definition.tests ?? []) as unknown as Scenario[]).map(
    (scenario) => [definition.key, scenario.name, definition, scenario] as const,
  ),
);

describe('the examples of the reference', () => {
  it('have no problems, not even a warning', () => {
    expect(problems.map(({ file, line, code, message }) => `${file}:${line} ${code} ${message.en}`)).toEqual(
      [],
    );
    expect(scenarios.flatMap(([, , , scenario]) => checkSchema('scenario', scenario))).toEqual([]);
  });

  it.each(scenarios)('%s: %s', (_key, _name, definition, scenario) => {
    const report = simulateProcess(definition, scenario, [...shipped, ...documents], checkAnswers);
    expect(report.checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(report.ok).toBe(true);
  });

  it.each(CONSTRUCTS.map(({ name }) => name))('show %s', (name) => {
    expect(exampleOf(name, documents)).not.toBeNull();
  });

  it('leave out no property that the schema of a process knows', () => {
    const schema: unknown = JSON.parse(readFileSync(join(__dirname, 'schemas/process.schema.json'), 'utf8'));
    const shown = new Set(documents.flatMap((document) => [...keysIn(document)]));
    expect(
      [...propertiesIn(schema)].filter((name) => !shown.has(name) && !TOLD_IN_WORDS.includes(name)),
    ).toEqual([]);
  });
});

/** Another spelling of `role`, a remark for readers, and what only docs/definitions.md can say. */
const TOLD_IN_WORDS = ['description', 'of', 'schedule'];

function* keysIn(value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    if (!Array.isArray(value)) yield name;
    yield* keysIn(inner);
  }
}

function* propertiesIn(schema: unknown): Generator<string> {
  if (typeof schema !== 'object' || schema === null) return;
  for (const [name, inner] of Object.entries(schema) as [string, unknown][]) {
    if (name === 'properties') yield* Object.keys(inner as object); // a JSON Schema
    yield* propertiesIn(inner);
  }
}
