import { existsSync } from 'node:fs';
import { loadShipped } from '../definitions/load';
import type { ProcessDefinition } from '../domain/generated/process';
import { bpmnOf } from '../domain/process/bpmn/process';
import { mermaidOf } from '../domain/process/diagram';
import { CommandError } from './command-error';
import { readDefinitions } from './definition-files';
import { languageOf, printProblems } from './output';

const FORMATS: Record<string, typeof mermaidOf> = { mermaid: mermaidOf, bpmn: bpmnOf };

/** `guanxi diagram <file|key>`: Mermaid or BPMN on standard output; 2 = no such process or format. */
export async function run(args: string[], options: Record<string, unknown>): Promise<number> {
  const [target = ''] = args;
  const language = languageOf(options);
  const format = typeof options['format'] === 'string' ? options['format'] : 'mermaid';
  const draw = Object.hasOwn(FORMATS, format) ? FORMATS[format] : undefined;
  if (!draw)
    throw new CommandError(
      {
        'zh-CN': `格式应为 mermaid 或 bpmn，而不是 ${format}`,
        en: `The format is mermaid or bpmn, not ${format}`,
      },
      2,
    );
  const { documents, problems } = existsSync(target)
    ? readDefinitions([target])
    : { documents: loadShipped().filter(({ key }) => key === target), problems: [] };
  const found = documents.find((document): document is ProcessDefinition => document.kind === 'process');
  if (!found) {
    printProblems(problems, language);
    if (problems.length === 0)
      throw new CommandError(
        {
          'zh-CN': `没有流程 ${target}`,
          en: `There is no process ${target}`,
        },
        2,
      );
    return 1;
  }
  process.stdout.write(draw(found, language));
  return Promise.resolve(0);
}
