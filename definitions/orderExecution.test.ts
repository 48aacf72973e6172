import calendar from './calendars/cn-office.json';
import current from './processes/order/execution.json';
import list from './statuses/order-status.json';
import { simulateProcess } from '../domain/process/simulate/simulate';
import type { ProcessDefinition } from '../domain/generated/process';

// the shipped document was checked against its schema
const NEW = current as unknown as ProcessDefinition;

/** Version 1 had no credit check before the delivery, and its list no holds. */
function versionOne(): ProcessDefinition {
  const old = structuredClone(NEW);
  old.version = 1;
  delete old.migrations;
  for (const { steps } of old.stages) {
    const check = steps.findIndex(({ id }) => id === 'credit');
    if (check >= 0) steps.splice(check, 1);
    for (const step of steps) if (step.id === 'deliver') delete step.needs;
  }
  return old;
}

test('an order that is being delivered by version 1 moves to this one, checks the credit, and is held like any other', () => {
  const status = (code: string) => ({ fact: { entity: 'order', set: { status: code } } });
  const report = simulateProcess(
    versionOne(),
    {
      name: 'from version 1',
      start: '2026-03-02T09:00:00+08:00',
      given: {
        entity: { ownerId: 'rep1', status: 'accepted' },
        people: [{ id: 'rep1' }, { id: 'desk1', groups: ['order-desk'] }],
      },
      steps: [
        { complete: 'check', with: {} },
        { complete: 'schedule', with: {} },
        { expect: { open: ['execute/deliver'], due: { 'execute/deliver': '2026-03-16T09:00:00+08:00' } } },
        { migrate: 4, reason: '新版本' },
        { expect: { open: ['execute/deliver'], due: { 'execute/deliver': '2026-03-16T09:00:00+08:00' } } },
        status('creditHold'),
        { expect: { status: 'held' } },
        { complete: 'deliver', with: {}, refused: 'PROCESS_HELD' },
        status('executing'),
        { complete: 'deliver', with: { deliveredOn: '2026-03-03' } },
        { expect: { stage: 'finish' } },
      ],
    },
    [NEW, list, calendar],
    () => [],
  );
  expect(report.checks.filter(({ ok }) => !ok)).toEqual([]);
});
