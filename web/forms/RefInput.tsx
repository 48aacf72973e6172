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
  const [isOpened, setOpened] = useState(false);
  const wanted = typed === known?.label ? '' : typed;
  const [q] = useDebouncedValue(wanted, 200);
  const answer = useFound(spec.entity, q, isOpened);
  // what was found for other letters must not be chosen by mistake
  const found = wanted === q ? answer : [];
  const isApart = known !== null && !found.some((option) => option.value === known.value);
  // who looks for another one means the first that is found
  const data = !isApart ? found : wanted === '' ? [known, ...found] : [...found, known];
  return (
    <Select
      {...common}
      data={data}
      value={value ? String(value) : null}
      onChange={(id, option) => {
        setChosen(id === null || option === null ? null : { value: id, label: option.label });
        onChange(id);
      }}
      onDropdownOpen={() => setOpened(true)}
      searchable
      // the list would lie over what stands below, for who only comes by
      openOnFocus={false}
      allowDeselect={false}
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

function useFound(
  entityKey: string | undefined,
  q: string,
  enabled: boolean,
): { value: string; label: string }[] {
  const entity = useEntity(entityKey);
  const title = entity?.titleField ?? 'number';
  const query = { q, limit: SHOWN, fields: title };
  const { data } = useQuery({
    queryKey: keys.list(entity?.path ?? '', query),
    queryFn: ({ signal }) =>
      request<Page<DataRecord>>(withQuery(api.records(entity?.path ?? ''), query), { signal }),
    enabled: enabled && entity !== undefined,
  });
  return (data?.items ?? []).map((record) => ({
    value: record.id,
    label: String(record[title] ?? record.number ?? record.id),
  }));
}
