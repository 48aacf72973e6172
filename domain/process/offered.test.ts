import type { ProcessDefinition } from '../generated/process';
import { offersOf, taskOffersOf } from './offered';
import { createPlan } from './plan';
import { refuse } from './refuse';
import { transition } from './transition';
import type { Actor, ProcessEvent, ProcessState } from './types';

const NOW = Date.parse('2026-03-02T09:00:00+08:00');
const text = (name: string) => ({ 'zh-CN': name, en: name });
const DEFINITION: ProcessDefinition = {
  kind: 'process',
  key: 'test',
  version: 1,
  category: 'general',
  title: text('test'),
  entity: 'opportunity',
  roles: { owner: { by: 'field', path: '/entity/ownerId' } },
  permissions: { cancel: ['director'] },
  stages: [
    {
      id: 'one',
      title: text('one'),
      repeat: { max: 2 },
      steps: [
        { id: 'work', kind: 'human', title: text('work'), assign: 'owner' },
        { id: 'extra', kind: 'human', title: text('extra'), assign: 'owner', manual: true },
      ],
    },
    { id: 'two', title: text('two'), steps: [{ id: 'end', kind: 'milestone' }] },
  ],
};
const PLAN = createPlan(DEFINITION, null, '', []);
const OWNER: Actor = { id: 'rep', name: 'Rep', holds: ['rep', 'owner'] };
const MANAGER: Actor = { id: 'boss', name: 'Boss', holds: ['manager'] };
const STRANGER: Actor = { id: 'other', name: 'Other', holds: ['rep'] };

function begin(): ProcessState {
  const start = {
    type: 'start' as const,
    input: { entityId: 'o1', entity: { ownerId: 'rep' } },
    actor: null,
  };
  return transition(PLAN, null, start, NOW).state;
}

const after = (state: ProcessState, event: ProcessEvent) => transition(PLAN, state, event, NOW).state;

const names = (state: ProcessState, actor: Actor) => offersOf(PLAN, state, actor, NOW).map(({ op }) => op);

describe('what somebody may do with a process now', () => {
  it('is what the definition and the roles held allow, and nothing for a stranger', () => {
    expect(names(begin(), OWNER)).toEqual(['hold', 'open']);
    expect(names(begin(), MANAGER)).toEqual(['hold', 'jump', 'skip', 'open']);
    expect(names(begin(), STRANGER)).toEqual([]);
  });

  it('names the stages and steps that can be chosen', () => {
    const offers = offersOf(PLAN, begin(), MANAGER, NOW);
    expect(offers).toContainEqual({ op: 'open', targets: ['extra'] });
    expect(offers).toContainEqual({ op: 'jump', targets: ['one', 'two'] });
    expect(offers).toContainEqual({ op: 'skip', targets: ['work', 'extra'] });
  });

  it('offers resuming what is held and reopening what has ended', () => {
    const command = { op: 'hold' as const, reason: 'waits' };
    const held = after(begin(), { type: 'command', commandId: 'c1', command, actor: null });
    expect(names(held, OWNER)).toEqual(['resume']);
    const cancel = { op: 'cancel' as const, reason: 'gone' };
    const ended = after(begin(), { type: 'command', commandId: 'c2', command: cancel, actor: null });
    expect(offersOf(PLAN, ended, MANAGER, NOW)).toEqual([{ op: 'reopen', targets: ['one', 'two'] }]);
  });
});

describe('what somebody may do with a task now', () => {
  it('is the work for the assignee, the handing on for the manager, and nothing for a stranger', () => {
    const state = structuredClone(begin());
    const [task] = Object.values(state.tasks);
    if (!task) throw new Error('There is no task.');
    // the commit settles who has it
    task.assignee = 'rep';
    const mine = taskOffersOf(PLAN, state, task.id, OWNER, NOW);
    expect(mine).toEqual(['complete', 'decline', 'start', 'wait', 'delegate', 'reassign', 'amend']);
    const handing = ['delegate', 'reassign', 'amend', 'close'];
    expect(taskOffersOf(PLAN, state, task.id, MANAGER, NOW)).toEqual(handing);
    // put back where somebody else may take it
    task.queue = 'desk';
    expect(taskOffersOf(PLAN, state, task.id, MANAGER, NOW)).toEqual(['unclaim', ...handing]);
    expect(taskOffersOf(PLAN, state, task.id, STRANGER, NOW)).toEqual([]);
  });
});

test('nobody waits or holds until what has been; a case of older semantics was let', () => {
  const state = begin();
  const task = Object.keys(state.tasks)[0] ?? '';
  for (const [until, answer] of [
    [NOW, { code: 'UNTIL_IN_PAST' }],
    [NOW + 1, null],
  ] as const) {
    expect(refuse(PLAN, state, { op: 'wait', task, until }, null, NOW)).toEqual(answer);
    expect(refuse(PLAN, state, { op: 'hold', reason: 'x', until }, null, NOW)).toEqual(answer);
  }
  expect(refuse(PLAN, { ...state, semantics: 3 }, { op: 'wait', task, until: NOW }, null, NOW)).toBeNull();
});
