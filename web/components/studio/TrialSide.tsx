import { Button, Select } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { request } from '../../api';
import { api, withQuery } from '../../paths';
import type { TrialReport } from '../../studioTypes';
import type { Page, ProcessItem } from '../../types';
import { ErrorBox } from '../ErrorBox';
import { outlineOf } from './outline';
import type { SideProps } from './sides';
import { Stepper } from './Stepper';
import { TrialSteps } from './TrialSteps';
import type { TrialStep } from './trialScript';
import { useParsed } from './useParsed';
import { useStudioText } from './useStudioText';

/** A copy of a case that really runs, played on with the draft; the case itself is not touched. */
export function TrialSide({ draft, text, errors }: SideProps) {
  const { t } = useStudioText();
  const [instance, setInstance] = useState<string | null>(null);
  const [steps, setSteps] = useState<TrialStep[]>([]);
  const cases = useQuery({
    queryKey: ['studio', 'cases', draft.key],
    queryFn: () =>
      request<Page<ProcessItem>>(
        withQuery(api.processes, { definition: draft.key, status: 'open', limit: 100 }),
      ),
  });
  const trial = useMutation({
    mutationFn: () =>
      request<TrialReport>(api.trial, { method: 'POST', body: { text, instanceId: instance, steps } }),
    meta: { quiet: true },
  });
  if (cases.error) return <ErrorBox cause={cases.error} />;
  if (cases.data?.items.length === 0) return <p className="muted">{t('studio.noCases')}</p>;
  return (
    <div className="stack">
      <p className="muted">{t('studio.trialIntro')}</p>
      <Select
        label={t('studio.case')}
        searchable
        data={(cases.data?.items ?? []).map(({ id, title, customerLabel }) => ({
          value: id,
          label: [title, customerLabel].filter(Boolean).join(' · '),
        }))}
        value={instance}
        onChange={setInstance}
      />
      <TrialSteps text={text} steps={steps} change={setSteps} />
      <div className="row">
        <Button disabled={!instance || errors > 0} loading={trial.isPending} onClick={() => trial.mutate()}>
          {t('studio.try')}
        </Button>
        {errors > 0 && <span className="muted">{t('studio.correctFirst')}</span>}
      </div>
      {trial.error && <ErrorBox cause={trial.error} />}
      {trial.data && <Outcome report={trial.data} text={text} />}
    </div>
  );
}

function Outcome({ report, text }: { report: TrialReport; text: string }) {
  const { t, label } = useStudioText();
  const outline = useParsed(text, outlineOf);
  const { problems } = report.adopted;
  return (
    <>
      {problems.length > 0 && (
        <div className="card">
          <strong>{t('studio.noPlace')}</strong>
          <ul>
            {problems.map(({ at, message }) => (
              <li key={at}>
                {label(message)} <code>{at}</code>
              </li>
            ))}
          </ul>
        </div>
      )}
      {report.timeline.length === 0 && <p className="is-error">{t('studio.noTrial')}</p>}
      <Stepper report={report} outline={outline} />
    </>
  );
}
