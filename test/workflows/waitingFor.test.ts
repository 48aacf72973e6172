import { listProcesses } from '../../db/api-processes';
import { systemContext } from '../../db/context';
import { begin, human, publishProcess } from './process';
import { openStage, type Stage } from './stage';

jest.setTimeout(60_000);

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
}, 60_000);
afterAll(() => stage.close());

const listed = async (definition: string) =>
  (await listProcesses(stage.company.db, { definition }, systemContext())).items.map(
    ({ waitingFor }) => waitingFor,
  );

test('the list of processes says what each waits for, and for whom', async () => {
  const reply = { id: 'reply', kind: 'wait', title: { en: 'Reply' }, for: { event: 'customer.replied' } };
  const definition = await publishProcess(stage, 'test.waiting', {
    s: { steps: [human('call', { sla: { due: 'P1D' } }), reply, human('later', { needs: ['call'] })] },
  });
  const instance = await begin(stage, definition);
  const { name } = await stage.company
    .db('employee')
    .where({ id: stage.company.idOf('li') })
    .first();
  expect(await listed('test.waiting')).toEqual([
    [
      { step: 'call', title: expect.anything(), assigneeLabel: name, queue: null, dueAt: expect.any(String) },
      { step: 'reply', title: { en: 'Reply' }, assigneeLabel: null, queue: null, dueAt: null },
    ],
  ]);
  await stage.act(instance, 'li', { op: 'complete', step: 'call', with: {} });
  expect((await listed('test.waiting')).flat().map(({ step }) => step)).toEqual(['later', 'reply']);
  await stage.act(instance, 'qian', { op: 'cancel', reason: 'over' });
  expect(await listed('test.waiting')).toEqual([[]]);
});
