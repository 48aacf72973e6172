import { parseDefinitions } from '../../definitions/load';
import type { Document } from '../../domain/definition/catalogue';
import { allEntities } from '../../domain/entity/catalogue';
import type { Checked, DefinitionFile } from '../publish';

/** What is computed from an author's text, away from the thread that answers requests: no database, no clock. */
export const JOBS = {
  /** Checks files together, beside what is published. */
  check: ({ files, published }: { files: DefinitionFile[]; published: Document[] }): Checked =>
    parseDefinitions(files, [...allEntities(), ...published]),
};

export type Jobs = typeof JOBS;
export type JobName = keyof Jobs;
