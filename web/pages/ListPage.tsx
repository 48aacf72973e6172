import { Button, Loader } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { request } from '../api';
import { EmptyState } from '../components/EmptyState';
import { ErrorBox } from '../components/ErrorBox';
import { ListFilters } from '../components/ListFilters';
import { LoadMore } from '../components/LoadMore';
import { NotFound } from '../components/PageState';
import { RecordTable } from '../components/RecordTable';
import { useText } from '../i18n';
import { api, page, withQuery } from '../paths';
import { keys } from '../queries';
import { useEntity, useMeta } from '../session';
import type { DataRecord, EntityDefinition, Page } from '../types';
import { useAddress } from '../useAddress';

/** What a list shows; it stands in the address, so that it can be sent and gone back to. */
export interface ListSearch {
  q?: string;
  sort?: string;
  [field: string]: string | undefined;
}

/** The list of any entity. */
export function ListPage() {
  const { path } = useAddress();
  const entity = useEntity(path);
  return entity ? <EntityList key={entity.key} entity={entity} /> : <NotFound />;
}

function EntityList({ entity }: { entity: EntityDefinition }) {
  const { t, label } = useText();
  const navigate = useNavigate();
  // every value of the address is text here; anything else is made text before it is sent
  const search: ListSearch = useSearch({ strict: false });
  const change = (part: ListSearch) => {
    const kept = Object.fromEntries(Object.entries({ ...search, ...part }).filter(([, value]) => value));
    void navigate({ to: withQuery(page.list(entity.path), kept), replace: true });
  };
  const records = useRecords(entity, search);
  const items = records.data?.pages.flatMap((part) => part.items) ?? [];
  const mayCreate = useMayCreate(entity);
  return (
    <div className="page">
      <div className="row spread">
        <h1>{label(entity.plural)}</h1>
        {mayCreate && (
          <Button onClick={() => void navigate({ to: page.create(entity.path) })}>
            {t('list.create', { name: label(entity.title) })}
          </Button>
        )}
      </div>
      <ListFilters entity={entity} search={search} change={change} />
      {records.error && <ErrorBox cause={records.error} retry={() => void records.refetch()} />}
      {records.isPending && (
        <div className="centered" role="status" aria-label={t('app.loading')}>
          <Loader />
        </div>
      )}
      {records.data && items.length === 0 && (
        <EmptyState title={t('list.empty')} hint={t('list.emptyHint')} />
      )}
      {items.length > 0 && (
        <RecordTable
          entity={entity}
          items={items}
          sort={search.sort ?? entity.views?.sort}
          sortBy={(sort) => change({ sort })}
        />
      )}
      {items.length > 0 && (
        <div className="row">
          <span className="muted small" role="status">
            {t('list.count', { count: items.length })}
          </span>
          <LoadMore query={records} />
        </div>
      )}
    </div>
  );
}

function useRecords(entity: EntityDefinition, search: ListSearch) {
  const query = {
    q: search.q,
    sort: search.sort ?? entity.views?.sort,
    filter: filterOf(entity, search),
    limit: 50,
  };
  return useInfiniteQuery({
    queryKey: keys.list(entity.path, query),
    queryFn: ({ pageParam, signal }) =>
      request<Page<DataRecord>>(withQuery(api.records(entity.path), { ...query, cursor: pageParam }), {
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    placeholderData: (before) => before,
  });
}

/** The chosen filters as one CEL condition. */
function filterOf(entity: EntityDefinition, search: ListSearch): string {
  return (entity.views?.filters ?? [])
    .filter((name) => search[name])
    .map((name) => {
      const value = String(search[name]);
      return `${name} == ${entity.fields[name]?.type === 'boolean' ? value : JSON.stringify(value)}`;
    })
    .join(' && ');
}

function useMayCreate(entity: EntityDefinition): boolean {
  const { user } = useMeta();
  return user.roles.some((role) => entity.access[role]?.create === true);
}
