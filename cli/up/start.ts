import { SEARCH_ATTRIBUTES } from '../../workflows/messages';
import type { Place } from '../running';
import type { Wanted } from '../up';
import { fillDatabase } from './company';
import { placeOf, requireDatabase, requireTemporal } from './outside';
import { apiPart, mailPart, postgresPart, temporalPart, workerPart } from './parts';
import type { Paths } from './paths';
import { rememberedPort, webPort } from './ports';
import { ensureDatabase, postgresUrl } from './postgres';
import { prepareDatabase } from './schema';
import { registerSearchAttributes } from './search-attributes';
import type { System } from './system';
import { announce, type Terminal } from './terminal';

/** Starts what the environment does not bring, in the order in which the parts need each other. */
export async function startAll(
  paths: Paths,
  wanted: Wanted,
  terminal: Terminal,
  system: System,
): Promise<Place> {
  const databaseUrl = await startPostgres(paths, terminal, system);
  await terminal.step('Database schema', () => prepareDatabase(databaseUrl));
  const company = wanted.demo ? 'Demo company 华东仪器' : 'Administrator';
  const accounts = await terminal.step(company, () => fillDatabase(databaseUrl, wanted.demo, terminal.say));
  const temporalNamespace = process.env['TEMPORAL_NAMESPACE'] || 'default';
  const temporalAddress = await startTemporal(paths, temporalNamespace, terminal, system);
  const smtpUrl = await startMail(paths, databaseUrl, terminal, system);
  const port = await choosePort(wanted.port, terminal);
  const url = process.env['GUANXI_PUBLIC_URL'] || `http://127.0.0.1:${port}`;
  const env = {
    DATABASE_URL: databaseUrl,
    TEMPORAL_ADDRESS: temporalAddress,
    TEMPORAL_NAMESPACE: temporalNamespace,
    SMTP_URL: smtpUrl,
    GUANXI_PUBLIC_URL: url,
    GUANXI_DATA: paths.data,
  };
  await terminal.step('Worker', () => system.start(workerPart(paths, env)));
  await terminal.step('API and web', () => system.start(apiPart(paths, port, env)));
  const mailIsOurs = !process.env['SMTP_URL'];
  terminal.say(announce({ url, dataDir: paths.data, demo: wanted.demo, accounts, mailIsOurs }));
  return { url, databaseUrl, temporalAddress, temporalNamespace, smtpUrl, dataDir: paths.data };
}

async function startPostgres(paths: Paths, terminal: Terminal, system: System): Promise<string> {
  const outside = process.env['DATABASE_URL'];
  if (outside) {
    await terminal.step('PostgreSQL of DATABASE_URL', () => requireDatabase(outside));
    return outside;
  }
  const port = await rememberedPort(paths.ports, 'postgres');
  await terminal.step('PostgreSQL', async () => {
    await system.start(await postgresPart(paths, port));
    await ensureDatabase(port, 'guanxi');
  });
  return postgresUrl(port);
}

async function startTemporal(
  paths: Paths,
  namespace: string,
  terminal: Terminal,
  system: System,
): Promise<string> {
  const outside = process.env['TEMPORAL_ADDRESS'];
  const address = outside || `127.0.0.1:${await rememberedPort(paths.ports, 'temporal')}`;
  const port = Number(address.split(':').at(-1));
  await terminal.step(outside ? 'Temporal of TEMPORAL_ADDRESS' : 'Temporal', async () => {
    if (outside) await requireTemporal(outside, namespace);
    else await system.start(temporalPart(paths, port, terminal.say));
    await registerSearchAttributes(address, namespace, SEARCH_ATTRIBUTES);
  });
  return address;
}

async function startMail(
  paths: Paths,
  databaseUrl: string,
  terminal: Terminal,
  system: System,
): Promise<string> {
  const outside = process.env['SMTP_URL'];
  if (outside) {
    terminal.say(`✓ Mail goes to ${placeOf(outside, 'SMTP_URL')}`);
    return outside;
  }
  const port = await rememberedPort(paths.ports, 'mail');
  await terminal.step('Mail server', () =>
    system.start(mailPart(paths, port, { DATABASE_URL: databaseUrl })),
  );
  return `smtp://127.0.0.1:${port}`;
}

async function choosePort(wanted: number | null, terminal: Terminal): Promise<number> {
  const port = await webPort(wanted);
  if (wanted !== 0 && port !== (wanted ?? 3000))
    terminal.say(`Port ${wanted ?? 3000} is taken; using ${port}.`);
  return port;
}
