import { Button } from '@mantine/core';
import { useMemo, useState, type KeyboardEvent } from 'react';
import type { Calendar } from '../../../domain/calendar/types';
import { useStudioText } from './useStudioText';
import { yearOf, type Day } from './yearDays';

interface Props {
  calendar: Calendar;
  /** Makes each day a button. */
  toggle?: (date: string) => void;
}

const MONTHS = Array.from({ length: 12 }, (_, month) => month);

/** A year at a glance: when work is done, which days are free, which are worked in exchange. */
export function Year({ calendar, toggle }: Props) {
  const { t } = useStudioText();
  const [year, setYear] = useState(() => new Date().getFullYear());
  const days = useMemo(() => yearOf(calendar, year), [calendar, year]);
  const open = days.filter(({ isOpen }) => isOpen).length;
  return (
    <section className="stack" aria-label={t('studio.year', { year })}>
      <div className="row">
        <Button size="xs" variant="default" onClick={() => setYear(year - 1)}>
          {year - 1}
        </Button>
        <strong aria-live="polite">{t('studio.yearDays', { year, open })}</strong>
        <Button size="xs" variant="default" onClick={() => setYear(year + 1)}>
          {year + 1}
        </Button>
      </div>
      <p className="muted small">{t(toggle ? 'studio.yearToggle' : 'studio.yearLegend')}</p>
      <div
        className="studio-year"
        role="group"
        aria-label={t('studio.year', { year })}
        onKeyDown={toggle && moveDay}
      >
        {MONTHS.map((month) => (
          <Month key={month} days={days.filter(({ date }) => monthOf(date) === month)} toggle={toggle} />
        ))}
      </div>
    </section>
  );
}

const DAYS: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

/** The first of each month is a stop for Tab; the arrows lead from day to day and from week to week. */
function moveDay(event: KeyboardEvent<HTMLDivElement>): void {
  const by = DAYS[event.key];
  if (by === undefined) return;
  const days = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('button.studio-day')];
  const now = days.findIndex((day) => day === document.activeElement);
  if (now < 0) return;
  event.preventDefault();
  days[now + by]?.focus();
}

function monthOf(date: string): number {
  return Number(date.slice(5, 7)) - 1;
}

function Month({ days, toggle }: { days: Day[]; toggle: Props['toggle'] }) {
  const { language } = useStudioText();
  const first = days[0]?.date ?? '';
  const blanks = (new Date(first).getUTCDay() + 6) % 7;
  const cells: (Day | null)[] = [...Array.from({ length: blanks }, () => null), ...days];
  const weeks = Array.from({ length: Math.ceil(cells.length / 7) }, (_, week) =>
    cells.slice(week * 7, week * 7 + 7),
  );
  const name = new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' }).format(new Date(first));
  return (
    <table className="studio-month">
      <caption>{name}</caption>
      <thead>
        <tr>
          {Array.from({ length: 7 }, (_, day) => (
            <th key={day} scope="col">
              {weekday(day, language)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week, n) => (
          <tr key={n}>
            {week.map((day, column) => (
              <td key={day?.date ?? column}>{day && <Cell day={day} toggle={toggle} />}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function weekday(day: number, language: string): string {
  // the fifth of January 1970 was a Monday
  return new Intl.DateTimeFormat(language, { weekday: 'narrow', timeZone: 'UTC' }).format(
    new Date(Date.UTC(1970, 0, 5 + day)),
  );
}

function Cell({ day: { date, isOpen, reason, windows }, toggle }: { day: Day; toggle: Props['toggle'] }) {
  const { t } = useStudioText();
  const words = `${date} ${t(`studio.day_${reason}${isOpen ? 'Open' : 'Free'}`)} ${windows.join(' ')}`;
  const look = `studio-day is-${isOpen ? 'open' : 'free'} is-${reason}`;
  const mark = reason === 'week' ? '' : t(`studio.mark_${reason}`);
  const content = (
    <>
      {Number(date.slice(8))}
      <sup aria-hidden>{mark}</sup>
    </>
  );
  if (toggle) {
    return (
      <button
        type="button"
        className={look}
        title={words}
        aria-label={words}
        tabIndex={date.endsWith('-01') ? 0 : -1}
        onClick={() => toggle(date)}
      >
        {content}
      </button>
    );
  }
  return (
    <span className={look} title={words}>
      {content}
    </span>
  );
}
