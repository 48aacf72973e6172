import { Button, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';
import { FieldInput } from '../forms/FieldInput';
import { specOfField } from '../forms/spec';
import { useText } from '../i18n';
import type { ListSearch } from '../pages/ListPage';
import type { EntityDefinition } from '../types';

interface Props {
  entity: EntityDefinition;
  search: ListSearch;
  change: (part: ListSearch) => void;
}

const FILTERED = ['list', 'ref', 'boolean'];

export function ListFilters({ entity, search, change }: Props) {
  const { t } = useText();
  const [typed, setTyped] = useState(search.q ?? '');
  const send = useDebouncedCallback((q: string) => change({ q }), 250);
  const names = (entity.views?.filters ?? []).filter((name) =>
    FILTERED.includes(entity.fields[name]?.type ?? ''),
  );
  const isFiltered = names.some((name) => search[name]) || Boolean(search.q);
  const clear = () => {
    setTyped('');
    change({ q: '', ...Object.fromEntries(names.map((name) => [name, ''])) });
  };
  return (
    <div className="filters" role="search" aria-label={t('list.filters')}>
      <TextInput
        type="search"
        label={t('list.search')}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          send(event.currentTarget.value.trim());
        }}
      />
      {names.map((name) => (
        <Filter
          key={name}
          entity={entity}
          name={name}
          value={search[name]}
          change={(value) => change({ [name]: value })}
        />
      ))}
      {isFiltered && (
        <Button variant="subtle" onClick={clear}>
          {t('list.clear')}
        </Button>
      )}
    </div>
  );
}

function Filter({
  entity,
  name,
  value,
  change,
}: {
  entity: EntityDefinition;
  name: string;
  value: string | undefined;
  change: (value: string) => void;
}) {
  const field = entity.fields[name];
  if (!field) return null;
  const yesOrNo = [
    { code: 'true', title: { 'zh-CN': '是', en: 'Yes' } },
    { code: 'false', title: { 'zh-CN': '否', en: 'No' } },
  ];
  const spec = {
    ...specOfField(name, field),
    required: false,
    readOnly: false,
    help: undefined,
    ...(field.type === 'boolean' && { widget: 'select' as const, options: yesOrNo }),
  };
  return (
    <FieldInput
      spec={spec}
      value={value ?? null}
      onChange={(given) => change(given === null ? '' : String(given))}
    />
  );
}
