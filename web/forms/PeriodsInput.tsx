import { Button, Input, TextInput } from '@mantine/core';
import { useText } from '../i18n';
import type { InputProps } from './FieldInput';
import { periodsOf, withDay } from './periods';

/** First and last days, as many as there are. */
export function PeriodsInput({ value, onChange, common }: InputProps & { common: object }) {
  const { t } = useText();
  const periods = periodsOf(value);
  return (
    <Input.Wrapper {...common} labelElement="div">
      <div className="stack">
        {periods.map((days, place) => (
          <div className="row" key={place}>
            {([0, 1] as const).map((part) => (
              <TextInput
                key={part}
                type="date"
                aria-label={`${t(part === 0 ? 'form.firstDay' : 'form.lastDay')} ${place + 1}`}
                value={days[part]}
                onChange={(event) => onChange(withDay(periods, place, part, event.currentTarget.value))}
              />
            ))}
            <Button
              variant="default"
              size="xs"
              aria-label={`${t('form.removePeriod')} ${place + 1}`}
              onClick={() => onChange(periods.filter((_, index) => index !== place))}
            >
              {t('form.removePeriod')}
            </Button>
          </div>
        ))}
        <div>
          <Button variant="default" size="xs" onClick={() => onChange([...periods, ['', '']])}>
            {t('form.addPeriod')}
          </Button>
        </div>
      </div>
    </Input.Wrapper>
  );
}
