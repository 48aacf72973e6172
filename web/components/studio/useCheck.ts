import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDebouncedValue } from '@mantine/hooks';
import { useMemo } from 'react';
import { request } from '../../api';
import { api } from '../../paths';
import type { CheckAnswer } from '../../studioTypes';
import { placed } from './editor/problems';

const PAUSE = 150;

/** The problems of a text, as the checker of the command line and of publishing finds them. */
export function useCheck(text: string) {
  const [settled] = useDebouncedValue(text, PAUSE);
  const query = useQuery({
    queryKey: ['studio', 'check', settled],
    queryFn: ({ signal }) =>
      request<CheckAnswer>(api.check, {
        method: 'POST',
        body: { files: [{ file: 'draft.json', text: settled }] },
        signal,
      }),
    placeholderData: keepPreviousData,
    gcTime: 10_000,
  });
  const { data } = query;
  const problems = useMemo(() => placed(settled, data?.problems ?? []), [settled, data]);
  return {
    problems,
    errors: problems.filter(({ problem }) => problem.severity === 'error').length,
    isChecked: settled === text && data !== undefined && !query.isPlaceholderData,
    failure: query.error,
  };
}
