import { parseDefinitions } from '../../definitions/load';
import type { Document } from '../../domain/definition/catalogue';
import type { Organisation } from '../../domain/definition/organisation';
import type { Problem } from '../../domain/definition/problem';
import { allEntities } from '../../domain/entity/catalogue';

interface Reading {
  documents: Document[];
  problems: Problem[];
}

let last: { text: string; published: readonly Document[]; people: string; reading: Reading } | undefined;

/** One text beside what is published. An author checks, saves and simulates the same text in turn, so the last is kept. */
export function readText(
  text: string,
  file: string,
  published: readonly Document[],
  organisation?: Organisation,
): Reading {
  const people = JSON.stringify(organisation);
  if (last?.text !== text || last.published !== published || last.people !== people) {
    const reading = parseDefinitions([{ file, text }], [...allEntities(), ...published], organisation);
    last = { text, published, people, reading };
  }
  const { documents, problems } = last.reading;
  return { documents, problems: problems.map((problem) => ({ ...problem, file })) };
}
