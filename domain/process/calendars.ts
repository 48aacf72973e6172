import type { Calendar } from '../calendar/types';
import type { ProcessDefinition, Step } from '../generated/process';
import type { Plan } from './types';

type Named = { calendar?: string } | undefined;

/** The calendar that a clock goes by: the one that it names, else the process's. */
export function calendarOfClock(
  plan: Pick<Plan, 'calendar' | 'calendars'>,
  { calendar }: { calendar?: string },
): Calendar | null {
  return (calendar === undefined ? undefined : plan.calendars?.[calendar]) ?? plan.calendar;
}

/** The same plan after another version of one of its calendars was published. */
export function withCalendars(
  plan: Plan,
  { calendar, calendars, zone }: Pick<Plan, 'calendar' | 'calendars' | 'zone'>,
): Plan {
  return { ...plan, calendar, zone, ...(calendars && { calendars }) };
}

/** Calendars that single clocks of a process name, beside its own; sorted, each once. */
export function calendarsNamed({
  slas = {},
  clocks: ofCase = [],
  stages,
  calendar,
}: ProcessDefinition): string[] {
  const clocks: Named[] = [
    ...Object.values(slas),
    ...ofCase.map(({ sla }) => ofSla(sla)),
    ...stages.flatMap((stage) => [ofSla(stage.target), ...stage.steps.flatMap(clocksOf)]),
  ];
  const names = clocks.flatMap((clock) => clock?.calendar ?? []);
  return [...new Set(names)].filter((name) => name !== calendar).sort();
}

function clocksOf(step: Step): Named[] {
  return [
    step.timeout,
    'sla' in step ? ofSla(step.sla) : undefined,
    step.kind === 'wait' && 'after' in step.for ? step.for : undefined,
  ];
}

/** An SLA that is only named stands among `slas`. */
function ofSla(sla: string | { calendar?: string } | undefined): Named {
  return typeof sla === 'string' ? undefined : sla;
}
