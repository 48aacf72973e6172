import { Alert, Button } from '@mantine/core';
import { useState } from 'react';
import { dateTime } from '../../format';
import { useMeta } from '../../session';
import { Changes } from './Changes';
import { Merge } from './Merge';
import { useStudioText } from './useStudioText';
import type { Autosave } from './useAutosave';

interface Props {
  autosave: Autosave;
  /** Writes a text into the editor and goes on there. */
  write: (text: string) => void;
}

/** Somebody saved the draft while I wrote in it: what they changed, and the ways on. */
export function Conflict({ autosave, write }: Props) {
  const { t, language } = useStudioText();
  const { user } = useMeta();
  const [isMerging, setIsMerging] = useState(false);
  const { saving, text } = autosave;
  if (saving.state !== 'conflict') return null;
  const { theirs, base } = saving;
  const own = theirs.updatedById === user.id ? 'Own' : '';
  const keepMine = () => {
    autosave.keepMine();
    write(text);
  };
  return (
    <Alert color="red" title={t(`studio.conflict${own}`)} role="alert">
      <p>
        {t(`studio.conflictBy${own}`, {
          who: theirs.updatedByLabel ?? '–',
          when: dateTime(theirs.updatedAt, language),
        })}
      </p>
      <details>
        <summary>{t(base === null ? 'studio.differences' : 'studio.theyChanged')}</summary>
        <Changes left={{ text: base ?? text }} right={{ text: theirs.text }} />
      </details>
      <div className="row">
        <Button size="xs" onClick={() => setIsMerging(true)}>
          {t('studio.merge')}
        </Button>
        <Button size="xs" variant="default" onClick={() => write(autosave.takeTheirs())}>
          {t('studio.takeTheirs')}
        </Button>
        <Button size="xs" variant="default" onClick={keepMine}>
          {t('studio.keepMine')}
        </Button>
      </div>
      {isMerging && (
        <Merge
          mine={text}
          theirs={theirs.text}
          base={base}
          close={() => setIsMerging(false)}
          take={(merged) => {
            setIsMerging(false);
            autosave.merge(merged);
            write(merged);
          }}
        />
      )}
    </Alert>
  );
}
