import { DomainError } from '../domain/errors';
import type { Commits } from '../db/committed';
import type { Engine } from './deps';
import { answeringQuickly } from './quickly';

const SENT = {
  commandId: 'c1',
  command: { op: 'resume' as const },
  actor: { id: 'p', name: 'P', holds: [] },
};

/** Commits that this test announces by hand. */
function byHand() {
  let announce = (): void => undefined;
  let waiting = 0;
  const commits: Commits = {
    close: () => Promise.resolve(),
    expect: () => {
      waiting += 1;
      const committed = new Promise<void>((resolve) => (announce = resolve));
      return { committed, forget: () => void (waiting -= 1) };
    },
  };
  return { commits, announce: () => announce(), waiting: () => waiting };
}

function engineThat(command: Engine['command']): Engine {
  return { command, sweep: jest.fn(), workerPollAge: jest.fn() };
}

describe('a command', () => {
  test('is answered with its commit, and nobody hears when the workflow then has no answer', async () => {
    const { commits, announce, waiting } = byHand();
    let fail = (_error: Error): void => undefined;
    const engine = engineThat(() => new Promise((_, reject) => (fail = reject)));
    const answer = answeringQuickly(engine, commits).command('w', SENT);
    announce();
    await answer;
    expect(waiting()).toBe(0);
    fail(new DomainError('UNAVAILABLE'));
  });

  test('is answered by the workflow when no commit is heard of', async () => {
    const { commits, waiting } = byHand();
    await answeringQuickly(
      engineThat(() => Promise.resolve('answer')),
      commits,
    ).command('w', SENT);
    expect(waiting()).toBe(0);
  });

  test('is refused by the workflow', async () => {
    const { commits, waiting } = byHand();
    const engine = engineThat(() => Promise.reject(new DomainError('TASK_CLOSED')));
    const answer = answeringQuickly(engine, commits).command('w', SENT);
    await expect(answer).rejects.toMatchObject({ code: 'TASK_CLOSED' });
    expect(waiting()).toBe(0);
  });
});
