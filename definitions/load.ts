import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { catalogueOf, type Catalogue, type Document } from '../domain/definition/catalogue';
import { lint } from '../domain/definition/lint';
import { lintReminderScenario } from '../domain/definition/reminderScenarios';
import { lintScenario } from '../domain/definition/scenarios';
import type { Scenario } from '../domain/generated/scenario';
import { lintSuccession } from '../domain/definition/succession';
import type { Organisation } from '../domain/definition/organisation';
import { messageOf, type Finding, type Problem } from '../domain/definition/problem';
import { checkEmbedded } from './embedded';
import { checkSchema, isKind } from './schemas';
import { parseText, type ParsedText } from './text';

export interface Parsed {
  document: Document | null;
  problems: Problem[];
}

interface Source {
  file: string;
  text: ParsedText;
  document: Document | null;
  findings: Finding[];
}

/** Folders of this directory that hold definitions; the others hold schemas, scenarios and broken examples. */
const FOLDERS = [
  'entities',
  'processes',
  'dunning',
  'forms',
  'calendars',
  'templates',
  'types',
  'statuses',
  'reports',
];

/** A document of which only the text is known, checked against its schema and against the definitions it names. */
export function parseDefinition(text: string, file: string, catalogue: Catalogue): Parsed {
  const source = readSource(text, file);
  if (source.document) judge(source.document, source.findings, catalogue, catalogue);
  return { document: isClean(source) ? freeze(source.document) : null, problems: problemsOf(source) };
}

/** Several files that may name each other, beside those that are known already. */
export function parseDefinitions(
  files: { file: string; text: string }[],
  known: readonly Document[],
  organisation?: Organisation,
): { documents: Document[]; problems: Problem[] } {
  const sources = files.map(({ file, text }) => readSource(text, file));
  const catalogue = catalogueOf(
    [...known, ...sources.flatMap(({ document }) => document ?? [])],
    organisation,
  );
  const before = catalogueOf(known);
  for (const { document, findings } of sources) if (document) judge(document, findings, catalogue, before);
  return {
    documents: sources.filter(isClean).flatMap(({ document }) => freeze(document) ?? []),
    problems: sources.flatMap(problemsOf),
  };
}

function judge(document: Document, findings: Finding[], catalogue: Catalogue, before: Catalogue): void {
  findings.push(
    ...lint(document, catalogue),
    ...lintSuccession(document, before),
    ...checkEmbedded(document, catalogue),
  );
}

/** What is shipped. Throws when a shipped file is broken, which the tests find first. */
export function loadShipped(): Document[] {
  const files = FOLDERS.flatMap((folder) => jsonFiles(join(__dirname, folder)));
  const { documents, problems } = parseDefinitions(
    files.map((file) => ({ file: relative(__dirname, file), text: readFileSync(file, 'utf8') })),
    [],
  );
  const error = problems.find((problem) => problem.severity === 'error');
  if (error)
    throw new Error(
      `definitions/${error.file}:${error.line}:${error.column} ${error.code} ${error.message.en}`,
    );
  return documents;
}

/** All JSON files of a folder, or the file itself. */
export function jsonFiles(path: string): string[] {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return [path];
  const names = readdirSync(path, { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => join(path, name));
}

/** A scenario has no kind: it is known by its steps. */
export function isScenario(text: string): boolean {
  const { value } = parseText(text);
  return typeof value === 'object' && value !== null && !('kind' in value) && 'steps' in value;
}

/** By its schema, and by the process or the reminders that it names where they are known. */
export function checkScenario(text: string, file: string, catalogue: Catalogue): Problem[] {
  const parsed = parseText(text);
  const findings = checkSchema('scenario', parsed.value);
  if (findings.length === 0) {
    const scenario = parsed.value as Scenario; // by its schema
    const process = scenario.definition === undefined ? undefined : catalogue.process(scenario.definition);
    if (process) findings.push(...lintScenario(scenario, process, catalogue));
    else if (catalogue.has('dunning', scenario.definition ?? ''))
      findings.push(...lintReminderScenario(scenario));
  }
  return problemsOf({ file, text: parsed, document: null, findings });
}

function readSource(text: string, file: string): Source {
  const parsed = parseText(text);
  if (parsed.findings.length > 0)
    return { file, text: parsed, document: null, findings: [...parsed.findings] };
  const kind =
    typeof parsed.value === 'object' && parsed.value !== null && 'kind' in parsed.value
      ? parsed.value.kind
      : undefined;
  if (!isKind(kind)) {
    return {
      file,
      text: parsed,
      document: null,
      findings: [
        { code: 'unknown-kind', severity: 'error', pointer: '/kind', params: { name: String(kind ?? '') } },
      ],
    };
  }
  const findings = checkSchema(kind, parsed.value);
  if (findings.length > 0) return { file, text: parsed, document: null, findings };
  // The schema of its kind demands key and version.
  return { file, text: parsed, document: parsed.value as Document, findings };
}

function isClean({ findings }: Source): boolean {
  return findings.every((found) => found.severity !== 'error');
}

/** More would help nobody, and finding the line of each takes time. */
const MOST_PROBLEMS = 100;

function problemsOf({ file, text, findings }: Source): Problem[] {
  const problems = findings.slice(0, MOST_PROBLEMS).map((found) => {
    const { code, severity, pointer, range, hint } = found;
    const place = text.locate(pointer, isAboutTheKey(code, pointer));
    return {
      code,
      severity,
      file,
      pointer,
      ...place,
      ...(range ? { range } : {}),
      message: messageOf(found),
      ...(hint ? { hint } : {}),
    };
  });
  return problems.sort((a, b) => a.line - b.line || a.column - b.column);
}

function isAboutTheKey(code: string, at: string): boolean {
  const keys = ['unknown-property', 'json-duplicate-key', 'json-forbidden-key'];
  return keys.includes(code) || (code === 'unknown-field' && /\/(?:set|ui)\/[^/]+$/.test(at));
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(freeze);
  }
  return value;
}
