// Run after `npm install` when package-lock.json changed. A registry mirror that lacks the binaries of other platforms
// makes npm leave them out of the lock, and then `npm ci` refuses it everywhere. This writes what the packages
// themselves declare; npm never fetches a binary whose platform is not its own.
import { readFileSync, writeFileSync } from 'node:fs';

const file = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(file, 'utf8'));
const SYSTEMS = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
];
const PROCESSORS = [
  'arm64',
  'arm',
  'ia32',
  'loong64',
  'mips64el',
  'ppc64',
  'riscv64',
  's390x',
  'wasm32',
  'x64',
];
const added = [];

for (const [path, { optionalDependencies = {}, dev }] of Object.entries(lock.packages)) {
  for (const [name, range] of Object.entries(optionalDependencies)) {
    if (isLocked(path, name)) continue;
    lock.packages[`node_modules/${name}`] = {
      version: range.replace(/^[^\d]*/, ''),
      ...(dev && { dev }),
      ...platform(name),
    };
    added.push(name);
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(added.length === 0 ? 'Nothing was missing.' : `Added ${added.length}: ${added.join(', ')}`);

/** As Node resolves: beside the package that asks, then in each folder above. */
function isLocked(path, name) {
  for (let folder = path; ; folder = folder.replace(/\/?(node_modules\/)?(@[^/]+\/)?[^/]+$/, '')) {
    if (lock.packages[`${folder}${folder && '/'}node_modules/${name}`]) return true;
    if (!folder) return false;
  }
}

/** The platform stands in the name: @scope/tool-linux-arm-gnueabihf. */
function platform(name) {
  const words = name.split(/[/-]/).map((word) => (/^arm/.test(word) && word !== 'arm64' ? 'arm' : word));
  words.push(...words.filter((word) => word === 'windows').map(() => 'win32'));
  const os = SYSTEMS.filter((system) => words.includes(system));
  const cpu = PROCESSORS.filter((processor) => words.includes(processor));
  if (os.length + cpu.length === 0)
    throw new Error(`${name} is missing and its platform cannot be told; run npm install again.`);
  return { ...(cpu.length > 0 && { cpu }), optional: true, ...(os.length > 0 && { os }) };
}
