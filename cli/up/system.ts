import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { release, remember } from './claim';
import { Service, type ServiceSpec } from './child';
import type { Guarded } from './guard';
import type { Paths } from './paths';

/** Who is stopped with whom: first who takes requests, then who works on them, last who keeps the data. */
const STOP_ORDER = [['api'], ['worker'], ['mail', 'temporal'], ['postgres']];

/** The running parts of one data directory, and the guard that stops them should we die. */
export class System {
  private readonly services = new Map<string, Service>();
  private guard: ChildProcess;
  private stopping = false;

  /** `changed` is told whenever a process was started or ended. */
  constructor(
    private readonly paths: Paths,
    private readonly say: (line: string) => void,
    private readonly changed: () => void,
  ) {
    this.guard = this.startGuard();
  }

  async start(spec: ServiceSpec): Promise<void> {
    if (this.stopping) return;
    const service = new Service(spec, (note) => {
      if (note) this.say(note);
      this.publish();
    });
    this.services.set(spec.name, service);
    this.publish();
    await service.ready();
  }

  pids(): Record<string, number> {
    const pids: Record<string, number> = { supervisor: process.pid };
    for (const [name, service] of this.services) {
      const id = service.process();
      if (id) pids[name] = id.pid;
    }
    return pids;
  }

  async stop(): Promise<void> {
    this.stopping = true;
    for (const stage of STOP_ORDER) {
      await Promise.all(stage.map(async (name) => this.services.get(name)?.stop()));
    }
    this.services.clear();
    this.publish();
    if (this.guard.connected) this.guard.disconnect();
    release(this.paths);
  }

  private publish(): void {
    const stages = STOP_ORDER.map((names) => names.flatMap((name) => guardedOf(this.services.get(name))));
    remember(this.paths, stages);
    if (this.guard.connected) this.guard.send(stages);
    if (!this.stopping) this.changed();
  }

  private startGuard(): ChildProcess {
    const stdio = ['ignore', 'ignore', 'ignore', 'ipc'] as const;
    const guard = fork(join(__dirname, 'guard.js'), { detached: true, cwd: '/', stdio: [...stdio] });
    guard.on('error', () => undefined);
    guard.once('exit', () => {
      if (this.stopping) return;
      this.guard = this.startGuard();
      this.publish();
    });
    return guard;
  }
}

function guardedOf(service: Service | undefined): Guarded[] {
  const id = service?.process();
  return service && id ? [{ id, ...service.spec.stop }] : [];
}
