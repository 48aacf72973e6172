import type { CalendarDefinition } from '../generated/calendar';

/** A calendar document as the rules use it. */
export type Calendar = CalendarDefinition;
