import { Button } from '@mantine/core';
import { useMemo } from 'react';
import { DataTable } from '../DataTable';
import { AddItem } from './AddItem';
import { addItem, itemsIn, switchItem, type Item } from './listItems';
import type { SideProps } from './sides';
import { useStudioText } from './useStudioText';

/** The types or statuses; what is not wanted any more is deactivated, because old records still name it. */
export function ListSide({ text, errors, pick, replace }: SideProps) {
  const { t } = useStudioText();
  const items = useMemo(() => (errors > 0 ? null : itemsIn(text)), [text, errors]);
  if (!items) return <p className="muted">{t('studio.correctFirst')}</p>;
  return (
    <div className="stack">
      <p className="muted">{t('studio.listIntro')}</p>
      <ListItems
        items={items}
        {...(replace && {
          act: (_: Item, index: number, isActive: boolean) => replace(switchItem(text, index, isActive)),
        })}
        pick={(index) => pick(`/items/${index}`)}
      />
      {replace && (
        <AddItem
          taken={items.map(({ code }) => code)}
          add={(code, title) => replace(addItem(text, code, title))}
        />
      )}
    </div>
  );
}

interface Row {
  item: Item;
  index: number;
}

interface ItemsProps {
  items: Item[];
  act?: (item: Item, index: number, isActive: boolean) => void;
  pick?: (index: number) => void;
}

export function ListItems({ items, act, pick }: ItemsProps) {
  const { t, label } = useStudioText();
  const rows: Row[] = items.map((item, index) => ({ item, index }));
  const titleOf = (item: Item) => label(item.title) || item.code;
  const nameOf = (code: string | undefined) => {
    const item = items.find((one) => one.code === code);
    return item ? titleOf(item) : (code ?? '–');
  };
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
                {titleOf(item)}
              </Button>
            ) : (
              titleOf(item)
            ),
        },
        { title: t('studio.key'), cell: ({ item }) => <code>{item.code}</code> },
        // what no item has takes no room
        ...(items.some(({ parent }) => parent)
          ? [{ title: t('studio.parent'), cell: ({ item }: Row) => nameOf(item.parent) }]
          : []),
        ...(items.some(({ semantic }) => semantic)
          ? [
              {
                title: t('studio.semantic'),
                cell: ({ item: { semantic } }: Row) => (semantic ? t(`studio.semantic_${semantic}`) : '–'),
              },
            ]
          : []),
        {
          title: t('studio.state'),
          cell: ({ item }) => t(item.active === false ? 'studio.inactive' : 'studio.active'),
        },
        ...(act
          ? [
              {
                title: t('studio.action'),
                cell: ({ item, index }: Row) => (
                  <Button
                    size="compact-xs"
                    variant="default"
                    aria-label={`${t(item.active === false ? 'studio.activate' : 'studio.deactivate')} ${titleOf(item)}`}
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
