import { checkFiles } from './definition-files';
import { languageOf, printJson, printProblems } from './output';

/** `guanxi validate <file…>`: 0 = fine (warnings allowed), 1 = an error, 2 = a file cannot be read. */
export async function run(args: string[], options: Record<string, unknown>): Promise<number> {
  const problems = checkFiles(args);
  const ok = problems.every(({ severity }) => severity !== 'error');
  if (options.json) printJson({ ok, problems });
  else {
    printProblems(problems, languageOf(options));
    if (ok) process.stdout.write(languageOf(options) === 'en' ? 'No errors.\n' : '没有错误。\n');
  }
  return Promise.resolve(ok ? 0 : 1);
}
