import type { ReactNode } from 'react';
import type { DraftEditor, OpenDraft } from '../../studioTypes';
import { problemText } from '../../toast';
import { listed } from '../../format';
import { useStudioText, type Translate } from './useStudioText';
import { isTriedAgain, type Saving } from './saver';

interface Props {
  draft: OpenDraft;
  saving: Saving;
  others: DraftEditor[];
  children: ReactNode;
}

/** What is being edited, whether it is saved, and who else is at it. */
export function DraftHead({ draft, saving, others, children }: Props) {
  const { t, label, language } = useStudioText();
  const isWrong = saving.state === 'failed' || saving.state === 'conflict';
  return (
    <div className="row spread">
      <div>
        <h1>{label(draft.title) || draft.key}</h1>
        <p className="muted small">
          {t(`studioOne.${draft.kind}`)} · <code>{draft.key}</code> ·{' '}
          {draft.baseVersion === null
            ? t('studio.neverPublished')
            : t('studio.basedOn', { version: draft.baseVersion })}{' '}
          ·{' '}
          <span role="status" className={isWrong ? 'is-error' : undefined}>
            {savingText(saving, t)}
          </span>
        </p>
        {others.length > 0 && (
          <p className="is-warning small" role="status">
            {t('studio.alsoEditing', {
              names: listed(
                others.map(({ name }) => name),
                language,
              ),
            })}
          </p>
        )}
      </div>
      <div className="row">{children}</div>
    </div>
  );
}

function savingText(saving: Saving, t: Translate): string {
  if (saving.state === 'failed') {
    const why = problemText(saving.cause);
    return t(isTriedAgain(saving.cause) ? 'studio.saveFailed' : 'studio.saveRefused', { why });
  }
  return t(`studio.saving_${saving.state}`);
}
