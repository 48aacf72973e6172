import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One instruction of the tutorial, and the text to paste where there is one. */
export interface Instruction {
  line: number;
  text: string;
  paste?: string;
}

/** Every numbered instruction of docs/tutorial.md, in order. */
export function readTutorial(): Instruction[] {
  const lines = readFileSync(join(__dirname, '../../docs/tutorial.md'), 'utf8').split('\n');
  const found: Instruction[] = [];
  let code: string[] | undefined;
  lines.forEach((text, index) => {
    if (text.startsWith('```')) {
      const last = found.at(-1);
      if (code && last) last.paste = code.join('\n');
      code = code ? undefined : [];
    } else if (code) code.push(text);
    else if (/^\d+\. /.test(text)) {
      found.push({ line: index + 1, text: text.replace(/^\d+\. /, '').replace(/[。：]$/, '') });
    }
  });
  return found;
}
