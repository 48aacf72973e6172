import { askedBy, eventsIn, stepsFor, valueOf, wordsOf } from './trialScript';

const title = { 'zh-CN': '做', en: 'Do' };
const document = {
  stages: [
    {
      steps: [
        { id: 'do', kind: 'human', title, form: 'visit', outcomes: [{ id: 'sold', title }] },
        { id: 'agree', kind: 'approval', form: { type: 'object' } },
        {
          id: 'paid',
          kind: 'wait',
          for: { event: 'payment.arrived', match: 'event.amount >= event.?least' },
        },
      ],
    },
  ],
};

test('a step asks for its form and its outcomes', () => {
  expect(askedBy(document, 'do')).toEqual({ form: 'visit', outcomes: [{ id: 'sold', title }] });
  expect(askedBy(document, 'agree')).toEqual({ form: { type: 'object' }, outcomes: [] });
  expect(askedBy(document, 'none')).toEqual({ form: null, outcomes: [] });
});

test('an action offers the steps that it can be about', () => {
  const ids = (action: 'complete' | 'approve' | 'skip', open?: string[]) =>
    stepsFor(document, action, open).map(({ id }) => id);
  expect(ids('skip', ['one/agree'])).toEqual(['agree', 'do', 'paid']);
  expect([ids('complete'), ids('approve'), ids('skip')]).toEqual([
    ['do'],
    ['agree'],
    ['do', 'agree', 'paid'],
  ]);
});

test('events are those that the process waits for, with what it reads of them', () => {
  expect(eventsIn(document)).toEqual([{ name: 'payment.arrived', fields: ['amount', 'least'] }]);
});

test('what is typed is a number where it looks like one', () => {
  expect(['12.5', 'true', '12a', '01'].map(valueOf)).toEqual([12.5, true, '12a', '01']);
});

test('what was put together is told in words', () => {
  const t = (key: string) => key.split('.')[1] ?? '';
  expect(wordsOf({ complete: 'do', with: { interest: 'high' } }, t)).toBe('complete · do · interest = high');
  expect(wordsOf({ resume: true }, t)).toBe('resume');
  expect(wordsOf({ complete: 'do' }, t, (id) => `(${id})`)).toBe('complete · (do)');
  expect(wordsOf({ advance: 'P3D', clock: 'business' }, t)).toBe('advance · workdays');
  expect(wordsOf({ fact: { entity: 'order', set: { status: 'won' } } }, t)).toBe('fact · status = won');
});
