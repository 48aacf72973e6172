import { existsSync } from 'node:fs';
import { loadShipped } from '../definitions/load';
import { parseText } from '../definitions/text';
import { compareDefinitions } from '../domain/definition/compare';
import type { JsonObject } from '../domain/process/types';
import { CommandError } from './command-error';
import { readText } from './definition-files';
import { languageOf, printJson } from './output';

/**
 * `guanxi diff <left> <right>`: what the right definition changes of the left one, each a file or a shipped key, a
 * sentence a line. Exit code 0 = nothing, 1 = something, 2 = one of them cannot be read or both are not of one kind.
 */
export async function run(args: string[], options: Record<string, unknown>): Promise<number> {
  const [left, right] = args.map(definitionAt);
  if (!left || !right)
    throw new CommandError(
      {
        'zh-CN': '请给出两个要比较的定义',
        en: 'Two definitions are compared',
      },
      2,
    );
  if (left['kind'] !== right['kind'])
    throw new CommandError(
      {
        'zh-CN': `${String(left['kind'])} 与 ${String(right['kind'])} 种类不同，无法比较`,
        en: `A ${String(left['kind'])} and a ${String(right['kind'])} have nothing to compare`,
      },
      2,
    );
  const changes = compareDefinitions(left, right);
  const language = languageOf(options);
  if (options['json']) printJson({ same: changes.length === 0, changes });
  else for (const { label, pointer } of changes) process.stdout.write(`${label[language]} (${pointer})\n`);
  return Promise.resolve(changes.length === 0 ? 0 : 1);
}

function definitionAt(target: string): JsonObject {
  if (!existsSync(target)) {
    const found = loadShipped().find(({ key }) => key === target);
    if (!found)
      throw new CommandError(
        {
          'zh-CN': `没有定义 ${target}`,
          en: `There is no definition ${target}`,
        },
        2,
      );
    // what is shipped was read from JSON
    return found as unknown as JsonObject;
  }
  const { value } = parseText(readText(target));
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new CommandError(
      {
        'zh-CN': `${target} 不是定义`,
        en: `${target} is not a definition`,
      },
      2,
    );
  return value as JsonObject; // parsed JSON
}
