import { Loader } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Reason, TaskExplanation } from '../../domain/process/explainTask';
import { request } from '../api';
import { dateTime } from '../format';
import { useText } from '../i18n';
import { api } from '../paths';
import { keys } from '../queries';
import { ErrorBox } from './ErrorBox';

/** Why the task exists and why it is whose it is; asked for only when somebody wants to know. */
export function TaskWhy({ id }: { id: string }) {
  const { t } = useText();
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('explain.why')}</summary>
      {isOpen && <Reasons id={id} />}
    </details>
  );
}

function Reasons({ id }: { id: string }) {
  const { t } = useText();
  const query = useQuery({
    queryKey: keys.taskWhy(id),
    queryFn: () => request<TaskExplanation>(api.taskCommand(id, 'explanation')),
  });
  if (query.error) return <ErrorBox cause={query.error} retry={() => void query.refetch()} />;
  if (!query.data) return <Loader size="sm" role="status" aria-label={t('app.loading')} />;
  return (
    <div className="stack why">
      <section>
        <h2>{t('explain.created')}</h2>
        <ReasonList reasons={query.data.created.because} />
      </section>
      <section>
        <h2>{t('explain.person')}</h2>
        <ReasonList reasons={query.data.person.because} />
      </section>
    </div>
  );
}

function ReasonList({ reasons }: { reasons: Reason[] }) {
  const { label, language } = useText();
  return (
    <ol className="plain small">
      {reasons.map((reason, place) => (
        <li key={`${place} ${reason.at}`}>
          {label(reason.text)} <span className="muted">{dateTime(reason.at, language)}</span>
        </li>
      ))}
    </ol>
  );
}
