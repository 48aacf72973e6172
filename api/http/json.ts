import { DomainError } from '../../domain/errors';

const MAX_DEPTH = 64;
/** Nothing honest has so many in a megabyte; reading more would keep every other request waiting. */
const MOST_VALUES = 100_000;
const MOST_MEMBERS = 5_000;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const CONTROL = /[\u0000-\u001f]/;
const [TAB, NEWLINE, RETURN, SPACE, BACKSLASH] = [0x09, 0x0a, 0x0d, 0x20, 0x5c];
const WORDS = [
  ['true', true],
  ['false', false],
  ['null', null],
] as const;

/**
 * Reads JSON more strictly than JSON.parse: INVALID_JSON for keys that come twice, for `__proto__` and `constructor`,
 * for deep nesting, for numbers that a double does not hold, for lone surrogates and for NUL. `details` tells why and
 * where. What it lets through means the same to every later reader.
 */
export function parseJson(text: string): unknown {
  return new Reader(text).document();
}

class Reader {
  private at = 0;
  private values = 0;

  constructor(private readonly text: string) {}

  document(): unknown {
    const value = this.value(0);
    this.skipWhite();
    if (this.at < this.text.length) throw this.refused('syntax');
    return value;
  }

  private value(depth: number): unknown {
    if (depth > MAX_DEPTH) throw this.refused('depth');
    if (++this.values > MOST_VALUES) throw tooMany({ values: MOST_VALUES });
    this.skipWhite();
    const first = this.text[this.at];
    if (first === '{') return this.object(depth);
    if (first === '[') return this.array(depth);
    if (first === '"') return this.string();
    for (const [word, value] of first !== undefined && first > '9' ? WORDS : []) {
      if (this.text.startsWith(word, this.at)) {
        this.at += word.length;
        return value;
      }
    }
    return this.number();
  }

  private object(depth: number): Record<string, unknown> {
    const members: Record<string, unknown> = {};
    this.at++;
    if (this.takes('}')) return members;
    let count = 0;
    do {
      if (++count > MOST_MEMBERS) throw tooMany({ members: MOST_MEMBERS });
      this.skipWhite();
      if (this.text[this.at] !== '"') throw this.refused('syntax');
      const key = this.string();
      if (key === '__proto__' || key === 'constructor') throw this.refused('forbiddenKey');
      if (Object.hasOwn(members, key)) throw this.refused('duplicateKey');
      if (!this.takes(':')) throw this.refused('syntax');
      members[key] = this.value(depth + 1);
    } while (this.takes(','));
    if (!this.takes('}')) throw this.refused('syntax');
    return members;
  }

  private array(depth: number): unknown[] {
    const items: unknown[] = [];
    this.at++;
    if (this.takes(']')) return items;
    do items.push(this.value(depth + 1));
    while (this.takes(','));
    if (!this.takes(']')) throw this.refused('syntax');
    return items;
  }

  /** From quote to quote; what stands between is left to JSON.parse, which is many times faster than reading it here. */
  private string(): string {
    const from = this.at;
    let to = this.text.indexOf('"', from + 1);
    while (to !== -1 && this.isEscaped(to, from)) to = this.text.indexOf('"', to + 1);
    if (to === -1) throw this.refused('syntax');
    const raw = this.text.slice(from, to + 1);
    const value = raw.includes('\\') || CONTROL.test(raw) ? this.unescaped(raw) : raw.slice(1, -1);
    if (value.includes('\0')) throw this.refused('nul');
    // an escaped half of a pair may stand beside nothing
    if (/\p{Surrogate}/u.test(value)) throw this.refused('surrogate');
    this.at = to + 1;
    return value;
  }

  /** An odd number of backslashes stands before it. */
  private isEscaped(at: number, from: number): boolean {
    let first = at;
    while (first > from + 1 && this.text.charCodeAt(first - 1) === BACKSLASH) first--;
    return (at - first) % 2 === 1;
  }

  private unescaped(raw: string): string {
    if (raw.includes('\0')) throw this.refused('nul');
    try {
      // JSON.parse of a string's text is a string
      return JSON.parse(raw) as string;
    } catch {
      throw this.refused('syntax');
    }
  }

  private number(): number {
    NUMBER.lastIndex = this.at;
    const digits = NUMBER.exec(this.text)?.[0] ?? '';
    if (digits === '') throw this.refused('syntax');
    this.at += digits.length;
    const value = Number(digits);
    // a short whole number is exact
    if (digits.length < 16 && Number.isInteger(value)) return value;
    if (!fits(digits, value)) throw this.refused('number');
    return value;
  }

  private takes(mark: string): boolean {
    this.skipWhite();
    if (this.text[this.at] !== mark) return false;
    this.at++;
    return true;
  }

  private skipWhite(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (code !== SPACE && code !== NEWLINE && code !== RETURN && code !== TAB) return;
      this.at++;
    }
  }

  private refused(reason: string): DomainError {
    return new DomainError('INVALID_JSON', { reason, position: this.at });
  }
}

function tooMany(most: Record<string, number>): DomainError {
  return new DomainError('BODY_TOO_LARGE', most);
}

// 17 significant digits are what a double is written with; more are lost, and so are larger whole numbers.
function fits(digits: string, value: number): boolean {
  if (!Number.isFinite(value)) return false;
  if (Number.isInteger(value)) return Number.isSafeInteger(value);
  return (
    digits
      .replace(/[eE].*$/, '')
      .replace(/\D/g, '')
      .replace(/^0+/, '').length <= 17
  );
}
