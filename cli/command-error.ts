/** Stops a command with one sentence for the person at the terminal; cli/main.ts prints it without a stack trace. */
export class CommandError extends Error {
  constructor(
    sentence: string,
    readonly exitCode = 1,
  ) {
    super(sentence);
    this.name = 'CommandError';
  }
}
