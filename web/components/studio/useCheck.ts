import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { request } from '../../api';
import { api } from '../../paths';
import type { CheckAnswer } from '../../studioTypes';
import { parse } from 'jsonc-parser';
import { placed, type Placed } from './editor/problems';

const PAUSE = 50;
const AGAIN = 5000;

interface Checked {
  problems: Placed[];
  /** What was checked, where something is wrong with it. */
  document?: unknown;
}

const CLEAN: Checked = { problems: [] };

/** The problems of a text, as the checker of the command line and of publishing finds them. */
export function useCheck(text: string) {
  const [settled] = useDebouncedValue(text, PAUSE);
  // one at a time: while a text is checked the newest one waits, and what was written in between is never sent
  const [asked, setAsked] = useState(text);
  const query = useQuery({
    queryKey: ['studio', 'check', asked],
    queryFn: () => check(asked),
    // also without a network: then it fails, is told and tried again
    networkMode: 'always',
    refetchInterval: ({ state }) => (state.status === 'error' ? AGAIN : false),
    placeholderData: keepPreviousData,
    gcTime: 10_000,
  });
  if (asked !== settled && !query.isFetching) setAsked(settled);
  const { problems, document } = query.data ?? CLEAN;
  return {
    problems,
    document,
    errors: problems.filter(({ problem }) => problem.severity === 'error').length,
    isChecked: asked === text && query.data !== undefined && !query.isPlaceholderData,
    failure: query.error,
  };
}

async function check(text: string): Promise<Checked> {
  const { problems } = await request<CheckAnswer>(api.check, {
    method: 'POST',
    body: { files: [{ file: 'draft.json', text }] },
  });
  return problems.length === 0 ? CLEAN : { problems: placed(text, problems), document: parse(text) };
}
