// Installs the packages of package-lock.json when node_modules does not hold exactly them.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from './lock.mjs';

export async function install(root, log) {
  if (isInstalled(root)) return;
  await withLock(join(root, 'var', 'install.lock'), () => {
    if (isInstalled(root)) return;
    log('Installing packages (npm ci), about a minute the first time …');
    const npm = spawnSync('npm', ['ci', '--include=dev', '--no-audit', '--no-fund'], {
      cwd: root,
      stdio: ['ignore', 2, 2],
      shell: process.platform === 'win32',
    });
    if (npm.error) throw new Error('npm was not found; install Node.js 20.19 or newer together with npm.');
    if (npm.status !== 0) throw new Error('The packages could not be installed; npm says why above.');
  });
}

/** Compares contents, not times: a checkout changes the times of files that are the same. */
function isInstalled(root) {
  const installed = packagesOf(join(root, 'node_modules', '.package-lock.json'));
  const wanted = packagesOf(join(root, 'package-lock.json'));
  return Object.entries(wanted).every(
    ([path, { version, optional }]) => path === '' || optional || installed[path]?.version === version,
  );
}

function packagesOf(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : {};
}
