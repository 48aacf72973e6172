import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { guanxi, type StartedSystem } from '../support/system';

/** The standard policy, but sending at any hour of any day: a test cannot wait for Monday morning. */
export async function allDayPolicy(system: StartedSystem): Promise<void> {
  const shipped = JSON.parse(
    readFileSync(join(__dirname, '../../definitions/dunning/standard.json'), 'utf8'),
  ) as object; // our own file
  const file = join(mkdtempSync(join(tmpdir(), 'guanxi-policy-')), 'standard.json');
  writeFileSync(
    file,
    JSON.stringify({ ...shipped, version: 9, send: { window: ['00:00', '24:00'], onClosedDay: 'send' } }),
  );
  const token = guanxi(['token', '--user', 'admin', '--data', system.dataDir]);
  await token.exit;
  const deploy = guanxi([
    'deploy',
    file,
    '--data',
    system.dataDir,
    '--token',
    /gx_\S+/.exec(token.output())?.[0] ?? '',
  ]);
  if ((await deploy.exit) !== 0) throw new Error(deploy.output());
}
