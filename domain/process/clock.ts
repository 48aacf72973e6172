import type { Asked } from './draft';
import type { ClockRun, DeadlineRequest } from './requests';
import type { Deadline, ProcessState } from './types';

/** Under which a request's instants are kept; a step may have several, each of its kind. */
export function clockKey({
  subject,
  items,
}: Pick<DeadlineRequest, 'subject'> & { items: Pick<Deadline, 'kind'>[] }): string {
  return subject.includes('/') ? `${subject}:${items[0]?.kind ?? ''}` : subject;
}

/** Notes from what the instants of an effect are counted. */
export function rememberClock(state: ProcessState, asked: Asked): void {
  const clocks = (state.clocks ??= {});
  if (asked.type === 'computeDeadlines')
    clocks[clockKey(asked.request)] = { request: asked.request, stood: asked.stood ?? [] };
  if ((asked.type === 'openTask' || asked.type === 'reassignTask') && asked.deadlines)
    clocks[clockKey(asked.deadlines)] = { request: asked.deadlines, stood: [] };
}

export function forgetClocks(state: ProcessState, isMeant: (subject: string) => boolean): void {
  for (const [key, { request }] of Object.entries(state.clocks ?? {}))
    if (isMeant(request.subject)) delete state.clocks?.[key];
}

/** Of what has another name now; what is gone is forgotten. Tasks keep their ids. */
export function renameClocks(state: ProcessState, names: Map<string, string>): void {
  const clocks: NonNullable<ProcessState['clocks']> = {};
  for (const { request, stood } of Object.values(state.clocks ?? {})) {
    const before = request.subject;
    const subject = state.tasks[before] ? before : names.get(before);
    if (subject === undefined) continue;
    const items = request.items.map((item) => ({ ...item, id: item.id.replace(before, subject) }));
    const renamed = { ...request, subject, items };
    clocks[clockKey(renamed)] = { request: renamed, stood };
  }
  state.clocks = clocks;
}

const OF_CASE = 'clock:';

/** Under which the instants of a clock of the whole case are kept. */
export function subjectOfClock(id: string): string {
  return `${OF_CASE}${id}`;
}

/** How the clock of the case stands whose instants these are; undefined for those of a task, a step or a stage. */
export function clockRunOf({ caseClocks }: ProcessState, subject: string): ClockRun | undefined {
  return subject.startsWith(OF_CASE) ? caseClocks?.[subject.slice(OF_CASE.length)] : undefined;
}
