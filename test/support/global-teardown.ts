import { stopServers } from './global-setup';

export default async function globalTeardown(): Promise<void> {
  const servers = await globalThis.guanxiTestServers;
  globalThis.guanxiTestServers = undefined;
  if (servers) await stopServers(servers);
}
