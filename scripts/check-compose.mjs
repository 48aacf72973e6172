// docker-compose.yml cannot be started on a machine without containers, so at least its sense is checked: it parses,
// images have exact versions, what runs is watched, dependencies exist and wait for health, programs are there.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const problems = [];
const {
  services,
  volumes = {},
  configs = {},
  ...rest
} = parse(readFileSync(join(root, 'docker-compose.yml'), 'utf8'), {
  merge: true,
});
const SERVICE_KEYS = new Set(
  'build image init restart environment command entrypoint volumes configs ports depends_on deploy healthcheck stop_grace_period'.split(
    ' ',
  ),
);
const CONDITIONS = new Set(['service_healthy', 'service_completed_successfully']);
/** Ours are reached from outside; Temporal's page is for support and has no state. */
const UNWATCHED = new Set(['temporal-ui']);

for (const key of Object.keys(rest))
  if (key !== 'name' && !key.startsWith('x-')) say('file', `unknown key ${key}`);
for (const [name, service] of Object.entries(services)) checkService(name, service);
for (const wanted of ['postgres', 'temporal', 'temporal-ui', 'mail', 'worker', 'api']) {
  if (!services[wanted]) say(wanted, 'is missing');
}
for (const scaled of ['worker', 'api']) {
  if (!(services[scaled]?.deploy?.replicas > 1)) say(scaled, 'has no replicas');
}
if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exitCode = 1;
}

function checkService(name, service) {
  for (const key of Object.keys(service)) if (!SERVICE_KEYS.has(key)) say(name, `unknown key ${key}`);
  if (!/:\d+\.\d+(\.\d+)?([-.\w]*)$/.test(service.image ?? ''))
    say(name, `image ${service.image} has no exact version`);
  const isJob = service.restart?.startsWith('on-failure');
  if (!isJob && !service.healthcheck && !UNWATCHED.has(name)) say(name, 'has no healthcheck');
  if (service.healthcheck && !Array.isArray(service.healthcheck.test))
    say(name, 'healthcheck.test must be a list');
  for (const [other, { condition }] of Object.entries(service.depends_on ?? {})) {
    if (!services[other]) say(name, `depends on ${other}, which is not there`);
    if (!CONDITIONS.has(condition)) say(name, `waits for ${other} without a condition`);
    if (condition === 'service_healthy' && !services[other]?.healthcheck)
      say(name, `${other} has no health to wait for`);
  }
  for (const volume of service.volumes ?? [])
    if (!(volume.split(':')[0] in volumes)) say(name, `unknown volume ${volume}`);
  for (const { source } of service.configs ?? [])
    if (!(source in configs)) say(name, `unknown config ${source}`);
  for (const port of service.ports ?? [])
    if (!port.startsWith('127.0.0.1:')) say(name, `port ${port} is open to everybody`);
  for (const word of [...(service.command ?? []), ...(service.healthcheck?.test ?? [])])
    checkProgram(name, word);
}

function checkProgram(name, word) {
  if (!/^(bin|dist)\/[\w/.-]+$/.test(word)) return;
  const source = word.replace(/^dist\//, '').replace(/\.js$/, '.ts');
  if (!existsSync(join(root, source))) say(name, `${word} does not exist`);
}

function say(where, what) {
  problems.push(`docker-compose.yml: ${where}: ${what}`);
}
