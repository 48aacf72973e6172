import { Environment } from '@marcbachmann/cel-js';
import { addStringFunctions } from './strings';
import { countWorkdays, dateOf, dayNumber, type WorkdayRule } from './workdays';

export const LIMITS = {
  maxAstNodes: 400,
  maxDepth: 40,
  maxListElements: 200,
  maxMapEntries: 100,
  maxCallArguments: 8,
};

const EVERY_DAY: WorkdayRule = { week: [false, true, true, true, true, true, false], closed: [], open: [] };
let rule = EVERY_DAY;

/** Runs an evaluation with a calendar's working days; evaluation is synchronous, so nothing else sees the rule. */
export function withWorkdays<T>(workdays: WorkdayRule | undefined, evaluate: () => T): T {
  const outer = rule;
  rule = workdays ?? EVERY_DAY;
  try {
    return evaluate();
  } finally {
    rule = outer;
  }
}

/** Standard CEL with optionals, numbers that mix, and our date functions. Built once: it costs 0.1 ms. */
export function createEnvironment(unlistedVariablesAreDyn: boolean): Environment {
  const environment = new Environment({
    unlistedVariablesAreDyn,
    enableOptionalTypes: true,
    homogeneousAggregateLiterals: false,
    limits: LIMITS,
  });
  mixNumbers(environment);
  for (const type of ['string', 'double', 'int', 'bool', 'list', 'map']) allowNull(environment, type);
  addDateFunctions(environment);
  addStringFunctions(environment);
  return environment;
}

/** Any value may be compared with null, which is what an empty field holds. Registers `!=` and the other order too. */
export function allowNull(environment: Environment, type: string): void {
  environment.registerOperator(`${type} == null`, (value: unknown) => value === null);
}

/** CEL keeps int and double apart, but JSON has one kind of number, and an author means just that. */
function mixNumbers(environment: Environment): void {
  const operators: [string, (a: number, b: number) => number][] = [
    ['+', (a, b) => a + b],
    ['-', (a, b) => a - b],
    ['*', (a, b) => a * b],
    ['/', divide],
    ['%', remainder],
  ];
  for (const [sign, apply] of operators) {
    environment.registerOperator(`double ${sign} int`, (a: number, b: bigint) => apply(a, Number(b)));
    environment.registerOperator(`int ${sign} double`, (a: bigint, b: number) => apply(Number(a), b));
  }
  environment.registerOperator('double % double', remainder);
  environment.registerOperator('double == int', (a: number, b: bigint) => a === Number(b));
}

function divide(a: number, b: number): number {
  if (b === 0) throw new RangeError('Division by zero');
  return a / b;
}

function remainder(a: number, b: number): number {
  if (b === 0) throw new RangeError('Division by zero');
  return a % b;
}

function addDateFunctions(environment: Environment): void {
  environment.registerFunction(
    'days(string, string): double',
    (from: string, to: string) => day(to) - day(from),
  );
  environment.registerFunction('businessDays(string, string): double', (from: string, to: string) =>
    countWorkdays(rule, from.slice(0, 10), to.slice(0, 10)),
  );
  environment.registerFunction('addDays(string, int): string', (date: string, n: bigint) =>
    shift(date, Number(n)),
  );
  environment.registerFunction('addDays(string, double): string', shift);
}

function day(date: string): number {
  const number = dayNumber(date);
  if (Number.isNaN(number)) throw new RangeError(`Not a date: ${date.slice(0, 40)}`);
  return number;
}

function shift(date: string, days: number): string {
  const target = day(date) + Math.trunc(days);
  if (Math.abs(target) > 10_000_000) throw new RangeError('The date is out of range');
  return dateOf(target);
}
