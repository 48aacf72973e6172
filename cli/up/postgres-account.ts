import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { CommandError } from '../command-error';
import type { Command } from './child';

/** As whom PostgreSQL runs: it refuses to run as root. */
export interface Account {
  uid?: number;
  gid?: number;
  wrap(file: string, args: string[]): Command;
}

interface Identity {
  uid: number;
  gid: number;
}

const CANDIDATES = ['postgres', 'nobody'];

/**
 * An ordinary user runs PostgreSQL as himself. For root it is the system's `postgres` user, or `nobody`; when that one
 * cannot reach the folders (a checkout under /root), the process keeps the single right to walk through directories.
 */
export function accountForRoot(directory: string, program: string): Account {
  if (process.getuid?.() !== 0) return { wrap: (file, args) => ({ file, args }) };
  const owner = ownerOf(directory);
  if (owner && owner.uid !== 0) return { ...owner, wrap: wrapFor(owner, directory, program) };
  const user = CANDIDATES.find((name) => idOf('-u', name) !== null);
  if (!user)
    throw new CommandError({
      'zh-CN': 'PostgreSQL 不能以 root 运行，而系统中没有用户 postgres 或 nobody。',
      en: 'PostgreSQL does not run as root, and there is no user postgres or nobody to run it as.',
    });
  const uid = idOf('-u', user) ?? 0;
  const gid = idOf('-g', user) ?? 0;
  mkdirSync(dirname(directory), { recursive: true });
  return { uid, gid, wrap: wrapFor({ uid, gid }, directory, program) };
}

/** Whoever made the data goes on to own it. */
function ownerOf(directory: string): Identity | null {
  const found = statSync(directory, { throwIfNoEntry: false });
  return found ? { uid: found.uid, gid: found.gid } : null;
}

function wrapFor({ uid, gid }: Identity, directory: string, program: string): Account['wrap'] {
  const reachable = canReach(program, uid, gid) && canReach(dirname(directory), uid, gid);
  if (reachable) return (file, args) => ({ file, args, uid, gid });
  return (file, args) => withRightToWalk({ uid, gid }, file, args);
}

function withRightToWalk({ uid, gid }: Identity, file: string, args: string[]): Command {
  if (spawnSync('setpriv', ['--version']).status !== 0) {
    throw new CommandError({
      'zh-CN': `PostgreSQL 不能以 root 运行，而用户 ${uid} 无法读取 ${dirname(file)}：请把项目放在所有用户可读的位置。`,
      en: `PostgreSQL does not run as root, and user ${uid} cannot read ${dirname(file)}; put the project where every user may read it.`,
    });
  }
  // without the secure bit access() would not know the right, and initdb asks it
  const rights = [
    '--securebits',
    '+no_setuid_fixup',
    '--inh-caps',
    '-all,+dac_override',
    '--ambient-caps',
    '-all,+dac_override',
  ];
  const identity = ['--reuid', String(uid), '--regid', String(gid), '--clear-groups'];
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
