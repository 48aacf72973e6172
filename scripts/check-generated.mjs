// Generates everything again and compares; what was there is put back, so that a check never changes the tree.
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generate, GENERATORS } from './generate.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const targets = [...new Set(GENERATORS.flatMap(({ writes }) => writes))];
const before = snapshot();
generate();
const after = snapshot();
const changed = [...new Set([...before.keys(), ...after.keys()])].filter(
  (file) => before.get(file) !== after.get(file),
);
for (const file of changed) {
  const content = before.get(file);
  if (content === undefined) rmSync(join(root, file));
  else writeFileSync(join(root, file), content);
}
if (changed.length > 0) {
  console.error(`Out of date; run "npm run generate":\n${changed.map((file) => `  ${file}`).join('\n')}`);
  process.exitCode = 1;
}

function snapshot() {
  return new Map(targets.flatMap(filesOf).map((file) => [file, readFileSync(join(root, file), 'utf8')]));
}

function filesOf(target) {
  if (!existsSync(join(root, target))) return [];
  return target.endsWith('/') ? readdirSync(join(root, target)).map((name) => target + name) : [target];
}
