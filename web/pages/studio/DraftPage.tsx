import { useQuery } from '@tanstack/react-query';
import { request } from '../../api';
import { Loaded } from '../../components/Loaded';
import { DraftEditor } from '../../components/studio/DraftEditor';
import '../../components/studio/studio.css';
import { api } from '../../paths';
import { keys } from '../../queries';
import type { OpenDraft } from '../../studioTypes';
import { useAddress } from '../../useAddress';

/** A draft, opened anew each time: what the cache remembers of it is older than what was written. */
export function DraftPage() {
  const { id = '' } = useAddress();
  const query = useQuery({
    queryKey: keys.draft(id),
    queryFn: () => request<OpenDraft>(api.draft(id)),
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  return (
    <div className="page studio-page">
      <Loaded query={query}>{(draft) => <DraftEditor key={draft.id} draft={draft} />}</Loaded>
    </div>
  );
}
