import type { HumanStep } from '../../generated/process';
import { soughtOf } from '../people';
import { slaOf } from '../plan';
import { openTask, withdrawTasks } from '../tasks';
import type { StepKind } from './kind';

/** Opens a task and waits for a person. */
export const human: StepKind<HumanStep> = {
  open(draft, at, cause) {
    openTask(draft, {
      ...at,
      seekers: soughtOf(draft.plan, draft.state, at.step.assign),
      exclude: [],
      sla: slaOf(draft.plan, at.step.sla),
      cause,
    });
  },
  withdraw(draft, at, reason) {
    withdrawTasks(draft, at.stage.id, at.step.id, reason);
  },
};
