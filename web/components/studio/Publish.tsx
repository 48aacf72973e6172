import { Alert, Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { newKey, Problem, request } from '../../api';
import { api, page } from '../../paths';
import { useMeta } from '../../session';
import type { Draft, Publication } from '../../studioTypes';
import { problemText, toast } from '../../toast';
import { forget } from './unsaved';
import { useStudioText, type Translate } from './useStudioText';
import { Dialog } from '../Dialog';
import { useOnePress } from '../useOnePress';

interface Props {
  draft: Draft;
  errors: number;
  isChecked: boolean;
  flush: () => Promise<boolean>;
  showProblems: () => void;
}

/** Publishes, or says what stands in the way. */
export function Publish({ draft, errors, isChecked, flush, showProblems }: Props) {
  const { t } = useStudioText();
  const [isAsked, setIsAsked] = useState(false);
  return (
    <>
      <Button onClick={() => setIsAsked(true)}>{t('studio.publish')}</Button>
      {isAsked && (
        <PublishDialog
          draft={draft}
          errors={errors}
          isChecked={isChecked}
          flush={flush}
          close={() => setIsAsked(false)}
          showProblems={() => {
            setIsAsked(false);
            showProblems();
          }}
        />
      )}
    </>
  );
}

function PublishDialog({
  draft,
  errors,
  isChecked,
  flush,
  showProblems,
  close,
}: Props & { close: () => void }) {
  const { t } = useStudioText();
  const { user } = useMeta();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const key = useRef(newKey());
  const publish = useMutation({
    meta: { quiet: true },
    async mutationFn() {
      if (!(await flush())) throw new Error(t('studio.notSaved'));
      return request<Publication>(api.draftPart(draft.id, 'publication'), {
        method: 'POST',
        body: {},
        key: key.current,
      });
    },
    onSuccess({ published }) {
      toast(t('studio.publishedAs', { version: published[0]?.version ?? '' }));
      forget({ draft: draft.id, person: user.id });
      void queryClient.invalidateQueries({ queryKey: ['studio'] });
      void navigate({ to: page.definition(draft.kind, draft.key) });
    },
    onError: () => (key.current = newKey()),
  });
  const send = useOnePress(() => publish.mutate());
  return (
    <Dialog title={t('studio.publish')} close={close}>
      <div className="stack">
        {errors > 0 ? (
          <Alert color="red" role="alert" title={t('studio.blocked')}>
            <p>{t('studio.blockedBy', { errors })}</p>
            <Button size="xs" variant="default" onClick={showProblems}>
              {t('studio.showProblems')}
            </Button>
          </Alert>
        ) : (
          <p>{t(isChecked ? 'studio.publishAsk' : 'studio.checking')}</p>
        )}
        {publish.error && <Refusal cause={publish.error} />}
        <div className="actions">
          <Button
            disabled={errors > 0 || !isChecked}
            loading={publish.isPending}
            onClick={send}
            data-autofocus
          >
            {t('studio.publishNow')}
          </Button>
          <Button variant="default" onClick={close}>
            {t('confirm.cancel')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

function Refusal({ cause }: { cause: Error }) {
  const { t } = useStudioText();
  const lines = cause instanceof Problem ? reasonsIn(cause.details, t) : [];
  return (
    <Alert color="red" role="alert" title={cause instanceof Problem ? problemText(cause) : cause.message}>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </Alert>
  );
}

/** The scenarios that failed, and how many problems are left. */
function reasonsIn(details: Record<string, unknown>, t: Translate): string[] {
  const { scenarios, problems } = details;
  const failed = Array.isArray(scenarios)
    ? scenarios
        .filter((one: { ok?: unknown }) => one.ok !== true)
        .map((one: { name?: unknown }) => String(one.name))
    : [];
  return [
    ...failed.map((name) => t('studio.scenarioFails', { name })),
    ...(Array.isArray(problems) ? [t('studio.blockedBy', { errors: problems.length })] : []),
  ];
}
