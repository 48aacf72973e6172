import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ErrorBox } from './ErrorBox';
import { PageLoading } from './PageState';

/** Shows what was asked for, or that it is on its way, or what went wrong. */
export function Loaded<T>({
  query,
  children,
}: {
  query: UseQueryResult<T>;
  children: (data: T) => ReactNode;
}) {
  if (query.error) return <ErrorBox cause={query.error} retry={() => void query.refetch()} />;
  return query.data === undefined ? <PageLoading /> : children(query.data);
}
