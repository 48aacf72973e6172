import type { Language } from '../../../types';
import { isObject, valueAt } from './schemaWalk';

/** A name of the document with what people call it. */
export interface Name {
  name: string;
  detail?: string;
  info?: string;
  /** What is written where that is more than the name; `${}` is where the cursor comes to stand. */
  insert?: string;
}

type Path = readonly (string | number)[];

export function listAt(document: unknown, path: Path): unknown[] {
  const value = valueAt(document, path);
  return Array.isArray(value) ? value : [];
}

export function textAt(document: unknown, path: Path): string {
  const value = valueAt(document, path);
  return typeof value === 'string' ? value : '';
}

export function stagesOf(document: unknown, language: Language): Name[] {
  return listAt(document, ['stages']).flatMap((one) => named(one, language));
}

/** Steps of the whole process, or of the stage in which the path lies, without the step itself. */
export function stepsOf(document: unknown, language: Language, path: Path = []): Name[] {
  const [, stage, , step] = path;
  if (typeof stage === 'number') {
    return listAt(document, ['stages', stage, 'steps']).flatMap((one, n) =>
      n === step ? [] : named(one, language),
    );
  }
  return allSteps(document).flatMap(([, one]) => named(one, language));
}

/** Steps as `stage/step`. */
export function placesOf(document: unknown): Name[] {
  return allSteps(document).map(([stage, step]) => ({ name: `${stage}/${textAt(step, ['id'])}` }));
}

/** A step by its name, with or without its stage. */
export function stepNamed(document: unknown, name: string): unknown {
  const found = allSteps(document).find(
    ([stage, step]) => name === textAt(step, ['id']) || name === `${stage}/${textAt(step, ['id'])}`,
  );
  return found?.[1];
}

export function allSteps(document: unknown): [stage: string, step: unknown][] {
  return listAt(document, ['stages']).flatMap((stage) =>
    listAt(stage, ['steps']).map((step): [string, unknown] => [textAt(stage, ['id']), step]),
  );
}

export function keysOf(document: unknown, path: Path): Name[] {
  const value = valueAt(document, path);
  return isObject(value) ? Object.keys(value).map((name) => ({ name })) : [];
}

/** What stands anywhere under that key, each once: outcomes, events. */
export function textsUnder(value: unknown, key: string): string[] {
  const found = new Set<string>();
  const look = (here: unknown): void => {
    if (Array.isArray(here)) here.forEach(look);
    if (!isObject(here)) return;
    for (const [name, inner] of Object.entries(here)) {
      if (name === key && typeof inner === 'string' && inner !== '') found.add(inner);
      else look(inner);
    }
  };
  look(value);
  return [...found];
}

function named(value: unknown, language: Language): Name[] {
  const id = textAt(value, ['id']);
  if (id === '') return [];
  const title = textAt(value, ['title', language]);
  return [{ name: id, ...(title !== '' && { detail: title }) }];
}
