import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { request } from '../api';
import { useText } from '../i18n';
import { api, withQuery } from '../paths';
import { keys } from '../queries';
import { useEntity } from '../session';
import type { DataRecord, Page } from '../types';
import type { InputProps } from './FieldInput';

const SHOWN = 20;

/** A record of another entity, found by name, pinyin or number. */
export function RefInput({ spec, value, onChange, refLabel, common }: InputProps & { common: object }) {
  const { t } = useText();
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState<{ value: string; label: string } | null>(null);
  const known = chosen ?? (value ? { value: String(value), label: refLabel ?? '…' } : null);
  const [q] = useDebouncedValue(typed === known?.label ? '' : typed, 200);
  const found = useFound(spec.entity, q);
  const data = known && !found.some((option) => option.value === known.value) ? [known, ...found] : found;
  return (
    <Select
      {...common}
      data={data}
      value={value ? String(value) : null}
      onChange={(id, option) => {
        setChosen(id === null || option === null ? null : { value: id, label: option.label });
        onChange(id);
      }}
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      // the server has already searched
      filter={({ options }) => options}
      nothingFoundMessage={t('form.nothing')}
      placeholder={t('form.search')}
      clearable={!spec.required}
    />
  );
}

function useFound(entityKey: string | undefined, q: string): { value: string; label: string }[] {
  const entity = useEntity(entityKey);
  const title = entity?.titleField ?? 'number';
  const query = { q, limit: SHOWN, fields: title };
  const { data } = useQuery({
    queryKey: keys.list(entity?.path ?? '', query),
    queryFn: ({ signal }) =>
      request<Page<DataRecord>>(withQuery(api.records(entity?.path ?? ''), query), { signal }),
    enabled: entity !== undefined,
    placeholderData: (before) => before,
  });
  return (data?.items ?? []).map((record) => ({
    value: record.id,
    label: String(record[title] ?? record.number ?? record.id),
  }));
}
