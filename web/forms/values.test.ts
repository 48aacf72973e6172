import type { FieldSpec } from './spec';
import { defaultsOf } from './values';

const spec = (more: Partial<FieldSpec>): FieldSpec => ({
  name: 'solved',
  title: { en: 'Solved' },
  widget: 'checkbox',
  required: true,
  readOnly: false,
  width: 12,
  ...more,
});

test('a box that has to be answered is answered with no until it is ticked', () => {
  expect(defaultsOf([spec({})])).toEqual({ solved: false });
  expect(defaultsOf([spec({ required: false })])).toEqual({});
  expect(defaultsOf([spec({ default: true })])).toEqual({ solved: true });
  expect(defaultsOf([spec({ widget: 'text' })])).toEqual({});
});
