import requirements from '../../definitions/forms/requirements.json';
import terms from '../../definitions/forms/terms.json';
import { check, errorsOf } from './check';
import { specsOfForm } from './spec';
import { changed, filledIn } from './values';

const [paymentTerms, deliveryWeeks] = specsOfForm(terms);

test('a form is made from its schema and its hints', () => {
  expect(paymentTerms).toMatchObject({ name: 'paymentTerms', widget: 'select', required: true, width: 6 });
  expect(paymentTerms?.options?.[1]).toEqual({
    code: 'net30',
    title: { 'zh-CN': '货到 30 天', en: 'Net 30 days' },
  });
  expect(deliveryWeeks).toMatchObject({ widget: 'number', required: false, minimum: 0, maximum: 104 });
});

test('an amount whose schema is a number is sent as a number', () => {
  expect(specsOfForm(requirements).find(({ name }) => name === 'budget')).toMatchObject({ widget: 'number' });
});

test('of a closed list any number can be chosen, with the titles of its hints', () => {
  const items = { enum: ['red', 'blue'] };
  const [colours, words] = specsOfForm({
    schema: { properties: { colours: { type: 'array', items }, words: { type: 'array', items: {} } } },
    ui: { colours: { widget: 'tags', options: { red: { 'zh-CN': '红', en: 'Red' } } } },
  });
  expect(colours).toMatchObject({ widget: 'choices', options: [{ title: { en: 'Red' } }, { code: 'blue' }] });
  expect(words?.widget).toBe('tags');
});

test('only what was filled in is sent', () => {
  expect(filledIn(specsOfForm(terms), { paymentTerms: 'net30', note: '', deliveryWeeks: null })).toEqual({
    paymentTerms: 'net30',
  });
});

test('a change names only what differs, and what was emptied is null', () => {
  const before = { paymentTerms: 'net30', note: 'soon', deliveryWeeks: 4 };
  expect(changed(specsOfForm(terms), before, { paymentTerms: 'net30', note: '', deliveryWeeks: 5 })).toEqual({
    note: null,
    deliveryWeeks: 5,
  });
});

test("the server's errors stand at their fields", () => {
  const message = { 'zh-CN': '必填', en: 'is required' };
  expect(
    errorsOf(
      [
        { pointer: '/with/discount', code: 'required', message },
        { pointer: '/lines/0/quantity', code: 'required', message },
      ],
      'en',
    ),
  ).toEqual({
    discount: 'is required',
    'lines.0.quantity': 'is required',
  });
});

test('what a schema asks of a text is checked before the server is asked', () => {
  const code = { type: 'string', minLength: 3, pattern: '^[A-Z]+-\\d$' };
  const half = { type: 'string', pattern: '[' };
  const specs = specsOfForm({ schema: { type: 'object', properties: { code, half } } });
  const t = ((key: string) => key) as never; // its texts are not the matter here
  const faults = ['A', 'abc-1', 'AB-1'].map((value) => check(specs, { code: value, half: 'x' }, t));
  expect(faults).toEqual([{ code: 'form.short' }, { code: 'form.pattern' }, {}]);
});
