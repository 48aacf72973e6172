import { MOST_YEARS, parseDuration, timeMillis, type Duration } from '../calendar/duration';
import type { CalendarDefinition } from '../generated/calendar';
import type { ProcessDefinition, Sla, Step } from '../generated/process';
import type { Catalogue } from './catalogue';
import { isInstant, textsOf } from './literals';
import { finding, pointer, type Finding } from './problem';
import { inherited, isWhole, slasOf, usedSlas } from './slas';

/** Durations in their places: no months on the business clock, no warning before its SLA begins. */
export function lintTimes(definition: ProcessDefinition, catalogue: Catalogue): Finding[] {
  return [
    ...Object.keys(definition.slas ?? {}).flatMap((name) =>
      extendsItself(definition, name)
        ? [finding('sla-cycle', pointer('slas', name, 'extends'), { name })]
        : [],
    ),
    ...slasOf(definition).flatMap(({ sla, at }) => lintSla(definition, catalogue, sla, at)),
    ...usedSlas(definition).flatMap(({ sla, at }) =>
      inherited(definition, sla, 'due') || !isWhole(definition, sla)
        ? []
        : [finding('missing-property', at, { name: 'due' })],
    ),
    ...definition.stages.flatMap((stage, s) =>
      stage.steps.flatMap((step, n) => lintStep(definition, step, pointer('stages', s, 'steps', n))),
    ),
  ];
}

function lintStep(definition: ProcessDefinition, step: Step, at: string): Finding[] {
  return [
    ...(step.timeout ? lintDelay(definition, step.timeout, `${at}/timeout`) : []),
    ...(step.kind === 'wait' && 'after' in step.for ? lintDelay(definition, step.for, `${at}/for`) : []),
    ...(step.kind === 'auto' && step.retry?.backoff !== undefined
      ? lintAfter(step.retry.backoff, 'calendar', `${at}/retry/backoff`)
      : []),
  ];
}

function lintDelay(
  definition: ProcessDefinition,
  delay: { after: string; clock?: string; calendar?: string },
  at: string,
): Finding[] {
  return [
    ...lintAfter(delay.after, delay.clock, `${at}/after`),
    ...lintHours(definition, delay.clock, delay.calendar, `${at}/clock`),
  ];
}

/** Working time is counted by a calendar; without one everything would be due at once. */
function lintHours(
  definition: ProcessDefinition,
  clock: string | undefined,
  calendar: string | undefined,
  at: string,
): Finding[] {
  return clock === 'business' && (calendar ?? definition.calendar) === undefined
    ? [finding('business-clock-without-calendar', at)]
    : [];
}

function extendsItself({ slas = {} }: ProcessDefinition, name: string): boolean {
  const seen = new Set<string>();
  let current = slas[name]?.extends;
  while (current !== undefined && current !== name && !seen.has(current)) {
    seen.add(current);
    current = slas[current]?.extends;
  }
  return current === name;
}

/** A rung is known by its moment, so two of one moment would count as fired together. */
function duplicateRungs(sla: Sla, at: string): Finding[] {
  const moments = (sla.ladder ?? []).map((rung) => rung.at);
  return moments.flatMap((moment, n) =>
    moments.indexOf(moment) < n ? [finding('duplicate-rung', `${at}/ladder/${n}/at`)] : [],
  );
}

function lintAfter(after: string, clock: string | undefined, at: string): Finding[] {
  const duration = parse(after);
  if (!duration) return [];
  return [
    ...lintDuration(duration, clock, at),
    ...(duration.sign < 0 ? [finding('negative-duration', at)] : []),
  ];
}

function lintDuration(duration: Duration, clock: string | undefined, at: string): Finding[] {
  return [
    ...(clock === 'business' && duration.years + duration.months > 0
      ? [finding('month-on-business-clock', at)]
      : []),
    ...(length(duration, 24, 7) > MOST_YEARS * 365 * 24
      ? [finding('out-of-range', at, { detail: `<= P${MOST_YEARS}Y` })]
      : []),
  ];
}

function lintSla(definition: ProcessDefinition, catalogue: Catalogue, sla: Sla, at: string): Finding[] {
  const clock = inherited(definition, sla, 'clock')?.value ?? 'calendar';
  const due = inherited(definition, sla, 'due');
  const whole = typeof due?.value === 'string' ? parse(due.value) : null;
  const ladder = inherited(definition, sla, 'ladder');
  const calendar = inherited(definition, sla, 'calendar')?.value;
  const day = hoursOfDay(catalogue.calendar(calendar ?? definition.calendar ?? ''));
  return [
    ...lintDue(sla, due, clock, at),
    ...(due === undefined
      ? []
      : lintHours(
          definition,
          clock,
          calendar,
          at + (sla.clock ? '/clock' : sla.due === undefined ? '' : '/due'),
        )),
    ...duplicateRungs(sla, at),
    ...(ladder?.own || sla.due !== undefined || sla.clock !== undefined ? (ladder?.value ?? []) : []).flatMap(
      (rung, n) => {
        const place = ladder?.own
          ? `${at}/ladder/${n}/at`
          : `${at}/${sla.due === undefined ? 'clock' : 'due'}`;
        const duration = parse(rung.at);
        if (!duration) return [];
        return [
          ...lintDuration(duration, clock, place),
          ...(duration.sign < 0 && whole && isLonger(duration, whole, clock, day)
            ? [finding('warning-before-start', place)]
            : []),
        ];
      },
    ),
  ];
}

/** Its own, or one that it extends, which this SLA may count on another clock; a computed one by the texts it may give. */
function lintDue(sla: Sla, due: ReturnType<typeof inherited<'due'>>, clock: string, at: string): Finding[] {
  if (!due?.value || (!due.own && sla.clock === undefined)) return [];
  if (typeof due.value === 'string')
    return lintAfter(due.value, clock, due.own ? `${at}/due` : `${at}/clock`);
  if (!due.own) return [];
  return textsOf(due.value.cel).flatMap(({ text, range }) => {
    const place = `${at}/due/cel`;
    if (parse(text)) return lintAfter(text, clock, place).map((found) => ({ ...found, range }));
    return isInstant(text) ? [] : [finding('bad-format', place, { example: 'P1D' }, { range })];
  });
}

interface Day {
  shortest: number;
  longest: number;
}

/** The working hours of a day, of which a week may have shorter and longer ones. */
function hoursOfDay(calendar: CalendarDefinition | undefined): Day {
  const days = Object.values(calendar?.week ?? {})
    .map((windows) => windows.reduce((sum, [from, to]) => sum + hourOf(to) - hourOf(from), 0))
    .filter((hours) => hours > 0);
  return days.length === 0
    ? { shortest: 8, longest: 8 }
    : { shortest: Math.min(...days), longest: Math.max(...days) };
}

function hourOf(time: string): number {
  return Number(time.slice(0, 2)) + Number(time.slice(3)) / 60;
}

/** The warning lies certainly before the beginning: its days taken as short, those of the whole as long as they may be. */
function isLonger(warning: Duration, whole: Duration, clock: string, { shortest, longest }: Day): boolean {
  if (clock !== 'business') return length(warning, 24, 7) > length(whole, 24, 7);
  const [own, of] = [countDays(warning, 5), countDays(whole, 5)];
  const [hours, ofHours] = [hoursBeside(warning), hoursBeside(whole)];
  if (hours === 0 && ofHours === 0) return own > of;
  return own * shortest + hours > of * longest + ofHours;
}

function length(duration: Duration, day: number, week: number): number {
  return countDays(duration, week) * day + hoursBeside(duration);
}

function countDays({ years, months, weeks, days }: Duration, week: number): number {
  return (years * 12 + months) * 30 + weeks * week + days;
}

function hoursBeside(duration: Duration): number {
  return Math.abs(timeMillis(duration)) / 3_600_000;
}

function parse(text: string): Duration | null {
  try {
    return parseDuration(text);
  } catch {
    return null;
  }
}
