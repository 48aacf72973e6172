import { existsSync } from 'node:fs';
import { loadShipped, parseDefinitions } from '../definitions/load';
import {
  broughtBy,
  isPlayable,
  playScenario,
  readScenario,
  scenariosOf,
  type Report,
} from '../definitions/scenarios';
import { parseText, type Locate } from '../definitions/text';
import type { Document } from '../domain/definition/catalogue';
import type { Problem } from '../domain/definition/problem';
import { DomainError } from '../domain/errors';
import type { Scenario } from '../domain/generated/scenario';
import { CommandError } from './command-error';
import { readText } from './definition-files';
import { answering, languageOf, printJson, printProblems, type Language } from './output';

/**
 * `guanxi simulate <definition> [--scenario <file>]`: without a scenario, all of the definition's own and the shipped
 * ones for its key. 0 = every check holds, 1 = one fails, 2 = the input is bad.
 */
export function run(args: string[], options: Record<string, unknown>): Promise<number> {
  const [target = ''] = args;
  return answering(options, target, () => simulate(target, options));
}

function simulate(target: string, options: Record<string, unknown>): number {
  const language = languageOf(options);
  const input = readInput(target, options);
  if ('problems' in input) return refuse(input.problems, options, language);
  const reports: Report[] = [];
  for (const stored of input.scenarios) {
    const report = play(input, stored);
    if ('problems' in report) return refuse(report.problems, options, language);
    reports.push(report);
  }
  print(reports, options, language);
  return reports.every(({ ok }) => ok) ? 0 : 1;
}

interface Input {
  definition: Document;
  scenarios: Stored[];
  documents: Document[];
}

interface Stored {
  scenario: Scenario;
  file: string;
  locate: Locate;
}

type Refused = { problems: Problem[] };

function readInput(target: string, options: Record<string, unknown>): Input | Refused {
  const shipped = loadShipped();
  const scenarioFile = typeof options.scenario === 'string' ? options.scenario : null;
  const own = scenarioFile === null ? null : readScenario(readText(scenarioFile), scenarioFile);
  if (own && 'problems' in own) return own;
  const brought = broughtBy(own ? [own.scenario] : testsIn(target), shipped, scenarioFile ?? target);
  if (brought.problems.length > 0) return { problems: brought.problems };
  const known = [...shipped, ...brought.documents];
  const read = readTarget(target, known);
  if ('problems' in read) return read;
  const { definition } = read;
  const scenarios = own ? [{ ...own, file: scenarioFile ?? '' }] : storedFor(definition);
  if ('problems' in scenarios) return scenarios;
  if (scenarios.length === 0)
    throw new CommandError(
      {
        'zh-CN': `${definition.key} 没有场景`,
        en: `There is no scenario for ${definition.key}`,
      },
      2,
    );
  return { definition, scenarios, documents: known };
}

/** The file's own scenarios, as far as it is JSON at all: what they bring along is known to the definition. */
function testsIn(target: string): { given: { documents: unknown[] } }[] {
  const parsed = existsSync(target) ? parseText(readText(target)).value : null;
  const tests = member(parsed, 'tests');
  return Array.isArray(tests) ? tests.filter(bringsDocuments) : [];
}

function bringsDocuments(test: unknown): test is { given: { documents: unknown[] } } {
  return Array.isArray(member(member(test, 'given'), 'documents'));
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : null;
}

function readTarget(target: string, known: Document[]): { definition: Document } | Refused {
  if (!existsSync(target)) {
    const found = known
      .filter(({ kind, key }) => key === target && (kind === 'process' || kind === 'dunning'))
      .at(-1);
    if (!found)
      throw new CommandError(
        {
          'zh-CN': `既没有文件也没有定义 ${target}`,
          en: `There is neither a file nor a definition ${target}`,
        },
        2,
      );
    return { definition: found };
  }
  const { documents, problems } = parseDefinitions([{ file: target, text: readText(target) }], known);
  const [definition] = documents;
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (!definition) return { problems: errors };
  if (!isPlayable(definition))
    throw new CommandError(
      {
        'zh-CN': `种类为 ${definition.kind} 的定义不能模拟`,
        en: `A ${definition.kind} cannot be simulated`,
      },
      2,
    );
  return { definition };
}

function storedFor(definition: Document): Stored[] | Refused {
  const found: Stored[] = [];
  for (const { scenario, file } of scenariosOf(definition)) {
    const read = readScenario(JSON.stringify(scenario), file);
    if ('problems' in read) return read;
    found.push({ ...read, file, locate: nowhere });
  }
  return found;
}

/** One that stands within a definition, whose text is not at hand as a file of its own. */
const nowhere: Locate = () => ({ line: 1, column: 1 });

function play({ definition, documents }: Input, { scenario, file, locate }: Stored): Report | Refused {
  try {
    return playScenario(definition, scenario, documents);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const { pointer = '', reason = '' } = error.details;
    const message = {
      'zh-CN': `场景文件有误：${String(reason)}`,
      en: `The scenario is not valid: ${String(reason)}`,
    };
    const about = { code: 'scenario-invalid', file, pointer: String(pointer) };
    return { problems: [{ ...about, severity: 'error', ...locate(String(pointer)), message }] };
  }
}

function refuse(problems: Problem[], options: Record<string, unknown>, language: Language): number {
  if (options.json) printJson({ ok: false, problems });
  else printProblems(problems, language);
  return 2;
}

/** One report as it is; of several a list. */
function print(reports: Report[], options: Record<string, unknown>, language: Language): void {
  if (options.json) return printJson(reports.length === 1 ? reports[0] : reports);
  for (const report of reports) {
    process.stdout.write(`${report.ok ? '✓' : '✗'} ${report.scenario}\n`);
    for (const check of report.checks.filter(({ ok }) => !ok)) {
      const [expected, actual] = [JSON.stringify(check.expected), JSON.stringify(check.actual)];
      process.stdout.write(
        language === 'en'
          ? `    step ${check.step}, ${check.field}: expected ${expected}, was ${actual}\n`
          : `    第 ${check.step} 步 ${check.field}：应为 ${expected}，实为 ${actual}\n`,
      );
    }
  }
}
