import { parseDefinitions } from '../../definitions/load';
import type { Document } from '../../domain/definition/catalogue';
import { allEntities } from '../../domain/entity/catalogue';

/** What the program itself starts or looks up by its key. */
const BUILT_IN = ['process:general.task', 'process:sales.activity', 'dunning:standard'];

/** The definitions that name this one: those with a new unknown name when it is gone. */
export function usersOf({ kind, key }: { kind: string; key: string }, published: Document[]): string[] {
  const others = published.filter((document) => document.kind !== kind || document.key !== key);
  const files = others.map((document) => ({
    file: `${document.kind}:${document.key}`,
    text: JSON.stringify(document),
  }));
  const broken = (known: Document[]) =>
    new Map(
      parseDefinitions(files, [...allEntities(), ...known])
        .problems.filter(({ code }) => code.startsWith('unknown-'))
        .map(({ file, code, pointer }) => [`${file} ${code} ${pointer}`, file]),
    );
  const before = broken(published);
  const users = [...broken(others)].filter(([problem]) => !before.has(problem)).map(([, file]) => file);
  const program = BUILT_IN.includes(`${kind}:${key}`) ? ['guanxi'] : [];
  return [...program, ...new Set(users)];
}
