import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadShipped } from '../../../definitions/load';
import type { ProcessDefinition } from '../../../domain/generated/process';
import type { Scenario } from '../../../domain/generated/scenario';
import { simulateProcess } from '../../../domain/process/simulate/simulate';
import { ACTIONS } from '../../../domain/process/simulate/actions';
import { studioWordsZh } from '../../i18n/studioWords';
import { outlineOf } from './outline';
import { momentsOf } from './timeline';

const documents = loadShipped();

function play(key: string, scenario: string) {
  const definition = documents.find((one) => one.key === key && one.kind === 'process');
  const file = join(__dirname, `../../../definitions/scenarios/${scenario}.json`);
  const text = JSON.parse(readFileSync(file, 'utf8')) as Scenario;
  return simulateProcess(definition as unknown as ProcessDefinition, text, documents, () => []);
}

test('each moment says what happened, where the case stands and what is open', () => {
  const report = play('general.collect-call', 'general.collect-call.escalates');
  const moments = momentsOf(report);
  expect(moments[0]).toMatchObject({ event: 'start', stage: 'work', open: ['work/do'] });
  expect(moments[0]?.effects.map(({ type, about }) => `${type} ${about}`)).toEqual([
    'enterStage work',
    'openTask work/do',
  ]);
  expect(moments.at(-1)?.open).toEqual(report.final.open);
});

test('who did it and which rung it is stand beside the step that it was about', () => {
  const told = momentsOf(play('general.collect-call', 'general.collect-call.escalates'));
  expect(told.find(({ more }) => more && 'rung' in more)).toMatchObject({
    about: 'work/do',
    more: { rung: 'PT0S' },
  });
  const done = momentsOf(play('general.task', 'general.task.done'));
  expect(done.find(({ event }) => event === 'complete')).toMatchObject({ about: 'do', more: { by: 'rep1' } });
});

test('an action is told by its step', () => {
  const effects = momentsOf(play('sales.project', 'sales.project.seven-stages')).flatMap(
    (one) => one.effects,
  );
  expect(effects.find(({ type }) => type === 'runAction')?.about).toMatch(/^\w+\/\w+$/);
});

test('tasks that are done are not open any more', () => {
  const report = play('general.task', 'general.task.done');
  const last = momentsOf(report).at(-1);
  expect(last?.open).toEqual([]);
});

test('all that can happen is said in words, and stages and steps by their titles', () => {
  const words: Record<string, string> = studioWordsZh.studioEvent;
  expect([...ACTIONS, 'start', 'settled', 'due'].filter((name) => words[name] === undefined)).toEqual([]);
  const outline = outlineOf(documents.find(({ kind, key }) => kind === 'process' && key === 'general.task'));
  expect(Object.entries(outline.names).map(([name, title]) => [name, title.en])).toEqual([['work', 'Work']]);
});
