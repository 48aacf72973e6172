import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf, type Finding, type Problem } from '../domain/definition/problem';
import type { Document } from '../domain/definition/catalogue';
import { simulateDunning } from '../domain/dunning/simulate';
import { DomainError } from '../domain/errors';
import type { DunningDefinition } from '../domain/generated/dunning';
import type { ProcessDefinition } from '../domain/generated/process';
import type { Scenario } from '../domain/generated/scenario';
import { simulateProcess } from '../domain/process/simulate/simulate';
import { checkAnswers } from './forms';
import { jsonFiles, parseDefinitions } from './load';
import { checkSchema } from './schemas';
import { parseText, type Locate } from './text';

export interface Report {
  ok: boolean;
  scenario: string;
  timeline: { at: string; event: string }[];
  checks: { step: number; field: string; expected: unknown; actual: unknown; ok: boolean }[];
  final: unknown;
}

export interface StoredScenario {
  name: string;
  /** `own`: an entry of the definition's `tests`. */
  source: 'shipped' | 'own';
  file: string;
  /** As it is written: it is checked when it is played. */
  scenario: Record<string, unknown>;
}

let shipped: StoredScenario[] | null = null;

/** The scenarios of `definitions/scenarios`, which are part of the program and do not change while it runs. */
export function shippedScenarios(): StoredScenario[] {
  shipped ??= jsonFiles(join(__dirname, 'scenarios')).map((file) => {
    const read = readScenario(readFileSync(file, 'utf8'), file);
    if ('problems' in read) throw new Error(`${file}: ${read.problems[0]?.message.en ?? ''}`);
    return { name: read.scenario.name, source: 'shipped', file, scenario: { ...read.scenario } };
  });
  return shipped;
}

/**
 * The scenarios that a definition must pass: its own `tests`, and the shipped ones for its key. An own one replaces a
 * shipped one of the same name: that is how an author changes what is expected.
 */
export function scenariosOf(definition: Document): StoredScenario[] {
  const own = testsOf(definition).map((scenario, n): StoredScenario => {
    const name = typeof scenario['name'] === 'string' ? scenario['name'] : `tests/${n}`;
    return { name, source: 'own', file: `${definition.key}#tests`, scenario };
  });
  const others = shippedScenarios().filter(
    ({ name, scenario }) =>
      scenario['definition'] === definition.key && own.every((replacing) => replacing.name !== name),
  );
  return [...own, ...others];
}

export function readScenario(
  text: string,
  file: string,
): { scenario: Scenario; locate: Locate } | { problems: Problem[] } {
  const parsed = parseText(text);
  const findings = parsed.findings.length > 0 ? parsed.findings : checkSchema('scenario', parsed.value);
  if (findings.length > 0)
    return { problems: findings.map((found) => problemOf(found, file, parsed.locate(found.pointer))) };
  // Checked against its schema just above.
  return { scenario: parsed.value as Scenario, locate: parsed.locate };
}

/** Definitions that scenarios bring along are checked like any others. */
export function broughtBy(
  scenarios: { given?: { documents?: unknown[] } }[],
  known: readonly Document[],
  file: string,
): { documents: Document[]; problems: Problem[] } {
  const files = scenarios
    .flatMap((scenario) => scenario.given?.documents ?? [])
    .map((document) => ({ file, text: JSON.stringify(document) }));
  if (files.length === 0) return { documents: [], problems: [] };
  const { documents, problems } = parseDefinitions(files, known);
  return { documents, problems: problems.filter(({ severity }) => severity === 'error') };
}

export function isPlayable({ kind }: Document): boolean {
  return kind === 'process' || kind === 'dunning';
}

/** Plays a scenario of a process or of payment reminders. SCENARIO_INVALID says where it makes no sense. */
export function playScenario(
  definition: Document,
  scenario: Scenario,
  documents: readonly Document[],
): Report {
  if (!isPlayable(definition))
    throw new DomainError('SCENARIO_INVALID', {
      pointer: '',
      reason: `A ${definition.kind} has no scenarios`,
    });
  if (definition.kind === 'dunning')
    return simulateDunning(definition as DunningDefinition, scenario, documents); // by its kind
  return simulateProcess(definition as ProcessDefinition, scenario, documents, checkAnswers); // by its kind
}

function testsOf(definition: Document): Record<string, unknown>[] {
  // The schema of the definition lets only objects be tests.
  return 'tests' in definition && Array.isArray(definition.tests)
    ? (definition.tests as Record<string, unknown>[])
    : [];
}

function problemOf(found: Finding, file: string, place: { line: number; column: number }): Problem {
  const { code, severity, pointer } = found;
  return { code, severity, file, pointer, ...place, message: messageOf(found) };
}
