// The documentation is complete and its links work: every page is reachable from docs/README.md, every relative link
// points to something, every command, environment variable and route has its place.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const problems = [];
const read = (file) => readFileSync(join(root, file), 'utf8');
const pages = readdirSync(join(root, 'docs'), { recursive: true })
  .filter((file) => file.endsWith('.md'))
  .map((file) => join('docs', file));

checkLinks();
checkReachable();
checkCommands();
checkEnvironment();
checkRoutes();
checkTests();
checkOperations();
if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exitCode = 1;
}

function checkLinks() {
  for (const page of ['README.md', ...pages]) {
    for (const target of linksOf(page)) {
      if (!existsSync(join(root, target))) problems.push(`${page}: the link to ${target} leads nowhere`);
    }
  }
}

/** Where a page says which test proves something (`file.test.ts`: the beginning of its name), there is such a test. */
function checkTests() {
  for (const page of ['docs/constructs.md', 'docs/complaints.md']) {
    for (const [, file, name] of read(page).matchAll(/`([\w./-]+\.test\.ts)`: ([^;|`\n]+)/g)) {
      const path = file.includes('/') ? file : join('domain/process', file);
      if (!existsSync(join(root, path))) problems.push(`${page}: there is no ${path}`);
      else if (!read(path).includes(name.trim()))
        problems.push(`${page}: ${path} has no test "${name.trim()}"`);
    }
  }
}

/** Every operation of the language has its row, its bulk form and its test. */
function checkOperations() {
  const commands = read('domain/process/commands.ts');
  const operations = [...commands.matchAll(/^ {2}\| \{ op: ([^;}]+)/gm)].flatMap(([, names]) =>
    [...names.matchAll(/'(\w+)'/g)].map(([, name]) => name),
  );
  const bulk = read('api/bulkCommand.ts');
  const tested = read('test/api/operations.test.ts');
  for (const name of operations) {
    if (!read('docs/case-operations.md').includes(`| \`${name}\` |`))
      problems.push(`docs/case-operations.md: the operation ${name} has no row`);
    if (!bulk.includes(`\n  ${name}: [`)) problems.push(`api/bulkCommand.ts: ${name} is not offered in bulk`);
    if (!tested.includes(`\n  ${name}: {`))
      problems.push(`test/api/operations.test.ts: ${name} is not tested`);
  }
  if (operations.length < 20) problems.push('domain/process/commands.ts: the operations are not found');
}

function checkReachable() {
  const seen = new Set();
  const visit = (page) => {
    if (seen.has(page) || !page.endsWith('.md') || !existsSync(join(root, page))) return;
    seen.add(page);
    linksOf(page).forEach(visit);
  };
  visit(join('docs', 'README.md'));
  for (const page of pages.filter((page) => !seen.has(page))) {
    problems.push(`${page}: no path of links leads here from docs/README.md`);
  }
}

function checkCommands() {
  const all = pages.map(read).join('\n');
  for (const [, command] of read('cli/main.ts').matchAll(/\.command\('([\w-]+)'\)/g)) {
    if (!all.includes(`guanxi ${command}`))
      problems.push(`docs: the command "guanxi ${command}" is not described`);
  }
}

/** Every setting that the programs read stands in the operator's page. */
function checkEnvironment() {
  const operations = read('docs/operations.md');
  const sources = ['api', 'activities', 'cli', 'db', 'definitions'].flatMap(sourcesIn).map(read).join('\n');
  const names = new Set([...sources.matchAll(/env(?:\.|\[')([A-Z][A-Z_]+)/g)].map(([, name]) => name));
  // these belong to the system, and mean what they always mean
  for (const name of ['LANG', 'LC_ALL', 'NODE_ENV']) names.delete(name);
  for (const name of names) {
    if (!operations.includes(name)) problems.push(`docs/operations.md: the setting ${name} is not described`);
  }
}

/** Routes are named in the API pages as `/api/…`, with the parameters written {like this}. */
function checkRoutes() {
  const all = pages.map(read).join('\n');
  const routes = sourcesIn('api/routes').flatMap((file) =>
    [...read(file).matchAll(/\.(?:get|post|put|patch|delete)\(\s*'(\/[^']+)'/g)].map(([, path]) => ({
      file,
      path,
    })),
  );
  for (const { file, path } of routes) {
    const written = path.replace(/:(\w+)/g, '{$1}');
    if (!all.includes(written)) problems.push(`docs: the route ${written} (${file}) is not described`);
  }
}

function linksOf(page) {
  const text = read(page).replace(/```[\s\S]*?```/g, '');
  return [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)]
    .map(([, target]) => target)
    .filter((target) => !/^[a-z]+:/i.test(target))
    .map((target) => relative(root, normalize(join(root, dirname(page), target))));
}

function sourcesIn(folder) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => join(folder, file));
}
