import type { Commits } from '../db/committed';
import type { Engine } from './deps';

/**
 * Answers a command as soon as its commit is heard of, which is a workflow task before the workflow answers. What is
 * committed will be in the workflow too: its commit stands in the history before it runs (decision 0006). A refusal, and
 * a commit that actions follow, is answered by the workflow; so is everything while no notice comes through.
 */
export function answeringQuickly<Some extends Engine>(engine: Some, commits: Commits): Some & Engine {
  return {
    ...engine,
    async command(workflowId, sent, ended) {
      const { committed, forget } = commits.expect(sent.commandId);
      const answer = engine.command(workflowId, sent, ended);
      // Heard too late, when the commit was quicker: whoever asked has gone.
      answer.catch(() => undefined);
      try {
        await Promise.race([answer, committed]);
      } finally {
        forget();
      }
    },
  };
}
