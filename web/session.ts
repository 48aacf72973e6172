import { queryOptions, useQuery, type QueryClient } from '@tanstack/react-query';
import { request } from './api';
import { api } from './paths';
import { keys } from './queries';
import type { EntityDefinition, Label, ListDefinition, User } from './types';

export interface Meta {
  user: User;
  roles: { key: string; title: Label }[];
  entities: EntityDefinition[];
  lists: ListDefinition[];
  stages: { entity: string; stage: string; title: Label }[];
}

export const metaQuery = queryOptions({
  queryKey: keys.meta,
  queryFn: () => request<Meta>(api.meta),
  staleTime: 5 * 60_000,
});

const NOTHING: Meta = {
  user: { id: '', name: '', login: '', roles: [], groups: [], locale: 'zh-CN', operations: [] },
  roles: [],
  entities: [],
  lists: [],
  stages: [],
};

/** The pages behind the login have it loaded before they show. */
export function useMeta(): Meta {
  return useQuery(metaQuery).data ?? NOTHING;
}

export function useMay(operation: string): boolean {
  return useMeta().user.operations.includes(operation);
}

export function useEntity(keyOrPath: string | null | undefined): EntityDefinition | undefined {
  return useMeta().entities.find(({ key, path }) => key === keyOrPath || path === keyOrPath);
}

export async function signIn(queryClient: QueryClient, login: string, password: string): Promise<User> {
  const { user } = await request<{ user: User }>(api.session, { method: 'POST', body: { login, password } });
  queryClient.clear();
  return user;
}

export async function signOut(queryClient: QueryClient): Promise<void> {
  await request(api.session, { method: 'DELETE' });
  queryClient.clear();
}
