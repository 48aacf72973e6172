import { Radio } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { SideProps } from './sides';
import { useStudioText } from './useStudioText';
import { Year } from './Year';
import { calendarIn, halveDay, toggleDay } from './yearDays';

/** The year as the text has it; a click on a day changes the text. */
export function CalendarSide({ text, errors, replace }: SideProps) {
  const { t } = useStudioText();
  const [press, setPress] = useState('turn');
  const calendar = useMemo(() => (errors > 0 ? null : calendarIn(text)), [text, errors]);
  if (!calendar) return <p className="muted">{t('studio.correctFirst')}</p>;
  const change = press === 'half' ? halveDay : toggleDay;
  return (
    <div className="stack">
      {replace && (
        <Radio.Group label={t('studio.yearPress')} value={press} onChange={setPress}>
          <div className="row">
            <Radio value="turn" label={t('studio.yearTurn')} />
            <Radio value="half" label={t('studio.yearHalf')} />
          </div>
        </Radio.Group>
      )}
      <Year calendar={calendar} {...(replace && { toggle: (date: string) => replace(change(text, date)) })} />
    </div>
  );
}
