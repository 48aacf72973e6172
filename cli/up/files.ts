import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

/** A reader sees the old file or the new one, never half of it. The files may hold passwords: owner only. */
export function writeJson(file: string, value: unknown): void {
  const fresh = `${file}.${process.pid}.new`;
  writeFileSync(fresh, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  renameSync(fresh, file);
}

/** What the file holds, or null when there is none or it is damaged. The caller names the shape it wrote itself. */
export function readJson<Shape>(file: string): Shape | null {
  if (!existsSync(file)) return null;
  try {
    // we wrote this file ourselves
    return JSON.parse(readFileSync(file, 'utf8')) as Shape;
  } catch {
    return null;
  }
}
