import { createServer } from 'node:net';
import { readJson, writeJson } from './files';

const WEB_PORT = 3000;
const TRIED = 50;

/** A free port for an embedded part: the one it had last time when that is still free. */
export async function rememberedPort(file: string, part: string): Promise<number> {
  const ports = readJson<Record<string, number>>(file) ?? {};
  const last = ports[part];
  const port = last && (await isFree(last)) ? last : await anyFreePort();
  writeJson(file, { ...readJson<Record<string, number>>(file), [part]: port });
  return port;
}

/** The wanted web port, else the next free one; 0 means any free one. */
export async function webPort(wanted: number | null): Promise<number> {
  if (wanted === 0) return anyFreePort();
  const first = wanted ?? WEB_PORT;
  for (let port = first; port < first + TRIED && port < 65_536; port++) {
    if (await isFree(port)) return port;
  }
  return anyFreePort();
}

export async function anyFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('No port')),
      );
    });
  });
}

async function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
