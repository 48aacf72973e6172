import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { projectRoot } from '../../cli/up/paths';

const BUDGET = 250_000;
const web = join(projectRoot(), 'dist', 'web');

interface Chunk {
  file: string;
  css?: string[];
  imports?: string[];
  isEntry?: boolean;
}

beforeAll(() => {
  execFileSync(process.execPath, [join(projectRoot(), 'scripts', 'build.mjs')]);
}, 240_000);

test('login and inbox load at most 250 kB of script and style, as sent', () => {
  const files = firstLoad();
  const sizes = files.map((file) => ({ file, bytes: gzipSync(readFileSync(join(web, file))).length }));
  const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
  expect({ total, isWithin: total <= BUDGET, sizes }).toMatchObject({ isWithin: true });
});

test('the editor of expressions and other pages are not in it', () => {
  const code = firstLoad()
    .map((file) => readFileSync(join(web, file), 'utf8'))
    .join('');
  expect(code).not.toContain('expression-not-boolean');
});

/** What the page asks for before it shows anything: the entry and all that it imports statically. */
function firstLoad(): string[] {
  const manifestFile = join(web, '.vite', 'manifest.json');
  expect(existsSync(manifestFile)).toBe(true);
  // vite writes the manifest in this shape
  const manifest = JSON.parse(readFileSync(manifestFile, 'utf8')) as Record<string, Chunk>;
  const seen = new Set<string>();
  const files = new Set<string>();
  const visit = (name: string): void => {
    const chunk = manifest[name];
    if (!chunk || seen.has(name)) return;
    seen.add(name);
    [chunk.file, ...(chunk.css ?? [])].forEach((file) => files.add(file));
    chunk.imports?.forEach(visit);
  };
  Object.keys(manifest)
    .filter((name) => manifest[name]?.isEntry)
    .forEach(visit);
  return [...files];
}
