import { useQuery } from '@tanstack/react-query';
import { request } from '../../api';
import { api } from '../../paths';
import type { Change } from '../../../domain/definition/compare';
import type { ComparisonSide } from '../../studioTypes';
import { Loaded } from '../Loaded';
import { plain } from './timeline';
import { useStudioText } from './useStudioText';

interface Props {
  left: ComparisonSide;
  right: ComparisonSide;
  pick?: (pointer: string) => void;
}

/** What differs between two versions, one sentence for each change. */
export function Changes({ left, right, pick }: Props) {
  const { t, label } = useStudioText();
  const query = useQuery({
    queryKey: ['studio', 'comparison', left, right],
    queryFn: () => request<{ changes: Change[] }>(api.comparison, { method: 'POST', body: { left, right } }),
  });
  return (
    <Loaded query={query}>
      {({ changes }) =>
        changes.length === 0 ? (
          <p className="muted">{t('studio.same')}</p>
        ) : (
          <ul className="studio-problems" aria-label={t('studio.changes')}>
            {changes.map((change, index) => (
              <li key={`${change.pointer} ${index}`}>
                <span className={`small is-${change.what}`}>{t(`studioWhat.${change.what}`)}</span>
                {pick ? (
                  <button type="button" className="studio-problem" onClick={() => pick(change.pointer)}>
                    {label(change.label)}
                  </button>
                ) : (
                  <span className="studio-problem">{label(change.label)}</span>
                )}
                <BeforeAfter change={change} />
              </li>
            ))}
          </ul>
        )
      }
    </Loaded>
  );
}

function BeforeAfter({ change: { before, after } }: { change: Change }) {
  const { t } = useStudioText();
  const isLong = plain(before ?? '').length + plain(after ?? '').length > 80;
  if (!isLong) return null;
  return (
    <details>
      <summary className="small">{t('studio.details')}</summary>
      <pre className="small studio-code">{`- ${plain(before ?? null)}\n+ ${plain(after ?? null)}`}</pre>
    </details>
  );
}
