import { parse } from 'jsonc-parser';
import { loadShipped, parseDefinition } from '../../../definitions/load';
import { scenariosOf } from '../../../definitions/scenarios';
import { catalogueOf, type Document } from '../../../domain/definition/catalogue';

import { testsIn, withOwnScenario } from './ownScenario';

const shipped = loadShipped();

test('a shipped scenario becomes one of the draft, which is played in its place', () => {
  const process = shipped.find(({ key }) => key === 'care.activity');
  const before = JSON.stringify(process, null, 2);
  const all = scenariosOf(process as Document); // it is shipped
  const one = all.find(({ source }) => source === 'shipped');
  const text = withOwnScenario(before, one?.scenario ?? {});

  expect(testsIn(parse(text)).get(one?.name ?? '')).toBe(testsIn(process).size);
  const changed = parse(text) as Document; // what was one and got a test
  expect(scenariosOf(changed)).toHaveLength(all.length);
  expect(scenariosOf(changed).find(({ name }) => name === one?.name)?.source).toBe('own');
  const { problems } = parseDefinition(text, 'care.json', catalogueOf(shipped));
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
});
