import type { MilestoneStep } from '../../generated/process';
import { emit } from '../draft';
import { complete, type StepKind } from './kind';

/** Records that, and when, a point was reached. */
export const milestone: StepKind<MilestoneStep> = {
  open(draft, at) {
    draft.state.milestones[at.step.id] ??= draft.now;
    emit(draft, { type: 'milestone', step: at.step.id, at: draft.now });
    complete(draft, at, {});
  },
};
