import { specsOfForm } from '../../forms/spec';
import { carriedOver } from './carriedOver';

const form = (properties: Record<string, unknown>) => specsOfForm({ schema: { type: 'object', properties } });
const before = form({
  amount: { type: 'number' },
  note: { type: 'string' },
  way: { type: 'string', enum: ['call', 'visit'] },
  days: { type: 'integer', default: 3 },
});

test('what was filled in stays where its field still is', () => {
  const values = { amount: 5, note: 'seen', way: 'call', days: 3 };
  const after = form({
    note: { type: 'string', maxLength: 200 },
    amount: { type: 'string' },
    way: { type: 'string', enum: ['visit', 'mail'] },
    days: { type: 'integer', default: 7 },
  });
  expect(carriedOver(values, before, after)).toEqual({ note: 'seen', days: 7 });
});

test('a field that comes back has its value again', () => {
  const renamed = form({ not: { type: 'string' } });
  const gone = carriedOver({ note: 'seen', days: 5 }, before, renamed);
  expect(carriedOver(gone, renamed, before)).toMatchObject({ note: 'seen', days: 5 });
});
