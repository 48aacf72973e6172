import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import type { ProcessDefinition } from '../../generated/process';
import type { Scenario } from '../../generated/scenario';
import { simulateProcess } from './simulate';

const root = join(__dirname, '../../../definitions');
const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
const folder = (name: string) =>
  readdirSync(join(root, name), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json'))
    .map((file) => read(join(root, name, file)));

const processes = folder('processes') as ProcessDefinition[];
const documents = [...folder('calendars'), ...folder('forms'), ...folder('statuses')];
const scenarios = (folder('scenarios') as Scenario[]).filter((s) =>
  processes.some((p) => p.key === s.definition),
);

const ajv = addFormats(new Ajv({ strict: false }));
const checkForm = (form: unknown, answers: unknown) =>
  ajv.validate(form as object, answers) ? [] : [ajv.errorsText()];

describe('the shipped scenarios', () => {
  it.each(scenarios.map((scenario) => [scenario.definition, scenario.name, scenario] as const))(
    '%s: %s',
    (key, _name, scenario) => {
      const definition = processes.find((p) => p.key === key);
      const report = simulateProcess(definition!, scenario, documents, checkForm); // filtered above
      expect(report.checks.filter((check) => !check.ok)).toEqual([]);
    },
  );

  it('are at least three for each process', () => {
    for (const { key } of processes)
      expect([key, scenarios.filter((s) => s.definition === key).length >= 3]).toEqual([key, true]);
  });
});
