import type { SourceRange } from '../expression/expression';
import { MESSAGES } from './messages';
import type { Words } from './syntaxWords';

export type ProblemCode = keyof typeof MESSAGES;

/** Something wrong with a document, before it is known where in the text it stands. */
export interface Finding {
  code: ProblemCode;
  severity: 'error' | 'warning';
  /** JSON Pointer into the document. */
  pointer: string;
  /** Characters within the expression that stands there. */
  range?: SourceRange;
  /** What fills the gaps of its message: the same in both languages, or said in each. */
  params: Record<string, string | Words>;
  hint?: string;
}

export interface Problem {
  code: string;
  severity: 'error' | 'warning';
  file: string;
  pointer: string;
  /** From 1. */
  line: number;
  column: number;
  range?: SourceRange;
  message: { 'zh-CN': string; en: string };
  hint?: string;
}

/** A problem of a whole document, or of one whose text is not at hand: it stands at the beginning. */
export function unplaced(problem: Omit<Problem, 'line' | 'column'>): Problem {
  return { ...problem, line: 1, column: 1 };
}

/** What may be meant as it stands: it goes well with the right values, and is an incident with others. */
const WARNINGS: ReadonlySet<ProblemCode> = new Set([
  'wait-without-timeout',
  'untyped-value',
  'possibly-missing',
  'never-equal',
  'hidden-required',
  'not-in-process',
  'group-without-people',
  'unknown-employee',
  'rules-without-default',
  'may-mean-nobody',
  'no-task-here',
  'reopen-without-repeat',
  'another-outcome-title',
]);

export function finding(
  code: ProblemCode,
  pointer: string,
  params: Finding['params'] = {},
  more: Pick<Finding, 'range' | 'hint'> = {},
): Finding {
  return { code, severity: WARNINGS.has(code) ? 'warning' : 'error', pointer, params, ...more };
}

/** What is certainly wrong hides what follows from it; a warning hides nothing. */
export function hasErrors(findings: Finding[]): boolean {
  return findings.some(({ severity }) => severity === 'error');
}

/** The first, and of the second what is not about the same places, unless it is worse. */
export function withMore(found: Finding[], more: Finding[]): Finding[] {
  const isTold = (one: Finding) => found.some(({ pointer }) => pointer.startsWith(one.pointer));
  return [...found, ...more.filter((one) => one.severity === 'error' || !isTold(one))];
}

export function messageOf({ code, params }: Finding): Problem['message'] {
  const fill = (language: keyof Words) =>
    MESSAGES[code][language].replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = params[name] ?? '';
      return typeof value === 'string' ? value : value[language];
    });
  return { 'zh-CN': fill('zh-CN'), en: fill('en') };
}

/** A JSON Pointer made of its parts. */
export function pointer(...parts: (string | number)[]): string {
  return parts.map((part) => `/${String(part).replace(/~/g, '~0').replace(/\//g, '~1')}`).join('');
}

/** The known name that is closest to a mistyped one, for a hint. */
export function closest(name: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Math.max(2, Math.floor(name.length / 3)) + 1;
  for (const candidate of known) {
    // each letter more is a change
    if (Math.abs(candidate.length - name.length) >= least) continue;
    const distance = editDistance(name, candidate);
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
