export interface Unsaved {
  text: string;
  /** The revision that it was written on. */
  revision: number;
}

const name = (id: string) => `guanxi.draft.${id}`;

/** What could not be saved before this browser was closed. */
export function remembered(id: string): Unsaved | null {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(name(id)) ?? 'null');
    if (typeof found !== 'object' || found === null) return null;
    const { text, revision } = found as Partial<Unsaved>; // each is checked on the next line
    return typeof text === 'string' && typeof revision === 'number' ? { text, revision } : null;
  } catch {
    return null;
  }
}

/** A full or forbidden store only means that the last moments are not kept here. */
export function remember(id: string, unsaved: Unsaved): void {
  try {
    localStorage.setItem(name(id), JSON.stringify(unsaved));
  } catch {
    forget(id);
  }
}

export function forget(id: string): void {
  try {
    localStorage.removeItem(name(id));
  } catch {
    // there is no store, so there is nothing in it
  }
}
