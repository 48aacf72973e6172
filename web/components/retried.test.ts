import type { ProcessDetail } from '../types';
import { retried } from './retried';

type Step = ProcessDetail['stages'][number]['steps'][number];

const caseOf = (resolvedAt: string | null, status: Step['status'], kind: Step['kind'] = 'auto') => {
  const incident = { key: 'a/send', stage: 'a', step: 'send', resolvedAt };
  const stage = { id: 'a', steps: [{ id: 'send', kind, status }] };
  // as much of a case as is looked at
  return { incidents: [incident], stages: [stage] } as unknown as ProcessDetail;
};

test('an incident that is open again failed once more', () => {
  expect(retried(caseOf(null, 'open'), 'a/send')).toMatchObject({
    now: 'failed',
    incident: { step: 'send' },
  });
  expect(retried(caseOf(null, 'open'))).toMatchObject({ now: 'failed' });
  expect(retried(caseOf(null, 'open'), 'a/other')).toEqual({ now: 'solved' });
});

test('an action that is still open runs; a task that is open again is what was wanted', () => {
  expect(retried(caseOf('2026-03-02T00:00:00Z', 'open'), 'a/send')).toEqual({ now: 'running' });
  expect(retried(caseOf('2026-03-02T00:00:00Z', 'completed'), 'a/send')).toEqual({ now: 'solved' });
  expect(retried(caseOf('2026-03-02T00:00:00Z', 'open', 'human'), 'a/send')).toEqual({ now: 'solved' });
});
