import { Checkbox, NumberInput, Radio, Select, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { instantOf, localOf } from '../format';
import { useText } from '../i18n';
import { ListInput } from './ListInput';
import { PeriodsInput } from './PeriodsInput';
import { RefInput } from './RefInput';
import type { FieldSpec, Widget } from './spec';
import { TagsField } from './TagsField';

export interface InputProps {
  spec: FieldSpec;
  value: unknown;
  onChange: (value: unknown) => void;
  error?: string;
  /** The text of a reference that is already chosen. */
  refLabel?: string;
  /** In tables the column's head is the visible label. */
  hideLabel?: boolean;
}

interface Common {
  label?: string;
  'aria-label'?: string;
  description?: string;
  withAsterisk?: boolean;
  error?: string;
  disabled?: boolean;
}

type Draw = (
  props: InputProps,
  common: Common,
  texts: { choose: string; label: (spec: { code: string; title: FieldSpec['title'] }) => string },
) => ReactNode;

/** Every widget in one place; whoever adds one cannot forget its drawing. */
const DRAW = {
  text: ({ value, onChange }, common) => (
    <TextInput {...common} value={text(value)} onChange={(event) => onChange(event.currentTarget.value)} />
  ),
  textarea: ({ value, onChange }, common) => (
    <Textarea
      {...common}
      rows={3}
      value={text(value)}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  ),
  number: ({ spec, value, onChange }, common) => (
    <NumberInput
      {...common}
      value={numeric(value)}
      decimalScale={spec.scale ?? 6}
      hideControls
      onChange={(given) => onChange(given === '' ? null : Number(given))}
    />
  ),
  // kept as text while it is typed: amounts are exact
  money: ({ value, onChange }, common) => (
    <NumberInput
      {...common}
      value={text(value)}
      decimalScale={2}
      thousandSeparator=","
      hideControls
      onValueChange={({ value: plain }) => onChange(plain === '' ? null : plain)}
    />
  ),
  percent: ({ value, onChange }, common) => (
    <NumberInput
      {...common}
      value={value === null || value === undefined || value === '' ? '' : round(Number(value) * 100)}
      decimalScale={4}
      suffix="%"
      hideControls
      onChange={(given) => onChange(given === '' ? null : round(Number(given) / 100))}
    />
  ),
  select: ({ spec, value, onChange }, common, texts) => (
    <Select
      {...common}
      data={(spec.options ?? []).map((option) => ({ value: option.code, label: texts.label(option) }))}
      value={text(value) || null}
      onChange={onChange}
      allowDeselect={false}
      clearable={!spec.required}
      placeholder={texts.choose}
    />
  ),
  radio: ({ spec, value, onChange }, common, texts) => (
    <Radio.Group {...common} value={text(value)} onChange={onChange}>
      <div className="row radios">
        {(spec.options ?? []).map((option) => (
          <Radio key={option.code} value={option.code} label={texts.label(option)} />
        ))}
      </div>
    </Radio.Group>
  ),
  choices: ({ spec, value, onChange }, common, texts) => (
    <Checkbox.Group {...common} value={Array.isArray(value) ? value.map(String) : []} onChange={onChange}>
      <div className="row radios">
        {(spec.options ?? []).map((option) => (
          <Checkbox key={option.code} value={option.code} label={texts.label(option)} />
        ))}
      </div>
    </Checkbox.Group>
  ),
  checkbox: ({ value, onChange }, { withAsterisk: _, ...common }) => (
    <Checkbox
      {...common}
      checked={value === true}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  ),
  date: ({ value, onChange }, common) => (
    <TextInput
      {...common}
      type="date"
      value={text(value)}
      onChange={(event) => onChange(event.currentTarget.value || null)}
    />
  ),
  datetime: ({ value, onChange }, common) => (
    <TextInput
      {...common}
      type="datetime-local"
      value={value ? localOf(text(value)) : ''}
      onChange={(event) => onChange(event.currentTarget.value ? instantOf(event.currentTarget.value) : null)}
    />
  ),
  ref: (props, common) => <RefInput {...props} common={common} />,
  list: (props, common) => <ListInput {...props} common={common} />,
  tags: (props, common) => <TagsField {...props} common={common} />,
  periods: (props, common) => <PeriodsInput {...props} common={common} />,
  json: ({ value }, common) => (
    <Textarea {...common} disabled rows={3} value={value ? JSON.stringify(value, null, 2) : ''} />
  ),
} satisfies Record<Widget, Draw>;

export function FieldInput(props: InputProps) {
  const { t, label } = useText();
  const { spec, error, hideLabel } = props;
  const title = label(spec.title);
  const common: Common = {
    ...(hideLabel ? { 'aria-label': title } : { label: title }),
    ...(spec.help && !hideLabel && { description: label(spec.help) }),
    // not the browser's own check: the form says it in the chosen language
    ...(spec.required && { withAsterisk: true }),
    ...(error !== undefined && { error }),
    ...(spec.readOnly && { disabled: true }),
  };
  const draw: Draw = DRAW[spec.widget];
  return draw(props, common, { choose: t('form.choose'), label: (option) => label(option.title) });
}

function text(value: unknown): string {
  return value === null || value === undefined ? '' : String(value);
}

function numeric(value: unknown): number | string {
  return value === null || value === undefined || value === '' ? '' : Number(value);
}

/** 0.07 * 100 is 7.000000000000001 otherwise. */
function round(value: number): number {
  return Number(value.toFixed(6));
}
