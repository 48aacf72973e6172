import { DomainError, titleOf } from '../domain/errors';
import { unplaced, type Problem } from '../domain/definition/problem';
import { CommandError } from './command-error';

export type Language = 'zh-CN' | 'en';

/** The language of the person at the terminal. */
export function languageOf(options: Record<string, unknown>): Language {
  const wanted =
    typeof options.lang === 'string' ? options.lang : (process.env['LC_ALL'] ?? process.env['LANG'] ?? '');
  return /^zh/i.test(wanted) ? 'zh-CN' : 'en';
}

/** What went wrong, for the person at the terminal: what has a text in the catalogue of errors in their language, with its code. */
export function sentenceOf(error: unknown, language: Language): string {
  if (error instanceof CommandError) return error.sentence[language];
  if (error instanceof DomainError)
    return [
      `${error.code}: ${titleOf(error.code)[language]}`,
      ...error.fields.map(({ pointer, message }) => `${pointer}: ${message[language]}`),
    ].join('\n  ');
  return (error instanceof Error && error.message.split('\n')[0]) || String(error);
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

/** With `--json` a program reads standard output: what stops the command is a problem there too. */
export async function answering(
  options: Record<string, unknown>,
  file: string,
  run: () => number | Promise<number>,
): Promise<number> {
  try {
    return await run();
  } catch (error) {
    if (!options.json || !(error instanceof CommandError)) throw error;
    const about = {
      code: 'bad-input',
      severity: 'error',
      file: error.file ?? file,
      pointer: '',
      message: error.sentence,
    } as const;
    printJson({ ok: false, problems: [unplaced(about)] });
    return error.exitCode;
  }
}
