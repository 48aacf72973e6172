import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { ProcessDefinition } from '../domain/generated/process';
import type { Scenario } from '../domain/generated/scenario';
import { simulateProcess } from '../domain/process/simulate/simulate';
import { checkAnswers } from './forms';
import { jsonFiles, loadShipped, parseDefinitions } from './load';
import { checkSchema } from './schemas';

/** The workflow patterns of Russell, ter Hofstede, van der Aalst and Mulyar that docs/patterns.md shows how to write. */
const OFFERED = [
  1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14, 15, 16, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 29, 30, 32, 34,
  35, 36, 39, 40, 43,
];

const shipped = loadShipped();
const files = jsonFiles(join(__dirname, 'patterns')).map((path) => ({
  file: basename(path, '.json'),
  text: readFileSync(path, 'utf8'),
}));
const { documents, problems } = parseDefinitions(files, shipped);
const definitions = documents as ProcessDefinition[]; // the first test says so
const testsOf = ({ tests = [] }: ProcessDefinition) => tests as unknown as Scenario[]; // the second says so
const scenarios = definitions.flatMap((definition) =>
  testsOf(definition).map((scenario) => [definition.key, scenario.name, definition, scenario] as const),
);

describe('the workflow patterns', () => {
  it('are all there, each in a file of its key, and none is shipped', () => {
    const names = OFFERED.map((number) => `wcp-${String(number).padStart(2, '0')}`);
    expect(files.map(({ file }) => file)).toEqual(names);
    expect(documents.map(({ kind, key }) => `${kind} ${key}`)).toEqual(names.map((key) => `process ${key}`));
    expect(shipped.filter(({ key }) => names.includes(key))).toEqual([]);
  });

  it('have no problems, not even a warning', () => {
    expect(problems).toEqual([]);
    expect(scenarios.flatMap(([, , , scenario]) => checkSchema('scenario', scenario))).toEqual([]);
  });

  it.each(definitions.map((definition) => [definition.key, definition] as const))(
    '%s proves itself with one to three scenarios',
    (_, definition) => {
      const tests = testsOf(definition);
      expect(tests.length).toBeGreaterThanOrEqual(1);
      expect(tests.length).toBeLessThanOrEqual(3);
      for (const { steps } of tests) expect(steps.some((step) => 'expect' in step)).toBe(true);
    },
  );

  it.each(scenarios)('%s: %s', (_key, _name, definition, scenario) => {
    const report = simulateProcess(definition, scenario, [...documents, ...shipped], checkAnswers);
    expect(report.checks.filter((check) => !check.ok)).toEqual([]);
    expect(report.checks.length).toBeGreaterThan(0);
  });
});
