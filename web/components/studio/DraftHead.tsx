import { Alert, Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { dateTime } from '../../format';
import type { DraftEditor, OpenDraft } from '../../studioTypes';
import { problemText } from '../../toast';
import { useStudioText, type Translate } from './useStudioText';
import type { Saving } from './saver';
import type { Autosave } from './useAutosave';

interface Props {
  draft: OpenDraft;
  saving: Saving;
  others: DraftEditor[];
  children: ReactNode;
}

/** What is being edited, whether it is saved, and who else is at it. */
export function DraftHead({ draft, saving, others, children }: Props) {
  const { t, label } = useStudioText();
  return (
    <div className="row spread">
      <div>
        <h1>{label(draft.title) || draft.key}</h1>
        <p className="muted small">
          {t(`studioKind.${draft.kind}`)} · <code>{draft.key}</code> ·{' '}
          {draft.baseVersion === null
            ? t('studio.neverPublished')
            : t('studio.basedOn', { version: draft.baseVersion })}{' '}
          · <span role="status">{savingText(saving, t)}</span>
        </p>
        {others.length > 0 && (
          <p className="is-warning small" role="status">
            {t('studio.alsoEditing', { names: others.map(({ name }) => name).join('、') })}
          </p>
        )}
      </div>
      <div className="row">{children}</div>
    </div>
  );
}

function savingText(saving: Saving, t: Translate): string {
  if (saving.state === 'failed') return t('studio.saveFailed', { why: problemText(saving.cause) });
  return t(`studio.saving_${saving.state}`);
}

/** Somebody saved the draft while I wrote in it. */
export function Conflict({ autosave, replace }: { autosave: Autosave; replace: (text: string) => void }) {
  const { t, language } = useStudioText();
  if (autosave.saving.state !== 'conflict') return null;
  const { theirs } = autosave.saving;
  return (
    <Alert color="red" title={t('studio.conflict')} role="alert">
      <p>
        {t('studio.conflictBy', {
          who: theirs.updatedByLabel ?? '–',
          when: dateTime(theirs.updatedAt, language),
        })}
      </p>
      <div className="row">
        <Button size="xs" onClick={() => replace(autosave.takeTheirs())}>
          {t('studio.takeTheirs')}
        </Button>
        <Button size="xs" variant="default" onClick={autosave.keepMine}>
          {t('studio.keepMine')}
        </Button>
      </div>
    </Alert>
  );
}
