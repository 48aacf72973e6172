import type { Dice } from './dice.testkit';

export type Type = 'number' | 'text' | 'flag' | 'date' | 'texts';
/** Something that an expression may read, and how it may be missing. */
export interface Ref {
  path: string;
  type: Type;
  absent?: boolean;
  empty?: boolean;
  /** The output of a step that need not have run where it is read. */
  step?: string;
}

/** What has to be asked before it is read. */
export function asksFor({ path, absent, empty, step }: Ref): string[] {
  return [
    ...(step ? [`steps.${step}.status == 'completed'`] : []),
    ...(absent ? [`has(${path})`] : []),
    ...(empty ? [`${path} != null`] : []),
  ];
}

const PLAIN: Record<Type, string> = {
  number: '1',
  text: "'x'",
  flag: 'true',
  date: "'2026-03-01'",
  texts: "['x']",
};

export function expressions(dice: Dice, refs: readonly Ref[]): Author {
  return new Author(dice, refs);
}

/** Writes expressions over what can be read at a place: mostly right, now and then careless. */
class Author {
  constructor(
    private readonly dice: Dice,
    private readonly refs: readonly Ref[],
  ) {}

  /** What a careful author does not do. */
  private slips(percent: number): boolean {
    return !this.dice.careful && this.dice.chance(percent);
  }

  value(type: Type): string {
    return this[type]();
  }

  private of(type: Type): Ref[] {
    return this.refs.filter((ref) => ref.type === type);
  }

  /** A value of the type; a ref is protected as its kind of missing demands, mostly. */
  atom(type: Type): string {
    const known = this.slips(3) ? this.refs : this.of(type);
    const [first, ...others] = known;
    if (!first || this.dice.chance(15)) return PLAIN[type];
    const ref = this.dice.pick([first, ...others]);
    if (this.slips(8)) return ref.path;
    const asks = asksFor(ref);
    if (asks.length === 0) return ref.path;
    if (ref.absent && !ref.empty && !ref.step && this.dice.chance(30)) {
      const at = ref.path.lastIndexOf('.');
      return `${ref.path.slice(0, at)}.?${ref.path.slice(at + 1)}.orValue(${PLAIN[type]})`;
    }
    return `(${asks.join(' && ')} ? ${ref.path} : ${PLAIN[type]})`;
  }

  number(depth = 1): string {
    const simple = () => (depth > 0 && this.dice.chance(25) ? this.number(depth - 1) : this.atom('number'));
    switch (this.dice.throw(7)) {
      case 0:
      case 1:
      case 2:
        return simple();
      case 3:
        return `(${simple()} ${this.dice.pick(['+', '-', '*'])} ${simple()})`;
      case 4:
        return `size(${this.atom(this.dice.pick(['text', 'texts']))})`;
      case 5:
        return `days(${this.atom('date')}, today)`;
      default:
        return `(${simple()} / 4)`;
    }
  }

  text(): string {
    switch (this.dice.throw(5)) {
      case 0:
      case 1:
        return this.atom('text');
      case 2:
        return `(${this.atom('text')} + ${this.atom('text')})`;
      case 3:
        return `string(${this.number(0)})`;
      default:
        return `${this.atom('text')}.upperAscii()`;
    }
  }

  flag(depth = 2): string {
    const inner = () => this.flag(depth - 1);
    if (depth > 0 && this.dice.chance(35))
      return this.dice.chance(20)
        ? `!(${inner()})`
        : `(${inner()}) ${this.dice.pick(['&&', '||'])} (${inner()})`;
    switch (this.dice.throw(9)) {
      case 0:
        return 'true';
      case 1:
        return `${this.number()} ${this.dice.pick(['>', '<=', '==', '!='])} ${this.number()}`;
      case 2:
        return `${this.text()} == ${this.text()}`;
      case 3:
        return this.atom('flag');
      case 4:
        return `${this.text()} in ${this.atom('texts')}`;
      case 5:
        return `${this.atom('texts')}.exists(one, one == ${this.text()} || one.size() > ${this.number(0)})`;
      case 6:
        return `${this.atom('date')} < today`;
      case 7:
        return this.asking();
      default:
        return `${this.text()}.startsWith(${this.text()})`;
    }
  }

  /** `has(x) && x > 1` and `x == null || …`, in the ways one may turn them. */
  asking(): string {
    const [first, ...others] = this.of('number').filter((ref) => asksFor(ref).length > 0);
    if (!first) return 'false';
    const ref = this.dice.pick([first, ...others]);
    const yes = asksFor(ref).join(' && ');
    const use = `${ref.path} > ${this.number(0)}`;
    if (this.slips(20)) return `${yes} || ${use}`;
    return this.dice.pick([
      `${yes} && ${use}`,
      `!(${yes}) || ${use}`,
      `(${yes} ? ${use} : false)`,
      `${use} && ${yes}`,
    ] as const);
  }

  texts(): string {
    const list = this.atom('texts');
    return this.dice.pick([
      list,
      `${list} + [${this.atom('text')}]`,
      `${list}.map(one, one + ${this.atom('text')})`,
      `${list}.filter(one, one != ${this.atom('text')})`,
    ] as const);
  }

  date(): string {
    return this.dice.chance(40) ? `addDays(today, ${this.number(0)})` : this.atom('date');
  }
}
