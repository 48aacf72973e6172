import type { Label, ProcessDefinition, Step } from '../domain/generated/process';
import { exitTitle, stayTitle } from '../domain/process/outcomes';
import type { ProcessState } from '../domain/process/types';
import type { EventRow, VisitRow } from '../db/api-processes';
import type { TaskItem } from '../db/inbox';

type Task = Omit<TaskItem, 'key' | 'workflowId'>;

/** The stage path: every stage of the definition in its order, with its visits and its steps as they stand. */
export function stagePath(
  definition: ProcessDefinition,
  state: ProcessState | null,
  visits: VisitRow[],
  tasks: Task[],
) {
  return definition.stages.map((stage) => {
    const now = state?.stages[stage.id];
    return {
      id: stage.id,
      title: stage.title ?? null,
      status: now?.status ?? 'available',
      visits: visits
        .filter((visit) => visit.stage === stage.id)
        .map(({ stage: _, ...visit }) => ({ ...visit, reasonTitle: exitTitle(definition, visit.reason) })),
      steps: stage.steps.map((step) => {
        const own = tasks.filter((task) => task.stage === stage.id && task.step === step.id);
        return stepView(step, now?.steps[step.id], own);
      }),
    };
  });
}

/** What happened; why a stage stays is told as people read it. */
export function eventsView({ stages }: ProcessDefinition, events: EventRow[]): EventRow[] {
  return events.map((event) => {
    if (event.event !== 'stageStays') return event;
    const stage = stages.find(({ id }) => id === event.stage);
    const title = stayTitle(stage, event.data?.['reason']);
    return title ? { ...event, data: { ...event.data, title: { ...title } } } : event;
  });
}

function stepView(
  step: Step,
  now: ProcessState['stages'][string]['steps'][string] | undefined,
  tasks: Task[],
) {
  const latest = tasks.at(-1);
  return {
    id: step.id,
    kind: step.kind,
    title: titleOf(step) ?? latest?.title ?? null,
    status: now?.status ?? 'pending',
    required: step.required ?? true,
    manual: 'manual' in step && step.manual === true,
    run: now?.run ?? 0,
    at: now?.at ? new Date(now.at) : null,
    taskId: latest?.id ?? null,
    assigneeLabel: latest?.assigneeLabel ?? null,
    dueAt: latest?.dueAt ?? null,
  };
}

/** A computed title is known only once its task is open. */
function titleOf(step: Step): Label | null {
  const { title } = step;
  return title === undefined || 'cel' in title ? null : title;
}
