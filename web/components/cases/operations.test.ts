import { kindsOf, missingIn, operationsFor, paramsFor } from './operations';

test('who does not lead is offered neither to jump nor to cancel, and nothing for what has ended', () => {
  const own = operationsFor('open', false);
  expect(own).toEqual(expect.arrayContaining(['hold', 'resume', 'complete', 'approve', 'retry', 'reassign']));
  for (const operation of ['jump', 'skip', 'cancel', 'reopen'] as const) expect(own).not.toContain(operation);
  expect(operationsFor('open', true)).toContain('jump');
  expect(operationsFor('closed', true)).toEqual(['reopen']);
  expect(operationsFor('closed', false)).toEqual([]);
});

test('a task waits until some time; a hold may last', () => {
  expect(missingIn('wait', { step: 'a/b' })).toEqual(['until']);
  expect(missingIn('hold', {})).toEqual([]);
  expect(missingIn('amend', { step: 'a/b', priority: 'high' })).toEqual([]);
  expect(missingIn('reassign', {})).toEqual(['step', 'to']);
});

test('what was typed for another operation is not sent', () => {
  const typed = { step: 'a/b', until: '2026-12-01T09:00:00Z', to: 'p', resetClock: true, due: null };
  expect(paramsFor('hold', typed)).toEqual({ until: typed.until });
  expect(paramsFor('delegate', typed)).toEqual({ step: 'a/b', to: 'p' });
  expect(paramsFor('reassign', typed)).toEqual({ step: 'a/b', to: 'p', resetClock: true });
  expect(paramsFor('amend', typed)).toEqual({ step: 'a/b' });
});

test('a step is offered only to what can be done to it', () => {
  expect(kindsOf('complete')).toEqual(['human']);
  expect(kindsOf('reject')).toEqual(['approval']);
  expect(kindsOf('reassign')).toEqual(['human', 'approval']);
  expect(kindsOf('skip')).toBeUndefined();
});
