import fc from 'fast-check';
import { copyOf } from './copy';

test('a copy is what writing and reading again gives, and shares nothing with what it was made of', () => {
  fc.assert(
    fc.property(
      fc.object({
        withNullPrototype: false,
        values: [fc.json(), fc.double(), fc.constant(undefined), fc.boolean(), fc.constant(null)],
      }),
      (value) => {
        const text = JSON.stringify(value);
        const copy = copyOf(value);
        expect(JSON.stringify(copy)).toBe(text);
        expect(copy).toStrictEqual(JSON.parse(text));
        overwrite(copy);
        expect(JSON.stringify(value)).toBe(text);
      },
    ),
  );
});

test('a member named __proto__ is one like any other', () => {
  const hostile: unknown = JSON.parse('{"a":{"__proto__":{"b":1}}}');
  const copy = copyOf(hostile);
  expect(JSON.stringify(copy)).toBe('{"a":{"__proto__":{"b":1}}}');
  expect(copy).not.toHaveProperty('a.b');
});

function overwrite(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, member] of Object.entries(value)) {
    overwrite(member);
    Reflect.set(value, name, 'other');
  }
}
