import { useQuery } from '@tanstack/react-query';
import { Problem, request } from '../../api';
import { EmptyState } from '../../components/EmptyState';
import { Link } from '../../components/Link';
import { Loaded } from '../../components/Loaded';
import { DraftEditor } from '../../components/studio/DraftEditor';
import '../../components/studio/studio.css';
import { useStudioText } from '../../components/studio/useStudioText';
import { api, page } from '../../paths';
import { keys } from '../../queries';
import type { OpenDraft } from '../../studioTypes';
import { useAddress } from '../../useAddress';

/** A draft, opened anew each time: what the cache remembers of it is older than what was written. */
export function DraftPage() {
  const { t } = useStudioText();
  const { id = '' } = useAddress();
  const query = useQuery({
    queryKey: keys.draft(id),
    queryFn: () => request<OpenDraft>(api.draft(id)),
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  const isGone = query.error instanceof Problem && query.error.status === 404;
  if (isGone)
    return (
      <div className="page">
        <EmptyState title={t('studio.gone')} hint={t('studio.goneBefore')}>
          <Link to={page.studio}>{t('studio.title')}</Link>
        </EmptyState>
      </div>
    );
  return (
    <div className="page studio-page">
      <Loaded query={query}>{(draft) => <DraftEditor key={draft.id} draft={draft} />}</Loaded>
    </div>
  );
}
