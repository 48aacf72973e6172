import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { request } from '../../api';
import { DataTable } from '../../components/DataTable';
import { EmptyState } from '../../components/EmptyState';
import { Link } from '../../components/Link';
import { Loaded } from '../../components/Loaded';
import { NewDraft } from '../../components/studio/NewDraft';
import { useStudioText } from '../../components/studio/useStudioText';
import { dateTime, relative } from '../../format';
import { api, page } from '../../paths';
import { keys } from '../../queries';
import { useMay } from '../../session';
import { KINDS, type DefinitionItem, type DraftItem } from '../../studioTypes';

/** What is published, how much runs on it, and what is being written. */
export function StudioPage() {
  const { t, label } = useStudioText();
  const mayWrite = useMay('definition.publish');
  const [isNew, setIsNew] = useState(false);
  const [wanted, setWanted] = useState('');
  const definitions = useQuery({
    queryKey: keys.definitions,
    queryFn: () => request<{ items: DefinitionItem[] }>(api.definitions),
  });
  const drafts = useDrafts(true);
  const draftOf = ({ kind, key }: DefinitionItem) =>
    drafts.data?.items.find((draft) => draft.kind === kind && draft.key === key);
  const fits = ({ key, title }: DefinitionItem) =>
    `${key} ${title?.['zh-CN']} ${title?.en}`.toLowerCase().includes(wanted.trim().toLowerCase());
  return (
    <div className="page">
      <div className="row spread">
        <h1>{t('studio.title')}</h1>
        {mayWrite && <Button onClick={() => setIsNew(true)}>{t('studio.newDraft')}</Button>}
      </div>
      <p className="muted">{t('studio.intro')}</p>
      <section className="stack">
        <h2>{t('studio.drafts')}</h2>
        <Loaded query={drafts}>{({ items }) => <Drafts items={items} />}</Loaded>
      </section>
      <TextInput
        label={t('studio.filter')}
        value={wanted}
        onChange={({ currentTarget: { value } }) => setWanted(value)}
        maw={320}
      />
      <Loaded query={definitions}>
        {({ items }) => {
          const found = items.filter(fits);
          return (
            <>
              {found.length === 0 && <EmptyState title={t('studio.nothing')} />}
              {KINDS.map((kind) => (
                <Definitions
                  key={kind}
                  title={t(`studioKind.${kind}`)}
                  items={found.filter((item) => item.kind === kind)}
                  draftOf={draftOf}
                  nameOf={(item) => label(item.title) || item.key}
                />
              ))}
              {isNew && <NewDraft published={items} close={() => setIsNew(false)} />}
            </>
          );
        }}
      </Loaded>
    </div>
  );
}

function useDrafts(enabled: boolean) {
  return useQuery({
    queryKey: keys.drafts,
    queryFn: () => request<{ items: DraftItem[] }>(api.drafts),
    enabled,
  });
}

function Drafts({ items }: { items: DraftItem[] }) {
  const { t, label, language } = useStudioText();
  if (items.length === 0) return <p className="muted">{t('studio.noDrafts')}</p>;
  return (
    <DataTable
      label={t('studio.drafts')}
      rows={items}
      keyOf={({ id }) => id}
      columns={[
        {
          title: t('studio.name'),
          cell: ({ id, key, title }) => <Link to={page.draft(id)}>{label(title) || key}</Link>,
        },
        { title: t('studio.key'), cell: ({ key }) => <code>{key}</code> },
        { title: t('studio.kind'), cell: ({ kind }) => t(`studioOne.${kind}`) },
        {
          title: t('studio.changed'),
          cell: ({ updatedAt, updatedByLabel }) =>
            t('studio.edited', { who: updatedByLabel ?? '–', when: relative(updatedAt, language) }),
        },
        {
          title: t('studio.problems'),
          cell: ({ errors, warnings }) =>
            errors + warnings === 0 ? t('studio.clean') : t('studio.counts', { errors, warnings }),
        },
      ]}
    />
  );
}

interface DefinitionsProps {
  title: string;
  items: DefinitionItem[];
  nameOf: (item: DefinitionItem) => string;
  draftOf: (item: DefinitionItem) => DraftItem | undefined;
}

function Definitions({ title, items, nameOf, draftOf }: DefinitionsProps) {
  const { t, language } = useStudioText();
  if (items.length === 0) return null;
  return (
    <section className="stack">
      <h2>{title}</h2>
      <DataTable
        label={title}
        rows={items}
        keyOf={({ key }) => key}
        columns={[
          {
            title: t('studio.name'),
            cell: (item) => <Link to={page.definition(item.kind, item.key)}>{nameOf(item)}</Link>,
          },
          { title: t('studio.key'), cell: ({ key }) => <code>{key}</code> },
          { title: t('studio.version'), right: true, cell: ({ version }) => version },
          { title: t('studio.state'), cell: ({ status }) => t(`studio.${status}`) },
          { title: t('studio.running'), right: true, cell: ({ running }) => running },
          { title: t('studio.publishedAt'), cell: ({ publishedAt }) => dateTime(publishedAt, language) },
          {
            title: t('studio.draft'),
            cell: (item) => {
              const draft = draftOf(item);
              return draft ? <Link to={page.draft(draft.id)}>{t('studio.editDraft')}</Link> : '–';
            },
          },
        ]}
      />
    </section>
  );
}
