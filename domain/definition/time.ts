import { parseDuration, timeMillis, type Duration } from '../calendar/duration';
import type { ProcessDefinition, Sla } from '../generated/process';
import { finding, pointer, type Finding } from './problem';

/** Durations in their places: no months on the business clock, no warning before its SLA begins. */
export function lintTimes(definition: ProcessDefinition): Finding[] {
  return [
    ...Object.entries(definition.slas ?? {}).flatMap(([name, sla]) => [
      ...lintSla(definition, sla, pointer('slas', name)),
      ...(extendsItself(definition, name)
        ? [finding('sla-cycle', pointer('slas', name, 'extends'), { name })]
        : []),
    ]),
    ...definition.stages.flatMap((stage, s) => [
      ...(typeof stage.target === 'object'
        ? lintSla(definition, stage.target, pointer('stages', s, 'target'))
        : []),
      ...stage.steps.flatMap((step, n) => {
        const at = pointer('stages', s, 'steps', n);
        return [
          ...('sla' in step && typeof step.sla === 'object'
            ? lintSla(definition, step.sla, `${at}/sla`)
            : []),
          ...(step.timeout ? lintDelay(definition, step.timeout, `${at}/timeout`) : []),
          ...(step.kind === 'wait' && 'after' in step.for
            ? lintDelay(definition, step.for, `${at}/for`)
            : []),
        ];
      }),
    ]),
  ];
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

export function lintAfter(after: string, clock: string | undefined, at: string): Finding[] {
  const duration = parse(after);
  if (!duration) return [];
  return [
    ...(clock === 'business' && duration.years + duration.months > 0
      ? [finding('month-on-business-clock', at)]
      : []),
    ...(duration.sign < 0 ? [finding('negative-duration', at)] : []),
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

function lintSla(definition: ProcessDefinition, sla: Sla, at: string): Finding[] {
  const clock = inherited(definition, sla, 'clock') ?? 'calendar';
  const due = inherited(definition, sla, 'due');
  const found = [
    ...(typeof sla.due === 'string' ? lintAfter(sla.due, clock, `${at}/due`) : []),
    ...(due === undefined
      ? []
      : lintHours(
          definition,
          clock,
          inherited(definition, sla, 'calendar'),
          at + (sla.clock ? '/clock' : sla.due === undefined ? '' : '/due'),
        )),
    ...duplicateRungs(sla, at),
  ];
  const whole = typeof due === 'string' ? parse(due) : null;
  for (const [index, rung] of (inherited(definition, sla, 'ladder') ?? []).entries()) {
    const place = sla.ladder ? `${at}/ladder/${index}/at` : `${at}/due`;
    const duration = parse(rung.at);
    if (!duration) continue;
    if (clock === 'business' && duration.years + duration.months > 0)
      found.push(finding('month-on-business-clock', place));
    if (duration.sign < 0 && whole && length(duration, clock) > length(whole, clock))
      found.push(finding('warning-before-start', place));
  }
  return found;
}

function inherited<K extends keyof Sla>(definition: ProcessDefinition, sla: Sla, key: K): Sla[K] | undefined {
  let current: Sla | undefined = sla;
  for (let depth = 0; current && depth < 10; depth++) {
    if (current[key] !== undefined) return current[key];
    current = current.extends === undefined ? undefined : definition.slas?.[current.extends];
  }
  return undefined;
}

/** Hours, roughly: a working day counts eight of them. */
function length(duration: Duration, clock: string): number {
  const { years, months, weeks, days } = duration;
  const day = clock === 'business' ? 8 : 24;
  const week = clock === 'business' ? 5 : 7;
  return (
    ((years * 12 + months) * 30 + weeks * week + days) * day + Math.abs(timeMillis(duration)) / 3_600_000
  );
}

function parse(text: string): Duration | null {
  try {
    return parseDuration(text);
  } catch {
    return null;
  }
}
