import { parseDefinitions } from '../../definitions/load';
import { isPlayable, scenariosOf } from '../../definitions/scenarios';
import type { Document } from '../../domain/definition/catalogue';
import { unplaced, type Problem } from '../../domain/definition/problem';
import { allEntities } from '../../domain/entity/catalogue';
import type { FilesForPeople } from '../publish';
import { rehearse } from './simulate';

export interface Rehearsed {
  definition: string;
  name: string;
  source: 'shipped' | 'own';
  ok: boolean;
  /** What was expected and what came, or why it could not be played. */
  failed: { step: number; field: string; expected: unknown; actual: unknown }[];
  error?: string;
}

export interface Rehearsal {
  documents: Document[];
  problems: Problem[];
  scenarios: Rehearsed[];
}

/** Checks files together, and when there is no error plays every scenario that they must pass. */
export function rehearseFiles({ files, organisation }: FilesForPeople, published: Document[]): Rehearsal {
  const { documents, problems } = parseDefinitions(files, [...allEntities(), ...published], organisation);
  if (problems.some(({ severity }) => severity === 'error')) return { documents, problems, scenarios: [] };
  const known = [...documents, ...published];
  const scenarios = documents
    .filter(isPlayable)
    .flatMap((definition) =>
      scenariosOf(definition).map((stored) =>
        rehearsed(definition, stored.source, rehearse(definition, stored, known)),
      ),
    );
  const silent = documents.filter(
    (definition) =>
      isPlayable(definition) && scenarios.every((scenario) => scenario.definition !== definition.key),
  );
  return { documents, problems: [...problems, ...silent.map((document) => untested(document))], scenarios };
}

function rehearsed(
  { key }: Document,
  source: Rehearsed['source'],
  { scenario, ok, checks, error }: ReturnType<typeof rehearse>,
): Rehearsed {
  const failed = checks
    .filter((check) => !check.ok)
    .map(({ step, field, expected, actual }) => ({ step, field, expected, actual: actual ?? null }));
  return { definition: key, name: scenario, source, ok, failed, ...(error !== undefined && { error }) };
}

/** A shipped scenario tells what the shipped version does; a version of one's own may mean to do something else. */
export function differing({ definition, name }: Rehearsed): Problem {
  return unplaced({
    code: 'shipped-scenario',
    severity: 'warning',
    file: definition,
    pointer: '/tests',
    message: {
      'zh-CN': `“${definition}”不再符合随产品提供的场景“${name}”`,
      en: `${definition} no longer does what the shipped scenario "${name}" expects`,
    },
  });
}

function untested({ key }: Document): Problem {
  return unplaced({
    code: 'no-scenarios',
    severity: 'warning',
    file: key,
    pointer: '/tests',
    message: {
      'zh-CN': `“${key}”没有场景，发布前无从验证其行为`,
      en: `${key} has no scenarios: nothing proves what it does`,
    },
  });
}
