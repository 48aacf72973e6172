import { Alert, Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { applyEdits, modify, parse } from 'jsonc-parser';
import { Problem, request } from '../../api';
import { api, page } from '../../paths';
import { useMeta } from '../../session';
import type { Draft } from '../../studioTypes';
import { valueAt } from './editor/schemaWalk';
import { remember } from './unsaved';
import type { Autosave } from './useAutosave';
import { useLeave } from './useLeave';
import { useStudioText } from './useStudioText';
import { useOnePress } from '../useOnePress';

/** Somebody published or discarded the draft while I wrote in it: what I wrote becomes a draft of its own. */
export function Gone({ draft, autosave: { saving, text } }: { draft: Draft; autosave: Autosave }) {
  const { t } = useStudioText();
  const { user } = useMeta();
  const leave = useLeave(draft);
  const rescue = useMutation({
    mutationFn: () => begin(draft, text),
    onSuccess({ id, revision, text: anew }) {
      // opened, it is saved like what came back from this browser, and merged where others were quicker
      remember({ draft: id, person: user.id }, { text: anew, revision });
      leave(page.draft(id));
    },
  });
  const press = useOnePress(() => rescue.mutate());
  if (saving.state !== 'failed' || !(saving.cause instanceof Problem) || saving.cause.status !== 404)
    return null;
  return (
    <Alert color="red" title={t('studio.gone')} role="alert">
      <p>{t('studio.goneText')}</p>
      <Button size="xs" loading={rescue.isPending} onClick={press}>
        {t('studio.rescue')}
      </Button>
    </Alert>
  );
}

interface Begun {
  id: string;
  revision: number;
  text: string;
}

/** From what is published by now, as its next version; with the text alone where nothing is. */
async function begin({ kind, key }: Draft, text: string): Promise<Begun> {
  const post = (body: object) => request<Draft>(api.drafts, { method: 'POST', body });
  try {
    const made = await post({ from: { kind, key } }).catch((cause: unknown) => {
      if (cause instanceof Problem && cause.status === 404) return post({ kind, key, text });
      throw cause;
    });
    return {
      id: made.id,
      revision: made.revision,
      text: asVersion(text, valueAt(parse(made.text), ['version'])),
    };
  } catch (cause) {
    const id = cause instanceof Problem && cause.code === 'DRAFT_EXISTS' && cause.details['id'];
    if (typeof id !== 'string') throw cause;
    return { id, revision: 0, text };
  }
}

function asVersion(text: string, version: unknown): string {
  const isThere = typeof valueAt(parse(text), ['version']) === 'number' && typeof version === 'number';
  return isThere ? applyEdits(text, modify(text, ['version'], version, {})) : text;
}
