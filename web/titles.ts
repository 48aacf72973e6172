import type { Label, ProcessStage, Values } from './types';

/** The titles of a process's stages ("quote") and steps ("quote/offer"). */
export function titlesOf(stages: ProcessStage[]): Map<string, Label> {
  const titled = stages.flatMap((stage) => [
    [stage.id, stage.title] as const,
    ...stage.steps.map((step) => [`${stage.id}/${step.id}`, step.title] as const),
  ]);
  return new Map(titled.flatMap(([id, title]): [string, Label][] => (title ? [[id, title]] : [])));
}

/** What an event is about: the step, also where its stage is not said, else the stage. An id without a title shows as it is. */
export function aboutOf(
  titles: Map<string, Label>,
  stage: unknown,
  step: unknown,
  label: (title: Label) => string,
): string {
  const title =
    titles.get(`${String(stage)}/${String(step)}`) ?? titles.get(String(stage)) ?? stepAnywhere(titles, step);
  return title ? label(title) : String(step ?? stage ?? '');
}

function stepAnywhere(titles: Map<string, Label>, step: unknown): Label | undefined {
  return [...titles].find(([id]) => typeof step === 'string' && id.endsWith(`/${step}`))?.[1];
}

/** The status that held a process. */
export function statusOf(data: Values | null): Label | null {
  const status = data?.['status'];
  return typeof status === 'object' && status !== null ? status : null;
}

/** What an event is called in `event.*`: a rejection opens steps again, not the case. */
export function eventNameOf(event: string, data: Values | null): string {
  return event === 'reopened' && Array.isArray(data?.['steps']) ? 'sentBack' : event;
}

/** The process that changed a record. */
export function processOf(data: Values | null): Label | null {
  const process = data?.['byProcess'];
  return typeof process === 'object' && process !== null ? process : null;
}

/** The reason as the definition words it. */
export function titleOf(data: Values | null): Label | null {
  const title = data?.['title'];
  return typeof title === 'object' && title !== null ? title : null;
}

const ENGINE_REASONS = ['condition', 'timeout', 'cancelled', 'decided'] as const;
export type EngineReason = (typeof ENGINE_REASONS)[number];

/** Where the engine itself skipped or withdrew something because of what a person did: its name for why. */
export function engineReasonOf(event: string, data: Values | null): EngineReason | null {
  if (event !== 'stepSkipped' && event !== 'taskClosed') return null;
  return ENGINE_REASONS.find((reason) => reason === data?.['reason']) ?? null;
}

/** Why somebody did it. What the engine calls a reason, without an actor, is a name for programs. */
export function reasonOf(actor: string | null, data: Values | null): string | null {
  const reason = data?.['reason'];
  return typeof reason === 'string' && actor !== null ? reason : null;
}
