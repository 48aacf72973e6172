import { textOf } from '../../../i18n';
import { CALLABLES, type Receiver } from './callables';
import type { Name } from './document';
import type { Members } from './members';
import type { Known } from './known';
import { scopeAt } from './scope';

const ANY: Receiver[] = ['text', 'list'];
const NOTHING: Found = { members: {}, on: [] };

interface Found {
  members: Members;
  on: Receiver[];
  each?: () => Members;
}

/** What may follow in an expression: after `entity.` fields, after `vars.` variables, after a text what it can do. */
export function namesInExpression(
  before: string,
  document: unknown,
  path: readonly (string | number)[],
  known: Known,
): { typed: string; names: Name[] } {
  const typed = /[A-Za-z_]\w*$/.exec(before)?.[0] ?? '';
  const rest = before.slice(0, before.length - typed.length);
  const dot = /\.\??$/.exec(rest)?.[0];
  const scope = scopeAt(document, path, known);
  if (dot === undefined) return { typed, names: [...namesOf(scope), ...callablesOn(['alone'], known)] };
  const receiver = rest.slice(0, -dot.length);
  const chain = chainIn(receiver);
  if (chain === undefined) return { typed, names: callablesOn(onWhat(receiver), known) };
  const { members, on } = found(chain, receiver, scope);
  const calls = callablesOn(chain.includes('.?') ? ['optional'] : on, known);
  return { typed, names: [...namesOf(members), ...calls] };
}

function chainIn(text: string): string | undefined {
  return /(?:^|[^\w.?'"\])])([A-Za-z_][\w.?]*)$/.exec(text)?.[1];
}

/** What a path like `steps.price.out` holds; `before` is the expression up to there, which may declare its first name. */
function found(chain: string, before: string, scope: Members): Found {
  const [root = '', ...names] = chain.split('.').map((part) => part.replace(/^\?/, ''));
  let here = ofElement(root, before, scope) ?? memberOf(scope, root);
  for (const name of names)
    here = here.on.length === 2 ? { members: {}, on: ANY } : memberOf(here.members, name);
  return here;
}

function memberOf(members: Members, name: string): Found {
  const member = Object.hasOwn(members, name) ? members[name] : undefined;
  return member ? { ...member, members: member.members?.() ?? {} } : NOTHING;
}

/** The variable of `list.exists(v, v.…)` is one of the list. */
function ofElement(name: string, before: string, scope: Members): Found | null {
  const all = [...before.matchAll(/([A-Za-z_][\w.?]*)\.(?:all|exists|exists_one|map|filter)\(\s*(\w+)\s*,/g)];
  const last = all.findLast((one) => one[2] === name);
  if (!last?.[1]) return null;
  const list = found(last[1], before.slice(0, last.index), scope);
  return { members: list.each?.() ?? {}, on: list.each ? [] : ANY };
}

// what a bracket closes may be anything
function onWhat(receiver: string): Receiver[] {
  if (/['"]$/.test(receiver)) return ['text'];
  return /[\])]$/.test(receiver) ? [...ANY, 'optional'] : [];
}

function namesOf(members: Members): Name[] {
  return Object.entries(members).map(([name, { detail }]) => ({ name, detail }));
}

function callablesOn(on: Receiver[], { language }: Known): Name[] {
  return Object.entries(CALLABLES)
    .filter((entry) => entry[1].on.some((one) => on.includes(one)))
    .map(([name, { takes, gives }]) => ({
      name,
      detail: textOf(takes, language),
      info: textOf(gives, language),
      // between the brackets, where something goes in there
      insert: textOf(takes, language) === '()' && !on.includes('alone') ? `${name}()` : `${name}(\${})`,
    }));
}
