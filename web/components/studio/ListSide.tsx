import { Button } from '@mantine/core';
import { applyEdits, modify, parse } from 'jsonc-parser';
import { useMemo } from 'react';
import type { ListDefinition } from '../../types';
import { DataTable } from '../DataTable';
import { isObject } from './editor/schemaWalk';
import type { SideProps } from './sides';
import { useStudioText } from './useStudioText';

type Item = ListDefinition['items'][number];

/** The types or statuses; what is not wanted any more is deactivated, because old records still name it. */
export function ListSide({ text, errors, pick, replace }: SideProps) {
  const { t } = useStudioText();
  const items = useMemo(() => (errors > 0 ? null : itemsIn(text)), [text, errors]);
  if (!items) return <p className="muted">{t('studio.correctFirst')}</p>;
  const turn = (index: number, isActive: boolean) => {
    const edits = modify(text, ['items', index, 'active'], isActive ? undefined : false, {
      formattingOptions: { insertSpaces: true, tabSize: 2 },
    });
    replace?.(applyEdits(text, edits));
  };
  return (
    <>
      <p className="muted">{t('studio.listIntro')}</p>
      <ListItems
        items={items}
        {...(replace && {
          act: (_: Item, index: number, isActive: boolean) => turn(index, isActive),
        })}
        pick={(index) => pick(`/items/${index}`)}
      />
    </>
  );
}

interface ItemsProps {
  items: Item[];
  act?: (item: Item, index: number, isActive: boolean) => void;
  pick?: (index: number) => void;
}

export function ListItems({ items, act, pick }: ItemsProps) {
  const { t, label } = useStudioText();
  const rows = items.map((item, index) => ({ item, index }));
  const nameOf = (item: Item) => label(item.title) || item.code;
  return (
    <DataTable
      label={t('studioKind.list')}
      rows={rows}
      keyOf={({ item }) => item.code}
      columns={[
        {
          title: t('studio.name'),
          cell: ({ item, index }) =>
            pick ? (
              <Button size="compact-sm" variant="subtle" onClick={() => pick(index)}>
                {nameOf(item)}
              </Button>
            ) : (
              nameOf(item)
            ),
        },
        { title: t('studio.key'), cell: ({ item }) => <code>{item.code}</code> },
        { title: t('studio.parent'), cell: ({ item }) => item.parent ?? '–' },
        { title: t('studio.semantic'), cell: ({ item }) => item.semantic ?? '–' },
        {
          title: t('studio.state'),
          cell: ({ item }) => t(item.active === false ? 'studio.inactive' : 'studio.active'),
        },
        ...(act
          ? [
              {
                title: t('studio.action'),
                cell: ({ item, index }: (typeof rows)[number]) => (
                  <Button
                    size="compact-xs"
                    variant="default"
                    aria-label={`${t(item.active === false ? 'studio.activate' : 'studio.deactivate')} ${nameOf(item)}`}
                    onClick={() => act(item, index, item.active === false)}
                  >
                    {t(item.active === false ? 'studio.activate' : 'studio.deactivate')}
                  </Button>
                ),
              },
            ]
          : []),
      ]}
    />
  );
}

function itemsIn(text: string): Item[] | null {
  const document: unknown = parse(text);
  // the checker found no error in it
  return isObject(document) && Array.isArray(document['items']) ? (document['items'] as Item[]) : null;
}
