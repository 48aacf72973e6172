import { forget, remember, remembered } from './unsaved';

beforeAll(() => {
  const kept = new Map<string, string>();
  Object.defineProperty(globalThis, 'localStorage', {
    value: {
      getItem: (name: string) => kept.get(name) ?? null,
      setItem: (name: string, value: string) => kept.set(name, value),
      removeItem: (name: string) => kept.delete(name),
    },
  });
});

test('what one person has not saved is not another person’s at the same browser', () => {
  const unsaved = { text: '{"half": ', revision: 3 };
  remember({ draft: 'd', person: 'gao' }, unsaved);
  expect(remembered({ draft: 'd', person: 'chen' })).toBeNull();
  forget({ draft: 'd', person: 'chen' });
  expect(remembered({ draft: 'd', person: 'gao' })).toEqual(unsaved);
  forget({ draft: 'd', person: 'gao' });
  expect(remembered({ draft: 'd', person: 'gao' })).toBeNull();
});
