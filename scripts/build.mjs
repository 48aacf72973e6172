// Compiles the server folders to dist/ as CommonJS, and for a start also the web application and the workflow bundle.
// Only what changed is built again; several builds at once wait for each other.
import { createRequire } from 'node:module';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { withLock } from './lock.mjs';

const SERVER = ['domain', 'definitions', 'workflows', 'temporal', 'activities', 'db', 'api', 'cli'];
const COPIED = /\.(json|sql|txt|html|liquid)$/;
const SWC = {
  jsc: { parser: { syntax: 'typescript' }, target: 'es2022', keepClassNames: true },
  module: { type: 'commonjs' },
  sourceMaps: 'inline',
};

export async function build(root, { log, everything = true }) {
  await withLock(join(root, 'dist', '.lock'), async () => {
    await buildServer(root, log);
    if (!everything) return;
    await buildWhenChanged(
      root,
      'workflow bundle',
      ['workflows', 'domain', 'temporal'],
      'workflows/index.ts',
      log,
      bundleWorkflows,
    );
    await buildWhenChanged(root, 'web application', ['web', 'domain'], 'web/main.tsx', log, buildWeb);
  });
}

async function buildServer(root, log) {
  const manifestFile = join(root, 'dist', '.server.json');
  const salt = readFileSync(fileURLToPath(import.meta.url));
  const before = existsSync(manifestFile) ? JSON.parse(readFileSync(manifestFile, 'utf8')) : {};
  const after = {};
  const changed = [];
  for (const file of SERVER.flatMap((folder) => filesIn(root, folder)).filter(isShipped)) {
    after[file] = digest([salt, readFileSync(join(root, file))]);
    if (after[file] !== before[file]) changed.push(file);
  }
  const gone = Object.keys(before).filter((file) => !(file in after));
  if (changed.length + gone.length === 0) return;
  log(`Building ${changed.length} server files …`);
  const { transformSync } = await import('@swc/core');
  for (const file of changed)
    writeAtomically(join(root, 'dist', target(file)), compile(root, file, transformSync));
  for (const file of gone) rmSync(join(root, 'dist', target(file)), { force: true });
  writeAtomically(manifestFile, JSON.stringify(after));
}

function compile(root, file, transformSync) {
  const source = readFileSync(join(root, file), 'utf8');
  return file.endsWith('.ts') ? transformSync(source, { ...SWC, filename: join(root, file) }).code : source;
}

async function buildWhenChanged(root, name, folders, entry, log, make) {
  if (!existsSync(join(root, entry))) return;
  const files = [
    ...folders.flatMap((folder) => filesIn(root, folder)).filter((file) => !isTest(file)),
    'package-lock.json',
  ];
  const salt = readFileSync(fileURLToPath(import.meta.url));
  const wanted = digest([salt, ...files.flatMap((file) => [file, readFileSync(join(root, file))])]);
  const stamp = join(root, 'dist', `.${name.replace(' ', '-')}`);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  log(`Building the ${name} …`);
  try {
    await make(root);
  } catch (error) {
    throw new Error(`The ${name} does not build: ${firstProblem(error)}`, { cause: error });
  }
  writeAtomically(stamp, wanted);
}

async function bundleWorkflows(root) {
  const { bundleWorkflowCode, DefaultLogger } = await import('@temporalio/worker');
  const { code } = await bundleWorkflowCode({
    workflowsPath: join(root, 'workflows', 'index.ts'),
    ...bundling(root),
    logger: new DefaultLogger('WARN'),
  });
  writeAtomically(join(root, 'dist', 'workflow-bundle.js'), code);
}

/** As the worker has them when it bundles from the sources. */
function bundling(root) {
  const require = createRequire(import.meta.url);
  return require(join(root, 'dist', 'temporal', 'bundling.js')).bundling(root);
}

async function buildWeb(root) {
  // our configuration is TypeScript compiled by Vite, which is what this notice is about
  process.env.VITE_CONFIG_NATIVE_IGNORE_WARNING = 'true';
  const { build: viteBuild } = await import('vite');
  const fresh = join(root, 'dist', `.web-${process.pid}`);
  const final = join(root, 'dist', 'web');
  await viteBuild({
    root: join(root, 'web'),
    configFile: join(root, 'web', 'vite.config.ts'),
    logLevel: 'error',
    build: { outDir: fresh, emptyOutDir: true },
  });
  rmSync(final, { recursive: true, force: true });
  renameSync(fresh, final);
}

/** Bundlers report in colours and with code frames; the first line that names a problem is enough here. */
function firstProblem(error) {
  const lines = stripVTControlCharacters(String(error.message)).split('\n');
  return (
    lines.find((line) => /^\s*\[\w+\]|Error:|error/.test(line) && !/^Build failed/.test(line)) ?? lines[0]
  ).trim();
}

function filesIn(root, folder) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();
}

function isShipped(file) {
  return !isTest(file) && !file.endsWith('tsconfig.json') && (/\.ts$/.test(file) || COPIED.test(file));
}

function isTest(file) {
  return /\.test\.tsx?$/.test(file);
}

function target(file) {
  return file.replace(/\.ts$/, '.js');
}

function digest(parts) {
  const hash = createHash('sha1');
  for (const part of parts) hash.update(part);
  return hash.digest('base64url');
}

/** A reader sees the old file or the new one, never half of it. */
function writeAtomically(file, content) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, content);
  renameSync(`${file}.new`, file);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = dirname(dirname(fileURLToPath(import.meta.url)));
  await build(root, { log: (line) => process.stderr.write(`${line}\n`) });
}
