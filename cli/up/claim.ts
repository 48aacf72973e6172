import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { CommandError } from '../command-error';
import { readJson, writeJson } from './files';
import type { Guarded } from './guard';
import type { Paths } from './paths';
import { end, identify, isAlive, type ProcessId } from './processes';

/** What the lock file of a data directory holds: its supervisor and the processes that belong to it, in stop order. */
interface Claim {
  supervisor: ProcessId;
  stages: Guarded[][];
}

/** Takes the data directory for this process. A dead owner's processes are ended first, so that ports and files are free. */
export async function claim(paths: Paths): Promise<void> {
  makeFolders(paths);
  const previous = readJson<Claim>(paths.lock);
  if (previous && isAlive(previous.supervisor)) {
    throw new CommandError({
      'zh-CN': `Guanxi 已在 ${paths.data} 上运行（进程 ${previous.supervisor.pid}），请先停止它。`,
      en: `Guanxi already runs on ${paths.data} (process ${previous.supervisor.pid}); stop that one first.`,
    });
  }
  for (const stage of previous?.stages ?? []) {
    await Promise.all(stage.map(({ id, signal, patience }) => end(id, signal, patience)));
  }
  rmSync(paths.lock, { force: true });
  const mine: Claim = { supervisor: identify(process.pid), stages: [] };
  try {
    writeFileSync(paths.lock, JSON.stringify(mine), { flag: 'wx', mode: 0o600 });
  } catch {
    throw new CommandError({
      'zh-CN': `有人正在 ${paths.data} 上启动 Guanxi。`,
      en: `Somebody else is just starting Guanxi on ${paths.data}.`,
    });
  }
}

export function remember(paths: Paths, stages: Guarded[][]): void {
  writeJson(paths.lock, { supervisor: identify(process.pid), stages } satisfies Claim);
}

export function release(paths: Paths): void {
  rmSync(paths.running, { force: true });
  rmSync(paths.lock, { force: true });
}

function makeFolders(paths: Paths): void {
  try {
    mkdirSync(paths.logs, { recursive: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandError({
      'zh-CN': `无法写入数据目录 ${paths.data}：${reason}`,
      en: `The data directory ${paths.data} cannot be written: ${reason}`,
    });
  }
}
