import type { ProcessDefinition } from '../generated/process';
import { exitTitle, outcomeTitle, stayTitle } from './outcomes';

const called = (name: string) => ({ 'zh-CN': name, en: name });
// only what ends the process is read
const definition = {
  stages: [
    {
      id: 'one',
      exit: [
        { when: 'vars.a', end: 'lost' },
        { when: 'vars.b', end: 'lost', title: called('Lost') },
        { stay: 'unpaid', title: called('Not paid yet') },
      ],
      steps: [{ kind: 'approval', id: 'ask', onReject: { end: 'refused', title: called('Refused') } }],
    },
  ],
  exits: [{ id: 'gone', when: 'vars.c', end: 'lost', title: called('Gone') }],
} as unknown as ProcessDefinition;

test('an outcome is called by the first title that the definition gives it', () => {
  expect(outcomeTitle(definition, 'lost')).toEqual(called('Lost'));
  expect(outcomeTitle(definition, 'refused')).toEqual(called('Refused'));
  expect(outcomeTitle(definition, 'completed')?.en).toBe('Completed');
  expect(outcomeTitle(definition, 'other')).toBeNull();
  expect(outcomeTitle(definition, null)).toBeNull();
});

test('so is a reason to stay, in its stage, and an exit of the process', () => {
  expect(stayTitle(definition.stages[0], 'unpaid')).toEqual(called('Not paid yet'));
  expect(stayTitle(undefined, 'unpaid')).toBeNull();
  expect(exitTitle(definition, 'gone')).toEqual(called('Gone'));
  expect(exitTitle(definition, 'written by a person')).toBeNull();
});
