import type { ProcessDefinition } from '../generated/process';
import { finding, pointer, type Finding } from './problem';

const WORDS = ['in', 'true', 'false', 'null'];
/** What every expression sees: an item called so would hide it. */
const NAMES = ['entity', 'vars', 'steps', 'now', 'today', 'user', 'form', 'event', 'target', 'children'];

/** Words that an expression, an exit or the program itself would read as something else. */
export function lintReserved(definition: ProcessDefinition): Finding[] {
  const { vars, roles = {}, slas = {}, stages } = definition;
  return [
    ...Object.keys(vars?.['properties'] ?? {}).flatMap((name) =>
      reserved(name, pointer('vars', 'properties', name), WORDS),
    ),
    ...Object.keys(roles).flatMap((name) => reserved(name, pointer('roles', name), ['assignee'])),
    ...Object.keys(slas).flatMap((name) => reserved(name, pointer('slas', name))),
    ...stages.flatMap((stage, s) => [
      ...reserved(stage.id, pointer('stages', s, 'id'), ['next']),
      ...stage.steps.flatMap((step, n) => {
        const at = pointer('stages', s, 'steps', n);
        return [
          ...reserved(step.id, `${at}/id`, WORDS),
          ...(step.kind === 'process' && step.as !== undefined
            ? reserved(step.as, `${at}/as`, [...WORDS, ...NAMES])
            : []),
        ];
      }),
    ]),
  ];
}

/** Every object of JavaScript has members of these names, so that none of them could be missing. */
const OF_EVERY_OBJECT = Object.getOwnPropertyNames(Object.prototype);

function reserved(name: string, at: string, words: string[] = []): Finding[] {
  return words.includes(name) || OF_EVERY_OBJECT.includes(name)
    ? [finding('reserved-name', at, { name })]
    : [];
}
