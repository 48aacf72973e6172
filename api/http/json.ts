import { DomainError } from '../../domain/errors';

const MAX_DEPTH = 64;
const WHITE = /[\x20\t\n\r]*/y;
const PLAIN = /[^"\\\u0000-\u001f\ud800-\udfff]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const ESCAPES: Record<string, string> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};
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

  constructor(private readonly text: string) {}

  document(): unknown {
    const value = this.value(0);
    this.skipWhite();
    if (this.at < this.text.length) throw this.refused('syntax');
    return value;
  }

  private value(depth: number): unknown {
    if (depth > MAX_DEPTH) throw this.refused('depth');
    this.skipWhite();
    const first = this.text[this.at];
    if (first === '{') return this.object(depth);
    if (first === '[') return this.array(depth);
    if (first === '"') return this.string();
    for (const [word, value] of WORDS) {
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
    do {
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

  private string(): string {
    this.at++;
    let value = '';
    for (;;) {
      value += this.match(PLAIN);
      const next = this.text[this.at];
      if (next === '"') break;
      value += next === '\\' ? this.escape() : this.pair();
    }
    this.at++;
    // an escaped half of a pair may stand beside nothing
    if (/\p{Surrogate}/u.test(value)) throw this.refused('surrogate');
    return value;
  }

  private escape(): string {
    const letter = this.text[this.at + 1] ?? '';
    if (letter === 'u') {
      const hex = this.text.slice(this.at + 2, this.at + 6);
      if (!/^[0-9a-fA-F]{4}$/.test(hex)) throw this.refused('syntax');
      if (hex === '0000') throw this.refused('nul');
      this.at += 6;
      return String.fromCharCode(parseInt(hex, 16));
    }
    if (!Object.hasOwn(ESCAPES, letter)) throw this.refused('syntax');
    this.at += 2;
    return ESCAPES[letter] ?? '';
  }

  /** A character outside the basic plane; anything else that PLAIN leaves over is an error. */
  private pair(): string {
    const point = this.text.codePointAt(this.at);
    if (point === undefined) throw this.refused('syntax');
    if (point === 0) throw this.refused('nul');
    if (point < 0x20) throw this.refused('syntax');
    if (point < 0x10000) throw this.refused('surrogate');
    this.at += 2;
    return String.fromCodePoint(point);
  }

  private number(): number {
    const digits = this.match(NUMBER);
    if (digits === '') throw this.refused('syntax');
    const value = Number(digits);
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
    this.match(WHITE);
  }

  private match(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0] ?? '';
    this.at += found.length;
    return found;
  }

  private refused(reason: string): DomainError {
    return new DomainError('INVALID_JSON', { reason, position: this.at });
  }
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
