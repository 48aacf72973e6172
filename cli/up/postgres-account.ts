import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { CommandError } from '../command-error';
import type { Command } from './child';

/** As whom PostgreSQL runs: it refuses to run as root. */
export interface Account {
  uid?: number;
  gid?: number;
  wrap(file: string, args: string[]): Command;
}

const CANDIDATES = ['postgres', 'nobody'];

/**
 * An ordinary user runs PostgreSQL as himself. For root it is the system's `postgres` user, or `nobody`; when that one
 * cannot reach the folders (a checkout under /root), the process keeps the single right to walk through directories.
 */
export function accountForRoot(directory: string, program: string): Account {
  if (process.getuid?.() !== 0) return { wrap: (file, args) => ({ file, args }) };
  const user = CANDIDATES.find((name) => idOf('-u', name) !== null);
  if (!user)
    throw new CommandError(
      'PostgreSQL does not run as root, and there is no user postgres or nobody to run it as.',
    );
  const uid = idOf('-u', user) ?? 0;
  const gid = idOf('-g', user) ?? 0;
  mkdirSync(dirname(directory), { recursive: true });
  if (existsSync(directory)) chownSync(directory, uid, gid);
  const reachable = canReach(program, uid, gid) && canReach(dirname(directory), uid, gid);
  if (reachable) return { uid, gid, wrap: (file, args) => ({ file, args, uid, gid }) };
  return { uid, gid, wrap: (file, args) => withRightToWalk(user, file, args) };
}

function withRightToWalk(user: string, file: string, args: string[]): Command {
  if (spawnSync('setpriv', ['--version']).status !== 0) {
    throw new CommandError(
      `The user ${user} cannot read ${dirname(file)}; put the project where every user may read it.`,
    );
  }
  const rights = ['--inh-caps', '-all,+dac_override', '--ambient-caps', '-all,+dac_override'];
  const identity = ['--reuid', user, '--regid', String(idOf('-g', user)), '--clear-groups'];
  return { file: 'setpriv', args: [...identity, ...rights, file, ...args] };
}

function canReach(path: string, uid: number, gid: number): boolean {
  return spawnSync('test', ['-x', path], { uid, gid, cwd: '/' }).status === 0;
}

function idOf(option: '-u' | '-g', user: string): number | null {
  try {
    return Number(
      execFileSync('id', [option, user], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
    );
  } catch {
    return null;
  }
}
