import { checkAnswers } from '../../definitions/forms';
import {
  broughtBy,
  isPlayable,
  playScenario,
  readScenario,
  scenariosOf,
  type Report,
  type StoredScenario,
} from '../../definitions/scenarios';
import type { Document } from '../../domain/definition/catalogue';
import { allEntities } from '../../domain/entity/catalogue';
import { finding, messageOf, unplaced, type Finding, type Problem } from '../../domain/definition/problem';
import { DomainError } from '../../domain/errors';
import type { ProcessDefinition } from '../../domain/generated/process';
import type { ReportDefinition } from '../../domain/generated/report';
import type { TemplateDefinition } from '../../domain/generated/template';
import type { Locale, Rendered } from '../../domain/message/liquid';
import { tryOut, type LiveCase, type Trial } from '../../domain/process/simulate/trial';
import type { JsonObject } from '../../domain/process/types';
import { readText } from './reading';
import { tryTemplate } from '../../definitions/templates';

/** A report; `error` says why a scenario could not be played. */
export type Played = Report & { error?: string };

interface Script {
  text: string;
  scenario?: Record<string, unknown>;
}

/** Plays one scenario on a text that need not be published, or all that the text must pass. */
export function simulate({ text, scenario }: Script, published: Document[]): Played | { items: Played[] } {
  const definition = readOne(text, published);
  if (!isPlayable(definition))
    throw new DomainError('SCENARIO_INVALID', {
      pointer: '',
      reason: `A ${definition.kind} has no scenarios`,
    });
  const documents = [definition, ...published];
  if (scenario) return playWritten(definition, scenario, documents, 'scenario');
  return { items: scenariosOf(definition).map((stored) => rehearse(definition, stored, documents)) };
}

interface TrialScript {
  text: string;
  live: LiveCase;
  steps: Record<string, unknown>[];
}

/** Plays on with a text from where a copy of a case stands. */
export function tryText({ text, live, steps }: TrialScript, published: Document[]): Trial {
  const definition = readOne(text, published);
  if (definition.kind !== 'process')
    throw new DomainError('SCENARIO_INVALID', { pointer: '', reason: `A ${definition.kind} has no cases` });
  const written = { name: 'trial', start: new Date(live.now).toISOString(), steps };
  const read = readScenario(JSON.stringify(written), 'trial');
  if ('problems' in read) throw invalidScenario(read.problems);
  const process = definition as ProcessDefinition; // by its kind
  return tryOut(process, live, read.scenario, published, checkAnswers);
}

/** The template of a text without an error. */
export function readTemplate({ text }: Pick<Script, 'text'>, published: Document[]): TemplateDefinition {
  return readKind('template', text, published) as TemplateDefinition; // by its kind
}

/** The report of a text without an error. */
export function readReport({ text }: Pick<Script, 'text'>, published: Document[]): ReportDefinition {
  return readKind('report', text, published) as ReportDefinition; // by its kind
}

function readKind(kind: string, text: string, published: Document[]): Document {
  const definition = readOne(text, published);
  if (definition.kind === kind) return definition;
  throw invalidDefinition([placed(finding('not-allowed-value', '/kind', { expected: kind }))]);
}

interface Filling {
  template: TemplateDefinition;
  locale: Locale;
  params: JsonObject;
}

/** A template's text with these parameters. DEFINITION_INVALID where that takes too much time or memory. */
export function fillIn({ template, locale, params }: Filling): Rendered & { missing: string[] } {
  const filled = tryTemplate(template, locale, params);
  if ('findings' in filled) throw invalidDefinition(filled.findings.map(placed));
  return filled;
}

function placed(found: Finding): Problem {
  const { code, severity, pointer } = found;
  return unplaced({ code, severity, file: 'document', pointer, message: messageOf(found) });
}

/** The one document of a text without an error. DEFINITION_INVALID with every problem. */
export function readOne(text: string, published: readonly Document[]): Document {
  const { documents, problems } = readText(text, 'document', published);
  const [definition] = documents;
  if (definition) return definition;
  throw invalidDefinition(problems);
}

/** One scenario among several: that it makes no sense is its own result, not that of all. */
export function rehearse(
  definition: Document,
  { name, file, scenario }: StoredScenario,
  documents: readonly Document[],
): Played {
  try {
    return playWritten(definition, scenario, documents, file);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const { pointer = '', reason = error.message } = error.details;
    return {
      ok: false,
      scenario: name,
      timeline: [],
      checks: [],
      final: {},
      error: `${String(pointer)} ${String(reason)}`.trim(),
    };
  }
}

export function invalidDefinition(problems: Problem[]): DomainError {
  const fields = problems.map(({ pointer, code, message }) => ({ pointer, code, message }));
  return new DomainError('DEFINITION_INVALID', { problems }, fields);
}

function playWritten(
  definition: Document,
  written: Record<string, unknown>,
  documents: readonly Document[],
  file: string,
): Played {
  const read = readScenario(JSON.stringify(written), file);
  if ('problems' in read) throw invalidScenario(read.problems);
  const brought = broughtBy([read.scenario], [...allEntities(), ...documents], file);
  if (brought.problems.length > 0) throw invalidScenario(brought.problems);
  return playScenario(definition, read.scenario, [...brought.documents, ...documents]);
}

function invalidScenario(problems: Problem[]): DomainError {
  const [first] = problems;
  const details = { pointer: first?.pointer ?? '', reason: first?.message.en ?? '', problems };
  return new DomainError('SCENARIO_INVALID', details);
}
