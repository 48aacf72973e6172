import type { Problem } from '../domain/definition/problem';

/** Stops a command with one sentence for the person at the terminal; cli/main.ts prints it without a stack trace. */
export class CommandError extends Error {
  constructor(
    readonly sentence: Problem['message'],
    readonly exitCode = 1,
    /** Which of the files it is about, where that is known. */
    readonly file?: string,
  ) {
    super(sentence.en);
    this.name = 'CommandError';
  }
}

export function noAnswer(url: string): CommandError {
  return new CommandError({ 'zh-CN': `${url} 没有应答。`, en: `${url} does not answer.` }, 2);
}
