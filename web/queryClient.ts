import { MutationCache, QueryClient } from '@tanstack/react-query';
import { Problem } from './api';
import { toastProblem } from './toast';

/** Queries show their own errors (ErrorBox); a command that fails says so in a toast, unless its form shows the errors. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    mutationCache: new MutationCache({
      onError: (cause, _variables, _context, { meta }) => (meta?.['quiet'] ? undefined : toastProblem(cause)),
    }),
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        retry: (count, cause) => count < 1 && cause instanceof Problem && cause.status >= 500,
      },
    },
  });
}
