import { ACTIONS } from '../actions';
import type { ProcessDefinition } from '../generated/process';
import type { Catalogue } from './catalogue';
import { closest, finding, type Finding, type ProblemCode } from './problem';

/** Finds a name among those of its kind, or among those of `within`. */
export type Look = (code: ProblemCode, name: string, at: string, within?: string[]) => Finding[];

/** Names that mean people of the task at hand. */
const TASK_ROLES = ['assignee'];

export function createLookup(definition: ProcessDefinition, catalogue: Catalogue): Look {
  const known: Partial<Record<ProblemCode, string[]>> = {
    'unknown-stage': definition.stages.map((stage) => stage.id),
    'unknown-step': definition.stages.flatMap((stage) => stage.steps.map((step) => step.id)),
    'unknown-role': [...Object.keys(definition.roles ?? {}), ...TASK_ROLES],
    'unknown-sla': Object.keys(definition.slas ?? {}),
    'unknown-form': catalogue.keys('form'),
    'unknown-template': catalogue.keys('template'),
    'unknown-calendar': catalogue.keys('calendar'),
    'unknown-entity': catalogue.keys('entity'),
    'unknown-process': [...catalogue.keys('process'), definition.key],
    'unknown-action': Object.keys(ACTIONS),
  };
  return (code, name, at, within = known[code] ?? []) => lookUp(code, name, at, within);
}

export function lookUp(
  code: ProblemCode,
  name: string,
  at: string,
  known: string[],
  params: Record<string, string> = {},
): Finding[] {
  if (known.includes(name)) return [];
  const hint = closest(name, known);
  return [finding(code, at, { ...params, name }, hint ? { hint: `${hint}?` } : {})];
}

/** A code of a list; of an unknown list nothing is said, which is another rule's finding. */
export function inList(catalogue: Catalogue, list: string, code: string, at: string): Finding[] {
  const items = catalogue.list(list)?.items;
  return items
    ? lookUp(
        'unknown-list-item',
        code,
        at,
        items.map((item) => item.code),
        { list },
      )
    : [];
}
