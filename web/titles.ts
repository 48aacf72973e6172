import type { Label, ProcessStage, Values } from './types';

/** The titles of a process's stages ("quote") and steps ("quote/offer"). */
export function titlesOf(stages: ProcessStage[]): Map<string, Label> {
  const titled = stages.flatMap((stage) => [
    [stage.id, stage.title] as const,
    ...stage.steps.map((step) => [`${stage.id}/${step.id}`, step.title] as const),
  ]);
  return new Map(titled.flatMap(([id, title]): [string, Label][] => (title ? [[id, title]] : [])));
}

/** What an event is about: the step, else the stage. An id that the definition does not title shows as it is. */
export function aboutOf(
  titles: Map<string, Label>,
  stage: unknown,
  step: unknown,
  label: (title: Label) => string,
): string {
  const title = titles.get(`${String(stage)}/${String(step)}`) ?? titles.get(String(stage));
  return title ? label(title) : String(step ?? stage ?? '');
}

/** The status that held a process. */
export function statusOf(data: Values | null): Label | null {
  const status = data?.['status'];
  return typeof status === 'object' && status !== null ? status : null;
}

/** The reason as the definition words it. */
export function titleOf(data: Values | null): Label | null {
  const title = data?.['title'];
  return typeof title === 'object' && title !== null ? title : null;
}

/** Why somebody did it. What the engine calls a reason, without an actor, is a name for programs. */
export function reasonOf(actor: string | null, data: Values | null): string | null {
  const reason = data?.['reason'];
  return typeof reason === 'string' && actor !== null ? reason : null;
}
