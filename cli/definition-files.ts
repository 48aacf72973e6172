import { readFileSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { CommandError } from './command-error';
import { checkScenario, isScenario, jsonFiles, loadShipped, parseDefinitions } from '../definitions/load';
import { catalogueOf, type Document } from '../domain/definition/catalogue';
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

/** What is wrong with definitions and scenarios. In a folder, what is neither (schemas, broken examples) is left out. */
export function checkFiles(paths: string[]): Problem[] {
  const files = paths.flatMap((path) => filesOf(path)).map((file) => ({ file, text: readText(file) }));
  const scenarios = files.filter(({ text }) => isScenario(text));
  const others = files.filter((file) => !scenarios.includes(file));
  const shipped = loadShipped();
  const { documents, problems } = parseDefinitions(others, shipped);
  const catalogue = catalogueOf([...shipped, ...documents]);
  return [...problems, ...scenarios.flatMap(({ file, text }) => checkScenario(text, file, catalogue))];
}

function filesOf(path: string): string[] {
  const files = jsonFiles(path);
  if (files.length === 1 && files[0] === path) return files;
  return files.filter((file) => {
    const isOther = relative(path, file)
      .split(sep)
      .some((part) => part === 'schemas' || part === 'invalid');
    return !isOther && /"kind"|"steps"/.test(readText(file));
  });
}

export function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new CommandError({ 'zh-CN': `无法读取 ${file}`, en: `${file} cannot be read` }, 2, file);
  }
}
