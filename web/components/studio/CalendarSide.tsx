import { useMemo } from 'react';
import type { SideProps } from './sides';
import { useStudioText } from './useStudioText';
import { Year } from './Year';
import { calendarIn, toggleDay } from './yearDays';

/** The year as the text has it; a click on a day changes the text. */
export function CalendarSide({ text, errors, replace }: SideProps) {
  const { t } = useStudioText();
  const calendar = useMemo(() => (errors > 0 ? null : calendarIn(text)), [text, errors]);
  if (!calendar) return <p className="muted">{t('studio.correctFirst')}</p>;
  return (
    <Year
      calendar={calendar}
      {...(replace && { toggle: (date: string) => replace(toggleDay(text, date)) })}
    />
  );
}
