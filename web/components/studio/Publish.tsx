import { Alert, Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { newKey, Problem, request } from '../../api';
import { api, page } from '../../paths';
import type { Draft, Publication } from '../../studioTypes';
import { problemText, toast } from '../../toast';
import { useLeave } from './useLeave';
import { useStudioText, type Translate } from './useStudioText';
import { Dialog } from '../Dialog';
import { useOnePress } from '../useOnePress';

interface Props {
  draft: Draft;
  errors: number;
  warnings: number;
  isChecked: boolean;
  /** Why it could not be checked. */
  failure: unknown;
  flush: () => Promise<boolean>;
  /** Opens one of the tabs beside the text. */
  show: (side: 'problems' | 'scenarios') => void;
}

/** Publishes, or says what stands in the way. */
export function Publish({ show, ...props }: Props) {
  const { t } = useStudioText();
  const [isAsked, setIsAsked] = useState(false);
  return (
    <>
      <Button onClick={() => setIsAsked(true)}>{t('studio.publish')}</Button>
      {isAsked && (
        <PublishDialog
          {...props}
          close={() => setIsAsked(false)}
          show={(side) => {
            setIsAsked(false);
            show(side);
          }}
        />
      )}
    </>
  );
}

function PublishDialog({
  draft,
  errors,
  warnings,
  isChecked,
  failure,
  flush,
  show,
  close,
}: Props & { close: () => void }) {
  const { t } = useStudioText();
  const leave = useLeave(draft);
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
      const done = draft.kind === 'calendar' ? 'studio.publishedCalendar' : 'studio.publishedAs';
      toast(t(done, { version: published[0]?.version ?? '' }));
      leave(page.definition(draft.kind, draft.key));
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
            <Button size="xs" variant="default" onClick={() => show('problems')} data-autofocus>
              {t('studio.showProblems')}
            </Button>
          </Alert>
        ) : (
          <p>{t(failure ? 'studio.checkFailed' : isChecked ? askOf(draft.kind) : 'studio.checking')}</p>
        )}
        {errors === 0 && warnings > 0 && (
          <p>
            {t('studio.warned', { warnings })}{' '}
            <Button size="compact-xs" variant="default" onClick={() => show('problems')}>
              {t('studio.showProblems')}
            </Button>
          </p>
        )}
        {publish.error && <Refusal cause={publish.error} show={show} />}
        <div className="actions">
          <Button
            disabled={errors > 0 || !isChecked}
            loading={publish.isPending}
            onClick={send}
            data-autofocus={errors === 0 || undefined}
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

/** What publishing does differs: only a process stays as it is for those that run. */
function askOf(kind: string) {
  if (kind === 'process') return 'studio.publishAsk';
  return kind === 'calendar' ? 'studio.publishAskCalendar' : 'studio.publishAskOther';
}

function Refusal({ cause, show }: { cause: Error; show: Props['show'] }) {
  const { t } = useStudioText();
  const lines = cause instanceof Problem ? reasonsIn(cause.details, t) : [];
  const isByScenario = cause instanceof Problem && cause.code === 'SCENARIO_FAILED';
  // the button that was pressed lost the focus while it was busy
  const focus = useCallback((refusal: HTMLDivElement | null) => refusal?.focus(), []);
  return (
    <Alert
      color="red"
      role="alert"
      tabIndex={-1}
      ref={focus}
      title={cause instanceof Problem ? problemText(cause) : cause.message}
    >
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {isByScenario && (
        <Button size="xs" variant="default" onClick={() => show('scenarios')}>
          {t('studio.showScenarios')}
        </Button>
      )}
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
