import type { Exit, Label, ProcessDefinition } from '../generated/process';
import { endingsOf } from '../process/outcomes';
import { finding, pointer, type Finding } from './problem';

interface Titled {
  code: string;
  title: Label | null;
  pointer: string;
}

/** An outcome, and a reason to stay in a stage, has one name: of two titles only the first would ever be seen. */
export function lintOutcomes(definition: ProcessDefinition): Finding[] {
  const endings = endingsOf(definition).map(({ outcome: code, ...rest }) => ({ code, ...rest }));
  return [
    ...contradictions(endings),
    ...definition.stages.flatMap(({ exit = [] }, s) =>
      contradictions(exit.flatMap((one, n) => stay(one, s, n))),
    ),
  ];
}

function stay(exit: Exit, s: number, n: number): Titled[] {
  if (!('stay' in exit)) return [];
  return [{ code: exit.stay, title: exit.title ?? null, pointer: pointer('stages', s, 'exit', n) }];
}

function contradictions(titled: Titled[]): Finding[] {
  return titled.flatMap(({ code, title, pointer: at }, n) => {
    const first = titled.slice(0, n).find((one) => one.code === code && one.title)?.title;
    const isOther = first && title && (first['zh-CN'] !== title['zh-CN'] || first.en !== title.en);
    return isOther ? [finding('another-outcome-title', `${at}/title`, { name: code })] : [];
  });
}
