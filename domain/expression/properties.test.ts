import fc from 'fast-check';
import { check } from './check';
import { evaluate } from './expression';

const env = { x: 'double', y: 'double', s: 'string', b: 'bool', items: 'list<double>', note: 'dyn' };

/** Expressions that an author might write; most are well typed, some are not. */
const { num, bool } = fc.letrec<{ num: string; bool: string; text: string; list: string }>((tie) => ({
  num: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom('0', '1', '2', '10', '2.5', '0.1', '-3', 'x', 'y'),
    fc
      .tuple(tie('num'), fc.constantFrom('+', '-', '*', '/', '%'), tie('num'))
      .map(([a, op, b]) => `(${a} ${op} ${b})`),
    tie('text').map((text) => `size(${text})`),
    tie('list').map((list) => `${list}.size()`),
    fc.tuple(tie('bool'), tie('num'), tie('num')).map(([c, a, b]) => `(${c} ? ${a} : ${b})`),
    tie('num').map((n) => `int(${n})`),
    fc.tuple(tie('text'), tie('text')).map(([a, b]) => `${a}.indexOf(${b})`),
    fc.constant('items[size(items) - 1]'),
  ),
  bool: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom('b', 'true', 'false', 'note == null', 'note != "x"'),
    fc
      .tuple(tie('num'), fc.constantFrom('==', '!=', '<', '<=', '>', '>='), tie('num'))
      .map(([a, op, b]) => `${a} ${op} ${b}`),
    fc.tuple(tie('num'), tie('list')).map(([n, list]) => `${n} in ${list}`),
    fc.tuple(tie('num'), fc.constantFrom('==', '!=')).map(([n, op]) => `${n} ${op} null`),
    fc.tuple(tie('text'), fc.constantFrom('==', '!=')).map(([n, op]) => `null ${op} ${n}`),
    fc.tuple(tie('text'), fc.constantFrom('==', '<'), tie('text')).map(([a, op, b]) => `${a} ${op} ${b}`),
    fc.tuple(tie('bool'), fc.constantFrom('&&', '||'), tie('bool')).map(([a, op, b]) => `(${a} ${op} ${b})`),
    tie('bool').map((b) => `!(${b})`),
    fc.tuple(tie('list'), tie('num')).map(([list, n]) => `${list}.exists(i, i > ${n})`),
  ),
  text: fc.oneof(
    { maxDepth: 2 },
    fc.constantFrom('s', '"abc"', '""'),
    tie('num').map((n) => `string(${n})`),
    fc.tuple(tie('text'), tie('text')).map(([a, b]) => `(${a} + ${b})`),
    fc.tuple(tie('bool'), tie('text'), tie('text')).map(([c, a, b]) => `(${c} ? ${a} : ${b})`),
  ),
  list: fc.oneof(
    { maxDepth: 2 },
    fc.constantFrom('items', '[1, 2.5]', '[1, 2]'),
    fc.tuple(tie('num'), tie('num')).map(([a, b]) => `[${a}, ${b}]`),
    tie('num').map((n) => `items.map(i, i + ${n})`),
    tie('num').map((n) => `items.filter(i, i > ${n})`),
  ),
}));

const contexts = fc.record({
  x: fc.oneof(fc.integer({ min: -9, max: 9 }), fc.double({ min: -9, max: 9, noNaN: true })),
  y: fc.integer({ min: 0, max: 3 }),
  s: fc.constantFrom('', 'a', 'ab'),
  b: fc.boolean(),
  items: fc.array(fc.constantFrom(1, 2, 2.5, 0), { maxLength: 3 }),
  note: fc.constantFrom(null, 'x', 3),
});

/** What only the values bring to light; everything else the checker has to find. */
const OF_VALUES = /Division by zero|out of range|too much work|out of bounds|No such key|index/i;

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return typeof value === 'number' ? 'double' : typeof value === 'boolean' ? 'bool' : typeof value;
}

describe('what the checker accepts', () => {
  it.each([
    ['numbers', num, 'double'],
    ['conditions', bool, 'bool'],
  ])('evaluates to its type, or fails for its values only: %s', (_name, expressions, type) => {
    fc.assert(
      fc.property(expressions, contexts, (source, context) => {
        const checked = check(source, env, 'any');
        if (!checked.ok) {
          // The generator only writes what an author would call right.
          expect([source, checked.code]).toEqual([source, 'expression-too-large']);
          return;
        }
        const result = evaluate(source, context);
        if (result.ok) expect([source, typeOf(result.value)]).toEqual([source, type]);
        else expect(`${source}: ${result.error.message}`).toMatch(OF_VALUES);
      }),
      { numRuns: 1_500 },
    );
  });
});
