import { readFileSync } from 'node:fs';
import { CommandError } from './command-error';
import { jsonFiles, loadShipped, parseDefinitions } from '../definitions/load';
import type { Document } from '../domain/definition/catalogue';
import type { Problem } from '../domain/definition/problem';

export interface Read {
  documents: Document[];
  problems: Problem[];
  /** What is shipped, for names that the files use. */
  shipped: Document[];
}

/** Reads definition files and folders and checks them together. Exit code 2 when one cannot be read. */
export function readDefinitions(paths: string[]): Read {
  const shipped = loadShipped();
  const files = paths.flatMap((path) => jsonFiles(path)).map((file) => ({ file, text: readText(file) }));
  return { ...parseDefinitions(files, shipped), shipped };
}

export function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new CommandError(`${file} cannot be read`, 2);
  }
}
