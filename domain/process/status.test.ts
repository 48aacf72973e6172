import fc from 'fast-check';
import type { ProcessDefinition } from '../generated/process';
import type { Command } from './commands';
import type { StatusItem } from './held';
import { refuse } from './refuse';
import { fine, human, play } from './simulate/play.testkit';
import { transition } from './transition';
import type { Plan, ProcessEvent } from './types';

const title = (name: string) => ({ 'zh-CN': name, en: name });

/** The list of an administrator who calls everything differently: only the meaning counts. */
const LIST = {
  kind: 'list',
  key: 'sales-status',
  version: 7,
  title: title('x'),
  use: 'status',
  items: [
    { code: 'new', title: title('新'), semantic: 'open' },
    { code: 'quoted', title: title('已报价'), semantic: 'open' },
    { code: 'asleep', title: title('冬眠'), semantic: 'hold' },
    { code: 'frozen', title: title('冻结'), semantic: 'pause' },
    { code: 'won', title: title('赢'), semantic: 'won' },
    { code: 'toRival', title: title('输给对手'), semantic: 'lost' },
    { code: 'void', title: title('作废'), semantic: 'stop' },
  ],
};
const slas = {
  one: { due: 'P1D', pauseWhile: ['onHold'], ladder: [{ at: 'PT0S', do: [{ raisePriority: 'high' }] }] },
};
const stages = {
  s: { status: 'new', steps: [human('a', { sla: 'one' })] },
  t: { status: 'quoted', steps: [human('b')] },
};
const run = (steps: Record<string, unknown>[], process: object = {}, list: Record<string, unknown> = LIST) =>
  play(stages, steps, { process: { slas, ...process }, given: documents(list) });
const documents = (list: Record<string, unknown>) => ({
  entity: { ownerId: 'rep', status: 'new' },
  documents: [list],
});
const status = (code: string) => ({ fact: { entity: 'opportunity', set: { status: code } } });
const held = (code: string) => ({ expect: { status: 'held', entity: { status: code }, open: ['s/a'] } });

describe('the status of the record', () => {
  it('holds its process when it means hold or pause, and lifts that when it means open', () => {
    expect(
      run([
        status('asleep'),
        held('asleep'),
        { advance: 'P5D' },
        { expect: { fired: [] } },
        { complete: 'a', refused: 'PROCESS_HELD' },
        status('new'),
        { expect: { status: 'active', due: { 's/a': '2026-03-08T09:00:00+08:00' } } },
        status('frozen'),
        held('frozen'),
        status('frozen'),
        held('frozen'),
        status('quoted'),
        { complete: 'a' },
        { expect: { status: 'active', stage: 't', entity: { status: 'quoted' } } },
      ]),
    ).toEqual(fine);
  });

  it('comes back when the hold that it caused is lifted by the operation', () => {
    const steps = [status('quoted'), status('asleep'), status('frozen'), { resume: true }];
    expect(run([...steps, { expect: { status: 'active', entity: { status: 'quoted' } } }])).toEqual(fine);
  });

  it('shows the hold by the operation, and the former one comes back with it', () => {
    const hold = { hold: true, by: 'rep', reason: '等预算' };
    expect(
      run([
        hold,
        held('asleep'),
        { resume: true },
        { expect: { status: 'active', entity: { status: 'new' } } },
      ]),
    ).toEqual(fine);
  });

  it('does not lift what a person holds', () => {
    const hold = { hold: true, by: 'rep', reason: '等预算' };
    expect(
      run([
        hold,
        status('new'),
        held('new'),
        { resume: true },
        { expect: { status: 'active', entity: { status: 'new' } } },
      ]),
    ).toEqual(fine);
  });

  it('ends the case when it means lost or stop, and leaves it alone when it means won', () => {
    expect(run([status('toRival'), { expect: { status: 'ended', outcome: 'lost', open: [] } }])).toEqual(
      fine,
    );
    expect(run([status('void'), { expect: { status: 'ended', outcome: 'void' } }])).toEqual(fine);
    expect(run([status('asleep'), status('void'), { expect: { status: 'ended' } }])).toEqual(fine);
    expect(run([status('won'), { expect: { status: 'active', open: ['s/a'] } }])).toEqual(fine);
  });

  it('ends the case by the exit that the process declares for it', () => {
    const exits = [{ id: 'gone', when: "entity.status == 'void'", end: 'cancelled' }];
    expect(run([status('void'), { expect: { outcome: 'cancelled' } }], { exits })).toEqual(fine);
  });

  it('holds when the process itself sets it, and is replaced by the stage that a person jumps to', () => {
    const ladder = [{ at: 'P14D', do: [{ set: { '/entity/status': 'asleep' } }] }];
    const process = { slas: { one: { due: 'P1D', ladder } } };
    expect(
      run([{ advance: 'P20D' }, held('asleep'), { jump: 't' }, { expect: { status: 'active' } }], process),
    ).toEqual(fine);
  });

  it('means nothing to a process that does not write it, and to one whose stage stands in it', () => {
    const given = documents(LIST);
    const plain = { s: { steps: [human('a')] } };
    const waiting = { s: { status: 'asleep', steps: [human('a')] } };
    const active = { expect: { status: 'active', open: ['s/a'] } };
    expect(play(plain, [status('asleep'), active, status('void'), active], { given })).toEqual(fine);
    expect(play(waiting, [active, status('asleep'), active], { given })).toEqual(fine);
  });

  it('and the hold agree whatever happens in whatever order, and a repeated fact changes nothing', () => {
    const command = fc.constantFrom<Command>(
      { op: 'hold', reason: 'x' },
      { op: 'resume' },
      { op: 'jump', stage: 't', reason: 'x' },
    );
    const happening = fc.oneof(
      fc.constantFrom('new', 'quoted', 'asleep', 'frozen').map(fact),
      command.map((given): ProcessEvent => ({ type: 'command', command: given, actor: null })),
    );
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 12 }), (events) => {
        let state = transition(PLAN, null, { type: 'start', input: {}, actor: null }, 0).state;
        for (const event of events) {
          if (event.type === 'command' && refuse(PLAN, state, event.command, null, 1)) continue;
          state = transition(PLAN, state, event, 1).state;
          const isStill = ['asleep', 'frozen'].includes(String(state.entity.status));
          if (state.status === 'active') expect(isStill).toBe(false);
          if (state.held?.status) expect(state.entity.status).toBe(state.held.status);
          if (event.type !== 'fact') continue;
          const again = transition(PLAN, state, event, 2);
          expect(again).toEqual({ state: { ...state, seq: state.seq + 1 }, effects: [] });
        }
      }),
    );
  });
});

const fact = (code: string): ProcessEvent => ({
  type: 'fact',
  entity: 'opportunity',
  id: '',
  set: { status: code },
});

const PLAN = {
  definition: {
    kind: 'process',
    key: 'test.process',
    version: 1,
    category: 'general',
    title: title('test'),
    entity: 'opportunity',
    stages: Object.entries(stages).map(([id, stage]) => ({ id, title: title(id), ...stage })),
    // the tests write what the schema allows
  } as unknown as ProcessDefinition,
  sha256: '',
  calendar: null,
  zone: [],
  status: { field: 'status', items: LIST.items as StatusItem[] }, // each has a semantic
} satisfies Plan;
