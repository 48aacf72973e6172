import { loadShipped, parseDefinitions } from './load';

// A little process for the tests of the linter, and what is wrong with it.
export const shipped = loadShipped();
export const title = { 'zh-CN': '示例', en: 'Example' };
export const human = (id: string, more: object = {}) => ({
  id,
  kind: 'human',
  title,
  assign: 'owner',
  form: 'quotation',
  ...more,
});
export const stage = (id: string, steps: object[], more: object = {}) => ({ id, title, steps, ...more });
export const processOf = (stages: object[], more: object = {}) => ({
  kind: 'process',
  key: 'test.lint',
  version: 1,
  category: 'general',
  title,
  entity: 'opportunity',
  calendar: 'cn-office',
  vars: { type: 'object', properties: { rounds: { type: 'integer', default: 0 } } },
  roles: { owner: { by: 'field', path: '/entity/ownerId' }, boss: { managerOf: 'owner' } },
  stages,
  ...more,
});

/** `code pointer` of each problem. */
export const problems = (document: object, others: object[] = []) =>
  parseDefinitions(
    [document, ...others].map((one, n) => ({ file: `${n}.json`, text: JSON.stringify(one) })),
    shipped,
  )
    .problems.filter(({ file }) => file === '0.json')
    .map(({ code, pointer }) => `${code} ${pointer}`);
