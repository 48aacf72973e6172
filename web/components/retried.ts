import type { ProcessDetail } from '../types';

type Incident = ProcessDetail['incidents'][number];
type Case = Pick<ProcessDetail, 'incidents' | 'stages'>;

/** What trying again brought: an action takes its time, and may fail once more. */
export type Retried = { now: 'solved' | 'running' } | { now: 'failed'; incident: Incident };

/** How it stands after `incident` (all of them where none is named) was tried again. */
export function retried({ incidents, stages }: Case, incident?: string): Retried {
  const tried = incidents.filter(({ key }) => incident === undefined || key === incident);
  const failed = tried.find(({ resolvedAt }) => resolvedAt === null);
  if (failed) return { now: 'failed', incident: failed };
  const runs = tried.some(({ stage, step }) => isRunning(stages, stage, step));
  return { now: runs ? 'running' : 'solved' };
}

function isRunning(stages: Case['stages'], stageId: string | null, stepId: string | null): boolean {
  const stage = stages.find(({ id }) => id === stageId);
  const step = stage?.steps.find(({ id }) => id === stepId);
  return step?.kind === 'auto' && step.status === 'open';
}
