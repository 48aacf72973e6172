import { useQuery } from '@tanstack/react-query';
import { request } from '../../api';
import { api } from '../../paths';

/** Whether this server has a route, so that nothing is offered that it cannot do, also while an upgrade is under way. */
export function useServed(): (path: string) => boolean {
  const { data } = useQuery({
    queryKey: ['studio', 'routes'],
    queryFn: () => request<{ paths: Record<string, unknown> }>(api.description),
    staleTime: Infinity,
    gcTime: Infinity,
  });
  return (path) => data !== undefined && Object.hasOwn(data.paths, path);
}
