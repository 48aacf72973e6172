import { checkFiles } from './definition-files';
import { answering, languageOf, printJson, printProblems } from './output';

/** `guanxi validate <file…>`: 0 = fine (warnings allowed), 1 = an error, 2 = a file cannot be read. */
export function run(args: string[], options: Record<string, unknown>): Promise<number> {
  return answering(options, args.join(' '), () => check(args, options));
}

function check(args: string[], options: Record<string, unknown>): number {
  const problems = checkFiles(args);
  const ok = problems.every(({ severity }) => severity !== 'error');
  if (options.json) printJson({ ok, problems });
  else {
    printProblems(problems, languageOf(options));
    if (ok) process.stdout.write(languageOf(options) === 'en' ? 'No errors.\n' : '没有错误。\n');
  }
  return ok ? 0 : 1;
}
