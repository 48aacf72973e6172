import { Select } from '@mantine/core';
import { useText } from '../i18n';
import { useMeta } from '../session';
import type { InputProps } from './FieldInput';

/** A choice from one of the configured lists; one that is no longer offered stays where it was chosen. */
export function ListInput({ spec, value, onChange, common }: InputProps & { common: object }) {
  const { t, label } = useText();
  const list = useMeta().lists.find(({ key }) => key === spec.list);
  const data = (list?.items ?? [])
    .filter(({ active, code }) => active !== false || code === value)
    .map(({ code, title }) => ({ value: code, label: label(title) }));
  return (
    <Select
      {...common}
      data={data}
      value={value ? String(value) : null}
      onChange={onChange}
      searchable={data.length > 8}
      allowDeselect={false}
      clearable={!spec.required}
      placeholder={t('form.choose')}
    />
  );
}
