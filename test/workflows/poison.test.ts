import { repairCase, type Diagnosis } from '../../api/repair';
import { standingOf, stuckAmong } from '../../api/stuck';
import { examine } from '../../db/doctor/doctor';
import { EFFECT_SIGNAL } from '../../workflows/messages';
import { poisonAmong } from './poison';
import { begin, human, insist, publishProcess } from './process';
import { openStage, type Stage } from './stage';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
}, 60_000);
afterAll(() => stage.close());

/** `bench/poison.ts` does the same with fifty among a thousand, and measures. */
describe('six kinds of poisoned definitions among good cases', () => {
  it('have their incidents at every event; no good case fails', async () => {
    const { rounds, failed, silent } = await poisonAmong(stage, { good: 12, others: 6, rounds: 2 });
    expect({ failed, silent }).toEqual({ failed: [], silent: [] });
    expect(rounds.map(({ side, latencies }) => [side, latencies.length])).toEqual([
      ['harmless', 12],
      ['poisoned', 12],
    ]);
  }, 120_000);
});

describe('a case whose workflow cannot go on', () => {
  const repair = (workflowId: string, apply: boolean) =>
    repairCase(stage.company.db, stage.temporal, workflowId, { apply, withSignals: true });
  const tasksOf = (id: string) =>
    stage.company.db('task').where({ instance_id: id }).whereNull('closed_at').orderBy('step').pluck('step');
  const steps = [
    human('a'),
    human('b'),
    { id: 'paid', kind: 'wait', for: { event: 'paid' } },
    human('c', { needs: ['paid'] }),
  ];

  it('is named by the doctor, told what would be done, and carried on with what it had not heard', async () => {
    const { db } = stage.company;
    const definition = await publishProcess(stage, 'test.stuck', { s: { steps } });
    const instance = await begin(stage, definition);
    const { id, workflowId } = instance;
    await stage.act(instance, 'li', { op: 'complete', step: 'a', with: {} });
    expect(await repair(workflowId, true)).toBe('goesOn');

    // No handler can read it, and the history keeps it: each try fails.
    const handle = stage.temporal.client.workflow.getHandle(workflowId);
    await handle.signal(EFFECT_SIGNAL, null);
    await stage.temporal.signal(workflowId, 'event', { name: 'paid', data: {} });
    await stage.eventually(
      async () => (await stuckAmong(stage.temporal, [workflowId])).length > 0,
      'a workflow that is stuck',
    );
    const findings = await examine(db, {
      open: () => Promise.resolve([workflowId]),
      stuckAmong: (ids) => stuckAmong(stage.temporal, ids),
    });
    expect(findings.find((finding) => finding.id === 'I10')?.violations[0]).toContain(workflowId);

    const before = await standingOf(stage.temporal, workflowId);
    // It is no reason not to.
    const told = (await repair(workflowId, false)) as Diagnosis;
    expect(told.unapplied).toMatchObject({ events: [{ type: 'event', name: 'paid' }], unread: 1 });
    expect((await standingOf(stage.temporal, workflowId))?.runId).toBe(before?.runId);

    await repair(workflowId, true);
    await stage.eventually(async () => (await tasksOf(id)).join() === 'b,c', 'the step behind the event');
    expect(await repair(workflowId, true)).toBe('goesOn');
    expect(await db('audit').where({ entity_id: id, action: 'repair' })).toMatchObject([
      { entity: 'process', after: { run: before?.runId, unapplied: 1 } },
    ]);
    for (const step of ['b', 'c']) await insist(stage, instance, 'li', { op: 'complete', step, with: {} });
    await handle.result();
    expect(await repair(workflowId, true)).toBe('ended');
  }, 120_000);

  it('is carried on where Temporal has lost it', async () => {
    const instance = await begin(stage, await publishProcess(stage, 'test.lost', { s: { steps } }));
    await stage.temporal.client.workflow.getHandle(instance.workflowId).terminate('lost');
    await repair(instance.workflowId, true);
    await insist(stage, instance, 'li', { op: 'complete', step: 'a', with: {} });
    expect(await tasksOf(instance.id)).toEqual(['b']);
  }, 60_000);
});
