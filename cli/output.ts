import type { Problem } from '../domain/definition/problem';

export type Language = 'zh-CN' | 'en';

/** The language of the person at the terminal. */
export function languageOf(options: Record<string, unknown>): Language {
  const wanted =
    typeof options.lang === 'string' ? options.lang : (process.env['LC_ALL'] ?? process.env['LANG'] ?? '');
  return /^zh/i.test(wanted) ? 'zh-CN' : 'en';
}

export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

export function printProblems(problems: Problem[], language: Language): void {
  for (const { file, line, column, severity, code, message, hint } of problems) {
    process.stdout.write(
      `${file}:${line}:${column} ${severity} ${code}: ${message[language]}${hint ? ` (${hint})` : ''}\n`,
    );
  }
}
