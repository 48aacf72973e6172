export interface Unsaved {
  text: string;
  /** The revision that it was written on. */
  revision: number;
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
    const { text, revision } = found as Partial<Unsaved>; // each is checked on the next line
    return typeof text === 'string' && typeof revision === 'number' ? { text, revision } : null;
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
