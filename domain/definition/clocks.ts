import { references } from '../expression/references';
import type { ProcessDefinition } from '../generated/process';
import { conjuncts } from './availability';
import { finding, pointer, type Finding } from './problem';

const STATUSES = ['pending', 'open', 'completed', 'skipped', 'withdrawn', 'failed'];
const STATUS = /^steps\.(\w+)\.status == (['"])([^'"]*)\2$/;

/** Clocks of the whole case: what each waits for can come. */
export function lintClocks({ clocks = [] }: ProcessDefinition): Finding[] {
  return clocks.flatMap(({ id, until }, n) =>
    neverComes(until.when)
      ? [finding('clock-never-stops', pointer('clocks', n, 'until', 'when'), { name: id })]
      : [],
  );
}

/** What reads nothing is the same for ever; a step has one status at a time, and only those that there are. */
function neverComes(when: string): boolean {
  if (when.trim() === '' || !parses(when)) return false;
  if (references(when).length === 0) return true;
  const wanted = [...conjuncts(when)].flatMap((part) => {
    const [, step = '', , status = ''] = STATUS.exec(part) ?? [];
    return step === '' ? [] : [{ step, status }];
  });
  return wanted.some(
    ({ step, status }) =>
      !STATUSES.includes(status) || wanted.some((other) => other.step === step && other.status !== status),
  );
}

/** What does not parse is another rule's finding. */
function parses(when: string): boolean {
  return conjuncts(when).size > 0;
}
