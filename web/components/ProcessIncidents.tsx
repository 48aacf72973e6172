import { Button } from '@mantine/core';
import { useState } from 'react';
import { dateTime } from '../format';
import { useText } from '../i18n';
import { page } from '../paths';
import { useIncidentTitle } from './cases/useIncidentTitle';
import type { ProcessDetail } from '../types';
import { useGroup } from '../useGroup';
import { ConfirmReason } from './ConfirmReason';
import { Link } from './Link';
import { Readings } from './Readings';
import { useRetry } from './useRetry';

/** What failed and waits for somebody; each can be tried again by itself. */
export function Incidents({ process }: { process: ProcessDetail }) {
  const { t } = useText();
  const titleOf = useIncidentTitle();
  const [asked, setAsked] = useState<string | null>(null);
  const open = process.incidents.filter(({ resolvedAt }) => resolvedAt === null);
  if (open.length === 0) return null;
  const mayRetry = process.operations.some(({ op }) => op === 'retry');
  return (
    <section className="card stack" role="alert">
      <h2>{t('proc.incidents')}</h2>
      <ul className="plain">
        {open.map((incident) => (
          <li key={incident.key} className="row spread">
            <Incident incident={incident} process={process} />
            {mayRetry && (
              <Button
                size="xs"
                variant="default"
                aria-label={`${t('proc.retry')} ${titleOf(incident.code)}`}
                onClick={() => setAsked(incident.key)}
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

/** What failed, why, and what was read then; the message for whoever mends the definition. */
function Incident({
  incident: { code, message, stage: stageId, step: stepId, openedAt, text, reads, values },
  process,
}: {
  incident: ProcessDetail['incidents'][number];
  process: ProcessDetail;
}) {
  const { t, label, language } = useText();
  const titleOf = useIncidentTitle();
  const group = useGroup();
  const stage = process.stages.find(({ id }) => id === stageId);
  const step = stage?.steps.find(({ id }) => id === stepId);
  const title = label(step?.title) || stepId;
  const queue = values?.['queue'];
  return (
    <div>
      <strong>{titleOf(code)}</strong>
      {text && ` · ${label(text)}`}
      <div className="muted small">
        {stage && `${label(stage.title) || stageId} · `}
        {title && (step?.taskId ? <Link to={page.task(step.taskId)}>{title}</Link> : title)}
        {typeof queue === 'string' && ` · ${group(queue)}`} · {dateTime(openedAt, language)}
      </div>
      <details className="small">
        <summary className="muted">{t('proc.incidentDetails')}</summary>
        <p className="muted">
          <code>{message}</code>
        </p>
        <Readings reads={reads} />
      </details>
    </div>
  );
}

interface RetryProps {
  processId: string;
  /** Absent = all that the case has. */
  incident?: string;
  close: () => void;
}

export function Retry({ processId, incident, close }: RetryProps) {
  const { t } = useText();
  const retry = useRetry(processId, close);
  return (
    <ConfirmReason
      title={t('proc.retry')}
      action={t('proc.retry')}
      isPending={retry.isPending}
      cause={retry.error}
      confirm={(reason) => retry.mutate({ incident, reason })}
      close={close}
    />
  );
}
