import { setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow';
import { nextDeadline } from '../domain/process/transition';
import { openTasks } from '../domain/process/tasks';
import type { ProcessState } from '../domain/process/types';
import type { ProcessInput } from './messages';

/** What Temporal's own tools show and find a case by: it decides nothing. `other`: what a new or migrated case is about. */
export function showStage(state: ProcessState | null, other: ProcessInput | null): void {
  upsertSearchAttributes({
    GuanxiStage: state?.stage ? [state.stage] : [],
    ...(other && attributesOf(other)),
  });
}

function attributesOf({ plan: { definition }, about }: ProcessInput) {
  return {
    GuanxiDefinition: [`${definition.key}@${definition.version}`],
    GuanxiCustomer: about.customerId ? [about.customerId] : [],
    GuanxiOwner: about.ownerId ? [about.ownerId] : [],
  };
}

/** Where the case stands, in Markdown: the stage, who has what to do, what went wrong, what comes next. */
export function showDetails({ plan }: ProcessInput, state: ProcessState): void {
  const stage = plan.definition.stages.find(({ id }) => id === state.stage);
  const next = nextDeadline(state);
  const lines = [
    `**${stage?.title.en ?? stage?.title['zh-CN'] ?? state.stage ?? '-'}** (${state.outcome ?? state.status})`,
    ...openTasks(state.tasks).map(
      ({ step, assignee, queue }) => `- ${step}: ${assignee ?? queue ?? 'nobody'}`,
    ),
    ...Object.values(state.incidents).map(({ code, message }) => `- ${code}: ${message.slice(0, 200)}`),
    ...(next ? [`- ${next.kind} at ${new Date(next.at).toISOString()}`] : []),
  ];
  setCurrentDetails(lines.slice(0, 30).join('\n'));
}
