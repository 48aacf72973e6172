import { Checkbox, Select } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { request } from '../api';
import { BulkPanel } from '../components/cases/BulkPanel';
import { operationsFor } from '../components/cases/operations';
import { ProcessTable } from '../components/cases/ProcessTable';
import { EmptyState } from '../components/EmptyState';
import { ErrorBox } from '../components/ErrorBox';
import { LoadMore } from '../components/LoadMore';
import { PageLoading } from '../components/PageState';
import { useText } from '../i18n';
import { api, page, withQuery } from '../paths';
import { keys } from '../queries';
import { useMay } from '../session';
import type { Label, Page, ProcessItem } from '../types';

/** What the list is narrowed to; it stands in the address, so that it can be sent and gone back to. */
interface Narrowed {
  definition?: string;
  status?: string;
  incidents?: string;
  late?: string;
  /** The bulk operation that is looked at. */
  job?: string;
}

/** Every process that the person may see, with what went wrong; and one operation for many of them. */
export function ProcessesPage() {
  const { t } = useText();
  const navigate = useNavigate();
  // every value of the address is text here
  const search: Narrowed = useSearch({ strict: false });
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const status = search.status === 'closed' ? 'closed' : 'open';
  const leads = useMay('process.operate');
  const mayAct = operationsFor(status, leads).length > 0;
  const query = {
    status,
    definition: search.definition,
    incidents: isTold(search.incidents) ? true : undefined,
    late: isTold(search.late) ? true : undefined,
    limit: 50,
  };
  const go = (part: Narrowed) =>
    void navigate({
      to: withQuery(page.processes, { ...search, ...part }),
      replace: true,
      resetScroll: false,
    });
  const change = (part: Narrowed) => {
    setChosen(new Set());
    go({ ...part, job: '' });
  };
  const processes = useInfiniteQuery({
    queryKey: keys.processes(query),
    queryFn: ({ pageParam }) =>
      request<Page<ProcessItem>>(withQuery(api.processes, { ...query, cursor: pageParam })),
    // the first page has no cursor, the others have the one of the page before
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
  const items = processes.data?.pages.flatMap((part) => part.items) ?? [];
  return (
    <div className="page">
      <h1>{t('cases.title')}</h1>
      <Filters search={search} status={status} items={items} change={change} />
      {processes.error && <ErrorBox cause={processes.error} retry={() => void processes.refetch()} />}
      {processes.isPending && <PageLoading />}
      {processes.data && items.length === 0 && <EmptyState title={t('cases.none')} />}
      {items.length > 0 && (
        <ProcessTable items={items} chosen={chosen} {...(mayAct && { choose: setChosen })} />
      )}
      <LoadMore query={processes} />
      {mayAct && (items.length > 0 || isTold(search.job)) && (
        <BulkPanel
          key={status}
          status={status}
          ids={[...chosen]}
          filter={{
            ...(search.definition && { definition: search.definition }),
            ...(query.incidents && { incidents: true }),
            ...(query.late && { late: true }),
          }}
          definition={search.definition}
          job={search.job}
          show={(job) => job !== search.job && go({ job: job ?? '' })}
        />
      )}
    </div>
  );
}

interface FiltersProps {
  search: Narrowed;
  status: 'open' | 'closed';
  items: ProcessItem[];
  change: (part: Narrowed) => void;
}

function Filters({ search, status, items, change }: FiltersProps) {
  const { t, label } = useText();
  const mayRead = useMay('definition.read');
  const known = useQuery({
    queryKey: [...keys.definitions, 'process'],
    enabled: mayRead,
    queryFn: () =>
      request<{ items: { key: string; title: Label | null }[] }>(
        withQuery(api.definitions, { kind: 'process' }),
      ),
  });
  // who may not read definitions chooses among those of the processes that are shown
  const titles = new Map(
    [...(known.data?.items ?? []), ...items.map(({ definition }) => definition)].map(({ key, title }) => [
      key,
      label(title) || key,
    ]),
  );
  if (search.definition && !titles.has(search.definition)) titles.set(search.definition, search.definition);
  return (
    <div className="row end">
      <Select
        label={t('cases.definition')}
        placeholder={t('cases.any')}
        clearable
        searchable
        data={[...titles].map(([value, text]) => ({ value, label: text }))}
        value={search.definition ?? null}
        onChange={(value) => change({ definition: value ?? '' })}
      />
      <Select
        label={t('cases.status')}
        data={(['open', 'closed'] as const).map((value) => ({ value, label: t(`cases.status_${value}`) }))}
        value={status}
        allowDeselect={false}
        onChange={(value) => change({ status: value ?? '' })}
      />
      <Checkbox
        label={t('cases.onlyIncidents')}
        checked={isTold(search.incidents)}
        onChange={(event) => change({ incidents: event.currentTarget.checked ? 'yes' : '' })}
      />
      <Checkbox
        label={t('cases.onlyLate')}
        checked={isTold(search.late)}
        onChange={(event) => change({ late: event.currentTarget.checked ? 'yes' : '' })}
      />
    </div>
  );
}

const isTold = (text: string | undefined): boolean => text !== undefined && text !== '';
