import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { release, remember } from './claim';
import { startService, type Service, type ServiceSpec } from './child';
import type { Guarded } from './guard';
import type { Paths } from './paths';

/** Who is stopped with whom: first who takes requests, then who works on them, last who keeps the data. */
const STOP_ORDER = [['api'], ['worker'], ['mail', 'temporal'], ['postgres']];

export interface System {
  start(spec: ServiceSpec): Promise<void>;
  pids(): Record<string, number>;
  stop(): Promise<void>;
}

/** The running parts of one data directory. `changed` is told whenever a process was started or ended. */
export function createSystem(paths: Paths, say: (line: string) => void, changed: () => void): System {
  const services = new Map<string, Service>();
  let guard = startGuard();
  let stopping = false;

  return { start, pids, stop };

  async function start(spec: ServiceSpec): Promise<void> {
    if (stopping) return;
    const service = startService(spec, (note) => {
      if (note) say(note);
      publish();
    });
    services.set(spec.name, service);
    publish();
    await service.ready();
  }

  function pids(): Record<string, number> {
    const running = [...services.values()].flatMap((service) => {
      const id = service.process();
      return id ? [[service.name, id.pid] as const] : [];
    });
    return { supervisor: process.pid, ...Object.fromEntries(running) };
  }

  async function stop(): Promise<void> {
    stopping = true;
    for (const stage of STOP_ORDER) {
      await Promise.all(stage.map((name) => services.get(name)?.stop()));
    }
    services.clear();
    publish();
    guard.disconnect();
    release(paths);
  }

  function publish(): void {
    const stages = STOP_ORDER.map((names) => names.flatMap((name) => guardedOf(services.get(name))));
    remember(paths, stages);
    if (guard.connected) guard.send(stages);
    if (!stopping) changed();
  }

  function startGuard(): ChildProcess {
    const child = fork(join(__dirname, 'guard.js'), { detached: true, cwd: '/', stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    child.once('exit', () => {
      if (stopping) return;
      guard = startGuard();
      publish();
    });
    return child;
  }
}

function guardedOf(service: Service | undefined): Guarded[] {
  const id = service?.process();
  return service && id ? [{ id, ...service.spec.stop }] : [];
}
