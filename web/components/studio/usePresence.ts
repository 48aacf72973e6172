import { useQuery } from '@tanstack/react-query';
import { request } from '../../api';
import { api } from '../../paths';
import { useMay, useMeta } from '../../session';
import type { DraftEditor } from '../../studioTypes';

const BEAT = 15_000;

/** Says that I have the draft open, and gives the others who have. Who only reads is not counted. */
export function usePresence(id: string, initial: DraftEditor[]): DraftEditor[] {
  const { user } = useMeta();
  const mayWrite = useMay('definition.publish');
  const { data = initial } = useQuery({
    queryKey: ['studio', 'presence', id],
    queryFn: async () =>
      (
        await request<{ editors: DraftEditor[] }>(api.draftPart(id, 'presence'), {
          method: 'POST',
          body: {},
        })
      ).editors,
    enabled: mayWrite,
    // of a draft that is gone nobody has to be told any more
    refetchInterval: ({ state }) => (state.error ? false : BEAT),
    refetchOnWindowFocus: ({ state }) => !state.error,
    staleTime: 0,
    gcTime: 0,
  });
  return data.filter((editor) => editor.id !== user.id);
}
