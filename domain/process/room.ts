import { clearIncident, raise, type Draft } from './draft';
import type { Place } from './context';
import type { Json, JsonObject } from './types';

/** Bytes of a state as JSON: a run that goes on in a new one hands it over, with its plan, in two megabytes at most. */
const MOST = 1_500_000;
/** Characters of what stands beside an incident; and of one of its members where all are too many. */
const MOST_SHOWN = 10_000;
const MOST_MEMBER = 500;

/** Bytes as UTF-8, which only what is long is counted for. */
function sizeOf(text: string): number {
  if (text.length < MOST / 10) return text.length;
  let size = text.length;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 0x7f) size += code > 0x7ff ? 2 : 1;
  }
  return size;
}

/** Whether a case has room for more; without it there is an incident, and nothing is written. */
export function hasRoom(draft: Draft, before: Json | undefined, after: Json, place: Place): boolean {
  if (draft.state.semantics < 4) return true;
  const id = `room:${place.id}`;
  const held = (draft.size ??= sizeOf(JSON.stringify(draft.before)));
  const size = held + sizeOf(JSON.stringify(after)) - sizeOf(JSON.stringify(before ?? null));
  if (size <= MOST || size <= held) {
    draft.size = size;
    clearIncident(draft, id);
    return true;
  }
  raise(draft, {
    id,
    code: 'EXPRESSION_FAILED',
    stage: place.stage,
    step: place.step,
    message: `The case would hold more than ${MOST} bytes`,
    pointer: place.pointer,
    values: { bytes: size },
    retry: 'expression',
  });
  return false;
}

/** What an incident shows of the case: all of it, or what is short, since every incident is kept in the case itself. */
export function shown(draft: Draft, values: { [name: string]: JsonObject }): JsonObject {
  if (draft.state.semantics < 4 || JSON.stringify(values).length <= MOST_SHOWN) return values;
  return Object.fromEntries(Object.entries(values).map(([name, members]) => [name, inShort(members)]));
}

function inShort(members: JsonObject): JsonObject {
  const all = Object.entries(members).map(([name, value]): [string, Json] => {
    const { length } = JSON.stringify(value);
    return [name, length <= MOST_MEMBER ? value : `… (${length})`];
  });
  return Object.fromEntries(all.slice(0, MOST_MEMBER));
}
