import { Select } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { request } from '../../api';
import { useText } from '../../i18n';
import { api, page, withQuery } from '../../paths';
import { keys } from '../../queries';
import type { BulkItem, BulkJob, Page } from '../../types';
import { DataTable } from '../DataTable';
import { ErrorBox } from '../ErrorBox';
import { Link } from '../Link';
import { LoadMore } from '../LoadMore';

type Status = BulkItem['status'];
const STATUSES: Status[] = ['pending', 'possible', 'done', 'refused', 'failed'];

/** What became of each process, or of those with one result. */
export function BulkResults({ job }: { job: BulkJob }) {
  const { t, label } = useText();
  const [status, setStatus] = useState<Status | null>(null);
  const query = useInfiniteQuery({
    queryKey: [...keys.bulk(job.id, 'items'), status, job.pending, job.dryRun, job.status],
    queryFn: ({ pageParam }) =>
      request<Page<BulkItem>>(
        withQuery(api.bulkPart(job.id, 'items'), {
          limit: 100,
          status: status ?? undefined,
          cursor: pageParam,
        }),
      ),
    // the first page has no cursor, the others have the one of the page before
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: (before) => before,
  });
  const present = STATUSES.filter((one) => job[one] > 0);
  return (
    <>
      {present.length > 1 && (
        <Select
          label={t('cases.only')}
          placeholder={t('cases.any')}
          clearable
          data={present.map((value) => ({ value, label: `${t(`cases.item_${value}`)} (${job[value]})` }))}
          value={status}
          // the list has nothing else
          onChange={(value) => setStatus(value)}
        />
      )}
      {query.error && <ErrorBox cause={query.error} />}
      <DataTable
        label={t('cases.results')}
        rows={query.data?.pages.flatMap(({ items }) => items) ?? []}
        keyOf={({ instanceId }) => instanceId}
        columns={[
          {
            title: t('cases.title'),
            cell: ({ instanceId, title }) => <Link to={page.process(instanceId)}>{title}</Link>,
          },
          { title: t('cases.result'), cell: (item) => t(`cases.item_${item.status}`) },
          { title: t('confirm.reason'), cell: ({ message }) => label(message) || '–' },
        ]}
      />
      <LoadMore query={query} />
    </>
  );
}
