import { lineOf } from './explainTask.testkit';
import { at, openCase, type TestCase } from './case.testkit';
import { colleague } from './colleague.testkit';
import { explainTask, type LogLine } from './explainTask';
import { openTasks } from './tasks';

const text = (name: string) => ({ 'zh-CN': name, en: name });
const ask = (id: string, more: object = {}) => ({
  id,
  kind: 'human',
  title: text(id),
  assign: 'owner',
  ...more,
});
const boss = { id: 'boss', name: 'boss', holds: ['manager'] };

/** The reasons in English of the open task of a step. */
function why(test: TestCase, step: string, isHidden: (path: string) => boolean = () => false) {
  const task = openTasks(test.state.tasks).find((one) => one.step === step);
  if (!task) throw new Error(`No open task of ${step}`);
  const { created, person } = explainTask({
    plan: test.plan,
    task: { ...task, key: task.id, assigneeId: task.assignee, openedAt: new Date(task.openedAt) },
    cause: null,
    lines: test.effects.flatMap((effect) => lineOf(effect, test.found.get(effect.id)) ?? []),
    start: { byTrigger: false, parent: null, by: 'rep' },
    nameOf: (id) => id,
    isHidden,
  });
  for (const { text: label } of [...created.because, ...person.because]) {
    expect(label['zh-CN']).toMatch(/\p{Script=Han}/u);
    expect(label.en).not.toContain('undefined');
  }
  return {
    created: created.because.map((one) => one.text.en),
    person: person.because.map((one) => one.text.en),
  };
}

describe('why a task exists', () => {
  it('names the branch that led to its stage, with what its condition read then', () => {
    const test = openCase(
      {
        stages: {
          a: {
            steps: [ask('first')],
            exit: [
              { when: 'entity.amount > 100', to: 'c' },
              { when: 'entity.amount > 5', to: 'b', set: { '/entity/amount': 0 } },
            ],
          },
          b: { steps: [ask('second')] },
          c: { steps: [] },
        },
      },
      { input: { entity: { amount: 10 } } },
    );
    test.feed({ type: 'command', command: { op: 'complete', step: 'first' }, actor: null }, at('10:00'));
    expect(why(test, 'second').created).toEqual([
      'rep started the process',
      'Stage “a” was done and branch 2 of its exits held (entity.amount > 5; then entity.amount = 10), so stage “b” was entered',
      '“second” begins as soon as stage “b” is entered',
    ]);
    expect(why(test, 'second', (path) => path === 'entity.amount').created[1]).toContain(
      'held (entity.amount > 5), so',
    );
  });

  it('names what it needed and its condition, who opened it by hand, a jump, a rejection', () => {
    const test = openCase({
      stages: {
        a: {
          steps: [
            ask('one'),
            ask('two', { if: 'vars.wanted == true' }),
            ask('three', { needs: ['one', 'two'], if: 'steps.one.status == "completed"' }),
            {
              id: 'agree',
              kind: 'approval',
              title: text('agree'),
              approvers: ['owner'],
              order: 'parallel',
              needs: ['three'],
              onReject: { reopen: ['one'] },
            },
            ask('extra', { manual: true }),
          ],
        },
        z: { steps: [ask('last')] },
      },
      vars: { type: 'object', properties: { wanted: { type: 'boolean', default: false } } },
    });
    const does = (command: Parameters<TestCase['feed']>[0] & { type: 'command' }) =>
      test.feed(command, at('10:00'));
    does({ type: 'command', command: { op: 'complete', step: 'one' }, actor: { id: 'rep', holds: [] } });
    expect(why(test, 'three').created.at(-1)).toBe(
      'What “three” needs had been settled: “one” was done by rep, “two” was skipped, and its condition held (steps.one.status == "completed"; then steps.one.status = "completed")',
    );
    does({ type: 'command', command: { op: 'open', step: 'extra', reason: 'urgent' }, actor: boss });
    expect(why(test, 'extra').created.at(-1)).toBe('boss opened “extra” by hand: urgent');
    does({ type: 'command', command: { op: 'complete', step: 'three' }, actor: boss });
    does({ type: 'command', command: { op: 'reject', step: 'agree', reason: 'too dear' }, actor: boss });
    expect(why(test, 'one').created.at(-1)).toBe(
      'boss rejected “agree”, so “one” is to be done again: too dear',
    );
    does({ type: 'command', command: { op: 'jump', stage: 'z', reason: 'agreed by phone' }, actor: boss });
    expect(why(test, 'last').created[1]).toBe('boss moved the process to stage “z”: agreed by phone');
  });

  it('names the rung that opened it and the stage that was passed by', () => {
    const test = openCase({
      slas: { hour: { due: 'PT1H', clock: 'calendar', ladder: [{ at: 'PT0S', do: [{ open: 'help' }] }] } },
      stages: {
        a: { entry: { when: 'vars.big == true' }, steps: [ask('never')] },
        b: { steps: [ask('work', { sla: 'hour' }), ask('help', { manual: true })] },
      },
      vars: { type: 'object', properties: { big: { type: 'boolean', default: false } } },
    });
    expect(why(test, 'work').created[1]).toBe(
      'Stage “a” was passed by because its entry condition did not hold (vars.big == true; then vars.big = false); “b” came next',
    );
    const [rung] = Object.keys(test.state.deadlines);
    test.feed({ type: 'due', deadline: rung ?? '' }, at('10:00'));
    expect(why(test, 'help').created.at(-1)).toBe('The rung PT0S of “work” was reached, which opens “help”');
  });
});

describe('why it is this person’s', () => {
  const away = (id: string, deputyId: string | null) => ({
    ...colleague(id, 'boss', ['pool']),
    deputyId,
    absences: [['2026-03-01', '2026-03-09']] as [string, string][],
  });
  const people = [
    away('p1', null),
    away('rep', 'p3'),
    { ...colleague('p2', null, ['pool']), active: false },
    colleague('p3', null, ['pool']),
    colleague('boss', null),
  ];

  it('goes through the resolvers: an empty field, somebody away, the deputy', () => {
    const test = openCase(
      {
        roles: { owner: [{ field: '/entity/ownerId' }, { employee: 'p1' }, { employee: 'rep' }] },
        stages: { a: { steps: [ask('work')] } },
      },
      { people },
    );
    expect(why(test, 'work').person).toEqual([
      'Whom the field /entity/ownerId names: nobody',
      'The employee p1: nobody who may get it (p1 is away until 09/03/2026)',
      'The employee rep: p3 (rep is away until 09/03/2026, so the deputy p3 gets it)',
    ]);
  });

  it('says whose turn it is, who asked for it, and each change of hands', () => {
    const test = openCase(
      {
        roles: { owner: { employee: 'p3' }, group: { pool: 'pool' } },
        stages: {
          a: {
            steps: [
              ask('write'),
              {
                id: 'agree',
                kind: 'approval',
                approvers: ['owner', 'group'],
                order: 'parallel',
                needs: ['write'],
              },
            ],
          },
        },
      },
      { people: people.map((one) => (one.id === 'p3' ? { ...one, managerId: 'boss' } : one)) },
    );
    test.feed(
      { type: 'command', command: { op: 'complete', step: 'write' }, actor: { id: 'p3', holds: [] } },
      at('10:00'),
    );
    expect(why(test, 'agree').person).toEqual([
      'The employee p3: boss (p3 asked for it and may not decide, so it goes up to boss)',
    ]);
    const [first] = openTasks(test.state.tasks);
    const command = { op: 'reassign', task: first?.id, to: 'p3', reason: 'holidays' } as const;
    test.feed({ type: 'command', command, actor: boss }, at('11:00'));
    expect(why(test, 'agree').person).toContain('boss gave it to somebody else: holidays');
  });

  it('says that nobody could be found', () => {
    const test = openCase(
      { roles: { owner: { pool: 'pool' } }, stages: { a: { steps: [ask('work')] } } },
      { people: people.slice(0, 3) },
    );
    expect(why(test, 'work').person).toEqual([
      'Group “pool”: nobody who may get it (p1 is away until 09/03/2026; rep is away until 09/03/2026; p2 has left)',
      'Nobody could get it, so it lies in the queue “pool”',
    ]);
  });
});

it('a task from before reasons were written down says so, instead of guessing', () => {
  const test = openCase({ stages: { a: { steps: [ask('work'), ask('more', { needs: ['work'] })] } } });
  const line = { at: new Date(0), stage: 'a', step: null, actorId: null };
  const lines: LogLine[] = [
    { ...line, event: 'stageEntered', data: {} },
    { ...line, event: 'taskOpened', data: { task: 'a.more.1.1' } },
  ];
  const task = { key: 'a.more.1.1', stage: 'a', step: 'more', assigneeId: 'rep', openedAt: new Date(0) };
  const said = (cause: { kind: 'needs'; ref: string } | null) =>
    explainTask({
      plan: test.plan,
      task,
      cause,
      lines,
      nameOf: (id) => id,
      start: { byTrigger: false, parent: null, by: null },
      isHidden: () => false,
    });
  const nothing = said(null);
  expect(nothing.created.because.map(({ text }) => text.en)).toEqual([
    'Stage “a” was entered; the reason was not written down then',
    '“more” began in stage “a”; the reason was not written down then',
  ]);
  expect(nothing.person.because).toEqual([
    {
      kind: 'unrecorded',
      at: new Date(0).toISOString(),
      text: {
        'zh-CN': '当时没有记录原因：该任务早于原因记录功能',
        en: 'The reason was not written down then: the task is from before reasons were',
      },
    },
  ]);
  expect(said({ kind: 'needs', ref: 'work' }).created.text.en).toBe(
    'What “more” needs had been settled: “work” was settled',
  );
});
