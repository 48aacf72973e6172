import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { newKey, request } from '../api';
import { dateTime } from '../format';
import { useText } from '../i18n';
import { api } from '../paths';
import { toast } from '../toast';
import { useIncidentTitle } from './cases/useIncidentTitle';
import type { ProcessDetail } from '../types';
import { ConfirmReason } from './ConfirmReason';

/** What failed and waits for somebody; each can be tried again by itself. */
export function Incidents({ process }: { process: ProcessDetail }) {
  const { t, label, language } = useText();
  const titleOf = useIncidentTitle();
  const [asked, setAsked] = useState<string | null>(null);
  const open = process.incidents.filter(({ resolvedAt }) => resolvedAt === null);
  if (open.length === 0) return null;
  const mayRetry = process.operations.some(({ op }) => op === 'retry');
  const stageOf = (id: string | null) =>
    label(process.stages.find((stage) => stage.id === id)?.title ?? null) || id;
  return (
    <section className="card stack" role="alert">
      <h2>{t('proc.incidents')}</h2>
      <ul className="plain">
        {open.map(({ key, code, message, stage, openedAt }) => (
          <li key={key} className="row spread">
            <span>
              <strong>{titleOf(code)}</strong> · {message}
              <span className="muted small">
                {stage && ` · ${stageOf(stage)}`} · {dateTime(openedAt, language)}
              </span>
            </span>
            {mayRetry && (
              <Button
                size="xs"
                variant="default"
                aria-label={`${t('proc.retry')} ${titleOf(code)}`}
                onClick={() => setAsked(key)}
              >
                {t('proc.retry')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {asked !== null && <Retry processId={process.id} incident={asked} close={() => setAsked(null)} />}
    </section>
  );
}

function Retry({ processId, incident, close }: { processId: string; incident: string; close: () => void }) {
  const { t } = useText();
  const queryClient = useQueryClient();
  const retry = useMutation({
    mutationFn: (reason: string) =>
      request(api.processCommand(processId, 'retry'), {
        method: 'POST',
        body: { incident, reason },
        key: newKey(),
      }),
    meta: { quiet: true },
    async onSuccess() {
      toast(t('proc.done'));
      close();
      await queryClient.invalidateQueries();
    },
  });
  return (
    <ConfirmReason
      title={t('proc.retry')}
      action={t('proc.retry')}
      isPending={retry.isPending}
      cause={retry.error}
      confirm={(reason) => retry.mutate(reason)}
      close={close}
    />
  );
}
