import { Problem } from '../../api';
import type { Draft, OpenDraft } from '../../studioTypes';
import { fingerprint, type Unsaved } from './unsaved';

const PAUSE = 700;
const AGAIN = 5000;
const MOST_SENT = 20;

export type Saving =
  | { state: 'saved' | 'changed' | 'saving' }
  | { state: 'failed'; cause: unknown }
  /** `base` is the text that both began with, where it is known. */
  | { state: 'conflict'; theirs: OpenDraft; base: string | null };

export interface SaverState {
  text: string;
  revision: number;
  saving: Saving;
}

/** What the saver needs of the world. */
export interface SaverPorts {
  put: (text: string, revision: number) => Promise<Draft>;
  get: () => Promise<OpenDraft>;
  remember: (unsaved: Unsaved | null) => void;
}

export interface Saver {
  state: () => SaverState;
  subscribe: (listener: () => void) => () => void;
  change: (text: string) => void;
  /** Saves now what is not saved yet; true when everything is. */
  flush: () => Promise<boolean>;
  /** Ends a conflict: their text replaces mine, mine is saved over theirs, or what was made of both. */
  takeTheirs: () => string;
  keepMine: () => void;
  merge: (text: string) => void;
}

/**
 * Keeps a draft saved while it is written. What could not be saved stays in this browser and comes back when the draft
 * is opened again; what somebody else saved meanwhile is never overwritten without asking.
 */
export function createSaver(draft: OpenDraft, kept: Unsaved | null, ports: SaverPorts): Saver {
  const listeners = new Set<() => void>();
  let saved = draft.text;
  // the answer may have been lost, and not the text
  let sent = kept?.sent ?? [];
  const isOwn = kept !== null && isSent(draft.text);
  // what was written on an older revision did not begin with what is there now
  let base = kept && kept.revision !== draft.revision && !isOwn ? null : draft.text;
  let running: Promise<boolean> | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let current: SaverState = {
    text: kept?.text ?? draft.text,
    revision: kept && !isOwn && kept.text !== draft.text ? kept.revision : draft.revision,
    saving: { state: kept && kept.text !== draft.text ? 'changed' : 'saved' },
  };
  if (kept) keep();

  return {
    state: () => current,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    change(text) {
      const isConflict = current.saving.state === 'conflict';
      become({ text, ...(!isConflict && { saving: { state: text === saved ? 'saved' : 'changed' } }) });
      keep();
      if (!isConflict) later(PAUSE);
    },
    flush,
    takeTheirs() {
      if (current.saving.state !== 'conflict') return current.text;
      const { theirs } = current.saving;
      saved = base = theirs.text;
      sent = [];
      become({ text: theirs.text, revision: theirs.revision, saving: { state: 'saved' } });
      keep();
      return theirs.text;
    },
    keepMine: () => settle(current.text),
    merge: settle,
  };

  function settle(text: string): void {
    if (current.saving.state !== 'conflict') return;
    const { theirs } = current.saving;
    saved = base = theirs.text;
    sent = [];
    become({
      text,
      revision: theirs.revision,
      saving: { state: text === saved ? 'saved' : 'changed' },
    });
    keep();
    void flush();
  }

  function become(change: Partial<SaverState>): void {
    current = { ...current, ...change };
    listeners.forEach((listener) => listener());
  }

  function keep(): void {
    const { text, revision } = current;
    ports.remember(text === saved ? null : { text, revision, ...(sent.length > 0 && { sent }) });
  }

  function isSent(text: string): boolean {
    return sent.includes(fingerprint(text));
  }

  function later(pause: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => void flush(), pause);
  }

  // one at a time: what is written meanwhile goes with the next one
  async function flush(): Promise<boolean> {
    clearTimeout(timer);
    while (running) await running;
    if (current.saving.state === 'conflict') return false;
    if (current.text === saved) return true;
    running = save(current.text).finally(() => (running = undefined));
    return (await running) && flush();
  }

  async function save(text: string): Promise<boolean> {
    become({ saving: { state: 'saving' } });
    sent = [...sent, fingerprint(text)].slice(-MOST_SENT);
    keep();
    try {
      const { revision } = await ports.put(text, current.revision);
      arrived(text, revision);
      return true;
    } catch (cause) {
      return failed(cause);
    }
  }

  function arrived(text: string, revision: number): void {
    saved = base = text;
    sent = [];
    become({ revision, saving: { state: current.text === text ? 'saved' : 'changed' } });
    keep();
  }

  /** True where it was saved all the same, and only the answer was lost. */
  async function failed(cause: unknown): Promise<boolean> {
    if (cause instanceof Problem && cause.status === 412) {
      const theirs = await ports.get().catch(() => null);
      if (theirs && isSent(theirs.text)) {
        arrived(theirs.text, theirs.revision);
        return true;
      }
      if (theirs) {
        become({ saving: { state: 'conflict', theirs, base } });
        return false;
      }
    }
    become({ saving: { state: 'failed', cause } });
    if (isTriedAgain(cause)) later(AGAIN);
    return false;
  }
}

/** What the server refuses for good is tried again only when it was changed. */
export function isTriedAgain(cause: unknown): boolean {
  return !(cause instanceof Problem) || cause.status === 0 || cause.status >= 500;
}
