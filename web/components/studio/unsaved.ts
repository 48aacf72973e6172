export interface Unsaved {
  text: string;
  /** The revision that it was written on. */
  revision: number;
  /** Fingerprints of texts that were sent on that revision and never answered: one of them may be what is there now. */
  sent?: string[];
}

/** Of one person: who signs in after them at the same browser does not see it. */
export interface Place {
  draft: string;
  person: string;
}

const name = ({ draft, person }: Place) => `guanxi.draft.${person}.${draft}`;

/** What could not be saved before this browser was closed. */
export function remembered(place: Place): Unsaved | null {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(name(place)) ?? 'null');
    if (typeof found !== 'object' || found === null) return null;
    const { text, revision, sent } = found as Partial<Unsaved>; // each is checked on the next lines
    if (typeof text !== 'string' || typeof revision !== 'number') return null;
    return { text, revision, ...(Array.isArray(sent) && { sent }) };
  } catch {
    return null;
  }
}

/** A full or forbidden store only means that the last moments are not kept here. */
export function remember(place: Place, unsaved: Unsaved): void {
  try {
    localStorage.setItem(name(place), JSON.stringify(unsaved));
  } catch {
    forget(place);
  }
}

export function forget(place: Place): void {
  try {
    localStorage.removeItem(name(place));
  } catch {
    // there is no store, so there is nothing in it
  }
}

/** By which a text is known again without being kept. */
export function fingerprint(text: string): string {
  let one = 0;
  let other = 0;
  for (let at = 0; at < text.length; at++) {
    one = Math.imul(one ^ text.charCodeAt(at), 0x9e3779b1);
    other = Math.imul(other + text.charCodeAt(at), 0x85ebca6b) ^ (other >>> 15);
  }
  return `${text.length}.${one >>> 0}.${other >>> 0}`;
}
