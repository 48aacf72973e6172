import type { Workload } from './assign';
import { at, openCase, type TestCase } from './case.testkit';
import { colleague } from './colleague.testkit';
import type { Command } from './commands';
import type { Colleague } from './directory';
import { preview } from './preview';

const text = (name: string) => ({ 'zh-CN': name, en: name });
const ask = (id: string, more: object = {}) => ({
  id,
  kind: 'human',
  title: text(id),
  assign: 'owner',
  ...more,
});
const PEOPLE = [
  colleague('rep', 'boss'),
  colleague('boss', null),
  colleague('p1', null, ['pool']),
  colleague('p2', null, ['pool']),
];

function look(
  test: TestCase,
  command: Command,
  { people = PEOPLE, workload = {} }: { people?: Colleague[]; workload?: Partial<Workload> } = {},
) {
  const before = JSON.stringify(test.state);
  const turn = { open: {}, cursors: {}, last: {}, ...workload };
  const answer = preview({
    plan: test.plan,
    state: test.state,
    command,
    actor: { id: 'rep', name: 'rep', holds: [] },
    people,
    workload: turn,
    now: at('10:00'),
  });
  expect(JSON.stringify(test.state)).toBe(before);
  expect(turn).toEqual({ open: {}, cursors: {}, last: {}, ...workload });
  return answer;
}

describe('what would happen', () => {
  it('says what it did not play: results of actions and processes, and who hears of the record', () => {
    const test = openCase({
      stages: {
        a: {
          steps: [
            ask('first', { set: { '/entity/grade': 'x' } }),
            { id: 'make', kind: 'auto', title: text('make'), action: 'order.create', needs: ['first'] },
            { id: 'call', kind: 'process', process: 'other', needs: ['first'] },
            ask('last', { needs: ['make', 'call'] }),
          ],
        },
      },
    });
    const { unknown, opened } = look(test, { op: 'complete', step: 'first', with: {} });
    expect(unknown.map(({ kind, step }) => [kind, step]).sort()).toEqual([
      ['action', 'make'],
      ['process', 'call'],
      ['record', null],
    ]);
    expect(opened).toEqual([]);
    expect(look(test, { op: 'claim', step: 'first' }).unknown).toEqual([]);
  });

  it('says what closes, who gets what until when, which stage comes and what is written', () => {
    const test = openCase({
      slas: { day: { due: 'PT8H', clock: 'business', ladder: [{ at: '-PT1H', do: [{ notify: 'owner' }] }] } },
      stages: {
        a: {
          steps: [ask('first', { set: { '/entity/grade': { cel: 'form.grade' } } })],
          exit: [{ when: 'entity.grade == "x"', end: 'lost' }, { to: 'b' }],
        },
        b: {
          onEnter: [{ send: ['email'], template: 'welcome', to: 'owner' }],
          steps: [ask('second', { sla: 'day' }), { id: 'turn', kind: 'human', assign: { pool: 'pool' } }],
        },
      },
    });
    expect(look(test, { op: 'complete', step: 'first', with: { grade: 'y' } })).toMatchObject({
      closed: [{ task: 'a.first.1.1', title: text('first'), withdrawn: false }],
      opened: [
        {
          stage: 'b',
          step: 'second',
          assignee: { id: 'rep', name: 'rep' },
          pool: null,
          due: '2026-03-02T10:00:00.000Z',
        },
        { stage: 'b', step: 'turn', assignee: { id: 'p1' }, pool: 'pool', due: null },
      ],
      stages: [{ stage: 'b', title: text('b') }],
      ended: null,
      set: { grade: 'y' },
      effects: [{ kind: 'send', text: { en: 'Sends “welcome” to rep (e-mail)' } }],
      incidents: [],
      next: [
        { kind: 'rung', at: '2026-03-02T09:00:00.000Z', does: [{ en: 'Tells the owner' }], paused: false },
        { kind: 'due', at: '2026-03-02T10:00:00.000Z', title: text('second') },
      ],
    });
    expect(look(test, { op: 'complete', step: 'first', with: { grade: 'x' } })).toMatchObject({
      opened: [],
      stages: [],
      ended: { outcome: 'lost', status: 'ended' },
      next: [],
    });
  });

  it('shows the turn of a group without taking it', () => {
    const test = openCase({
      stages: {
        a: {
          steps: [ask('first'), { id: 'turn', kind: 'human', assign: { pool: 'pool' }, needs: ['first'] }],
        },
      },
    });
    const workload = { cursors: { pool: 'p1' } };
    expect(look(test, { op: 'complete', step: 'first' }, { workload }).opened).toMatchObject([
      { assignee: { id: 'p2' }, pool: 'pool' },
    ]);
  });

  it('says what a rejection brings back, and what would be an incident', () => {
    const test = openCase({
      stages: {
        a: {
          steps: [
            ask('write'),
            {
              id: 'agree',
              kind: 'approval',
              approvers: ['owner'],
              order: 'parallel',
              needs: ['write'],
              onReject: { reopen: ['write'] },
            },
          ],
          exit: [{ when: 'vars.nothing.there == 1', end: 'x' }],
        },
      },
    });
    test.feed(
      { type: 'command', command: { op: 'complete', step: 'write', with: {} }, actor: null },
      at('09:30'),
    );
    expect(look(test, { op: 'reject', step: 'agree', reason: 'no' })).toMatchObject({
      closed: [{ title: { en: 'agree' } }],
      opened: [{ step: 'write', assignee: { id: 'rep' } }],
      incidents: [],
    });
    expect(look(test, { op: 'approve', step: 'agree' }).incidents).toMatchObject([
      { code: 'EXPRESSION_FAILED' },
    ]);
  });
});
