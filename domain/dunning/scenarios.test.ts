import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DunningDefinition } from '../generated/dunning';
import type { Scenario } from '../generated/scenario';
import { simulateDunning } from './simulate';

const definitions = join(__dirname, '../../definitions');
const read = <T>(path: string): T => JSON.parse(readFileSync(join(definitions, path), 'utf8')) as T;
const standard = read<DunningDefinition>('dunning/standard.json');
const calendar = read<unknown>('calendars/cn-office.json');
const files = readdirSync(join(definitions, 'scenarios')).filter((file) => file.startsWith('dunning.'));

describe('the shipped scenarios of payment reminders', () => {
  it.each(files)('%s', (file) => {
    const scenario = read<Scenario>(`scenarios/${file}`);
    const policy = scenario.given?.documents?.find((document) => document.kind === 'dunning') ?? standard;
    const report = simulateDunning(policy as unknown as DunningDefinition, scenario, [calendar]);
    expect(report.checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(report.checks.length).toBeGreaterThan(0);
  });
});
