import { MultiSelect, TagsInput } from '@mantine/core';
import { namesGroups, useGroupChoices } from '../useGroup';
import type { InputProps } from './FieldInput';

/** Free words; roles and groups of people are chosen by what they are called. */
export function TagsField({ spec, value, onChange, common }: InputProps & { common: object }) {
  const words = Array.isArray(value) ? value.map(String) : [];
  const choices = useGroupChoices(spec.name, words);
  return namesGroups(spec.name) ? (
    <MultiSelect {...common} data={choices} value={words} onChange={onChange} searchable hidePickedOptions />
  ) : (
    <TagsInput {...common} value={words} onChange={onChange} />
  );
}
