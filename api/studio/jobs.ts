import { parseDefinitions } from '../../definitions/load';
import { parseText } from '../../definitions/text';
import type { Document } from '../../domain/definition/catalogue';
import { compareDefinitions, type Change } from '../../domain/definition/compare';
import { messageOf, type Problem } from '../../domain/definition/problem';
import { allEntities } from '../../domain/entity/catalogue';
import type { JsonObject } from '../../domain/process/types';
import type { FilesForPeople } from '../publish';
import { readText } from './reading';
import { rehearseFiles } from './rehearsal';
import { fillIn, invalidDefinition, readReport, readTemplate, simulate, tryText } from './simulate';
import { usersOf } from './users';

/** What is computed from an author's text beside what is published, away from the thread that answers requests: no database, no clock. */
export const JOBS = {
  /** Checks files together, beside what is published. */
  check: ({ files, organisation }: FilesForPeople, published: Document[]): Problem[] => {
    const [first, ...others] = files;
    const { problems } =
      first && others.length === 0
        ? readText(first.text, first.file, published, organisation)
        : parseDefinitions(files, [...allEntities(), ...published], organisation);
    return firstOf(problems);
  },
  rehearse: rehearseFiles,
  simulate,
  tryText,
  readTemplate,
  readReport,
  fillIn,
  users: usersOf,
  compare: ({ left, right }: { left: JsonObject | string; right: JsonObject | string }): Change[] =>
    compareDefinitions(objectOf(left), objectOf(right)),
};

/** Of very many files: nobody reads more, and telling them all would take the others' time. */
const MOST_PROBLEMS = 1_000;

function firstOf(problems: Problem[]): Problem[] {
  if (problems.length <= MOST_PROBLEMS) return problems;
  const errors = problems.filter(({ severity }) => severity === 'error');
  return (errors.length > 0 ? errors : problems).slice(0, MOST_PROBLEMS);
}

export type Jobs = typeof JOBS;
export type JobName = keyof Jobs;

// A text that is compared may have errors, but it must be an object.
function objectOf(side: JsonObject | string): JsonObject {
  if (typeof side !== 'string') return side;
  const { value, findings, locate } = parseText(side);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject; // parsed JSON
  throw invalidDefinition(
    findings.map((found) => {
      const { code, severity, pointer } = found;
      return { code, severity, file: 'document', pointer, ...locate(pointer), message: messageOf(found) };
    }),
  );
}
