import { human, play } from './simulate/play.testkit';

const fine: unknown[] = [];
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
});
