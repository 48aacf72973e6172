import { Command, CommanderError } from 'commander';
import { CommandError } from './command-error';
import { languageOf, sentenceOf, type Language } from './output';

export type Options = Record<string, unknown>;
export interface Subcommand {
  run(args: string[], options: Options): Promise<number>;
}

/** Parses the command line, loads only the subcommand that was asked for, and ends with its exit code. */
export async function main(argv: string[]): Promise<void> {
  process.stdout.on('error', stopPrinting);
  try {
    await createProgram().parseAsync(argv);
  } catch (error) {
    process.exitCode = report(error, languageOf({}));
  }
}

function createProgram(): Command {
  const program = new Command('guanxi')
    .description('Guanxi (关系): processes for customer work')
    .exitOverride();
  addSystemCommands(program);
  addMigration(program);
  addDefinitionCommands(program);
  return program;
}

function addSystemCommands(program: Command): void {
  program
    .command('up')
    .description('start the whole system: PostgreSQL, Temporal, mail server, worker, API and web')
    .option('--data <directory>', 'where the data is kept (default: var in the project)')
    .option('--port <number>', 'web port; 0 takes any free one')
    .option('--ready-file <file>', 'written as JSON when everything is ready')
    .option('--no-demo', 'start empty, without the demo company')
    .action(runs(() => import('./up')));
  program
    .command('token')
    .description('print a new API token of an employee, or revoke one')
    .option('--user <login>', 'whose rights the token has')
    .option('--name <name>', 'what it is for')
    .option('--list', 'list the tokens that are good, of --user or of everybody')
    .option('--revoke <id>', 'end a token')
    .option('--data <directory>', 'data directory of the running system')
    .action(runs(() => import('./token')));
  program
    .command('doctor')
    .description('check the invariants of a system')
    .option('--check', 'exit 1 when an invariant is broken')
    .option('--data <directory>', 'data directory of the running system')
    .option('--json', 'print the findings as JSON')
    .action(runs(() => import('./doctor')));
  program
    .command('repair')
    .argument('<case>', 'id of the process or of its workflow')
    .description('carry on a case whose workflow cannot go on; without --apply only say what would be done')
    .option('--apply', 'do it')
    .option('--no-signals', 'without what came since its last commit')
    .option('--data <directory>', 'data directory of the running system')
    .action(runs(() => import('./repair')));
  program
    .command('history')
    .argument('<workflow>', 'id of the workflow, as Temporal shows it')
    .description('print the history of a workflow as JSON, with every value readable')
    .option('--data <directory>', 'data directory of the running system')
    .action(runs(() => import('./history')));
  program
    .command('setup')
    .description('prepare the database and Temporal of DATABASE_URL and TEMPORAL_ADDRESS for workers and API')
    .option('--data <directory>', 'data directory of the running system')
    .action(runs(() => import('./setup')));
  program
    .command('seed')
    .description('load the demo company')
    .option('--data <directory>', 'data directory of the running system')
    .action(runs(() => import('./seed')));
}

function addMigration(program: Command): void {
  program
    .command('migrate')
    .argument('[process]', 'move live instances of this process to another version')
    .description('bring the database schema up to date, or move live instances to another version')
    .option('--to <version>', 'published version that they move to')
    .option('--from <version>', 'only those of this version')
    .option('--map <names>', 'old=new,stage/step=other/step; or "suggested", which needs --from')
    .option('--timers <rule>', 'keep or recompute (default: as the version declares)')
    .option('--reason <text>', 'why, for the audit')
    .option('--dry-run', 'only say which can move, and why the others cannot')
    .option('--url <url>', 'address of the system (default: the running one)')
    .option('--token <token>', 'API token of an administrator (or GUANXI_TOKEN)')
    .option('--json', 'print the results as JSON')
    .option('--lang <language>', 'zh-CN or en (default: the language of the terminal)')
    .option('--data <directory>', 'data directory of the running system')
    .action(runs(() => import('./migrate')));
}

function addDefinitionCommands(program: Command): void {
  program
    .command('validate')
    .argument('<file...>', 'definition files')
    .description('check definitions')
    .option('--json', 'print the problems as JSON')
    .option('--lang <language>', 'zh-CN or en (default: the language of the terminal)')
    .action(runs(() => import('./validate')));
  program
    .command('simulate')
    .argument('<definition>', 'a definition file or key')
    .description('run the scenarios of a definition on a virtual clock')
    .option('--scenario <file>', 'only this scenario')
    .option('--json', 'print timeline and checks as JSON')
    .option('--lang <language>', 'zh-CN or en (default: the language of the terminal)')
    .action(runs(() => import('./simulate')));
  program
    .command('diagram')
    .argument('<definition>', 'a definition file or key')
    .description('print a process as a Mermaid or BPMN diagram')
    .option('--format <format>', 'mermaid or bpmn (default: mermaid)')
    .option('--lang <language>', 'zh-CN or en (default: the language of the terminal)')
    .action(runs(() => import('./diagram')));
  program
    .command('diff')
    .argument('<left>', 'a definition file or key')
    .argument('<right>', 'a definition file or key')
    .description('say in sentences what the second definition changes of the first')
    .option('--json', 'print the changes as JSON')
    .option('--lang <language>', 'zh-CN or en (default: the language of the terminal)')
    .action(runs(() => import('./diff')));
  program
    .command('deploy')
    .argument('<file...>', 'definition files')
    .description('publish new versions into the running system')
    .option('--url <url>', 'address of the system (default: the running one)')
    .option('--token <token>', 'API token of an administrator (or GUANXI_TOKEN)')
    .option('--dry-run', 'check and play the scenarios, as publishing would, and publish nothing')
    .option('--data <directory>', 'data directory of the running system')
    .option('--json', 'print the results as JSON')
    .action(runs(() => import('./deploy')));
}

/** Commander passes the positional arguments, then the options, then the command itself. */
function runs(load: () => Promise<Subcommand>) {
  return async (...received: unknown[]): Promise<void> => {
    const args = received.slice(0, -2).flat().map(String);
    // by commander's contract the last but one is the parsed options
    const options = received.at(-2) as Options;
    const subcommand = await load();
    try {
      process.exitCode = await subcommand.run(args, options);
    } catch (error) {
      process.exitCode = report(error, languageOf(options));
    }
  };
}

/** Whoever read what is printed has read enough, as `head` does. */
function stopPrinting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
}

function report(error: unknown, language: Language): number {
  // commander has printed its own message already
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  process.stderr.write(`guanxi: ${sentenceOf(error, language)}\n`);
  if (process.env['GUANXI_DEBUG'] && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  return error instanceof CommandError ? error.exitCode : 1;
}
