import { Button, Select } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { request } from '../../api';
import { api, withQuery } from '../../paths';
import type { TrialReport } from '../../studioTypes';
import type { Page, ProcessItem } from '../../types';
import { ErrorBox } from '../ErrorBox';
import { listAt } from './editor/document';
import { outlineOf } from './outline';
import type { SideProps } from './sides';
import { Stepper } from './Stepper';
import { TrialSteps } from './TrialSteps';
import type { TrialStep } from './trialScript';
import { useParsed } from './useParsed';
import { useStudioText } from './useStudioText';

/** A copy of a case that really runs, played on with the draft; the case itself is not touched. */
export function TrialSide({ draft, text, errors }: SideProps) {
  const { t, label } = useStudioText();
  const inWords = ({ title, customerLabel, stageTitle, status, incidentCount, clock }: ProcessItem) =>
    [
      title,
      customerLabel,
      label(stageTitle),
      status === 'held' && t('studio.isHeld'),
      incidentCount > 0 && t('studio.hasIncident'),
      clock?.late && t('studio.isLate'),
    ]
      .filter(Boolean)
      .join(' · ');
  const asked = useAskedCase();
  const [instance, setInstance] = useState<string | null>(asked);
  const [steps, setSteps] = useState<TrialStep[]>([]);
  const cases = useQuery({
    queryKey: ['studio', 'cases', draft.key],
    queryFn: () =>
      request<Page<ProcessItem>>(
        withQuery(api.processes, { definition: draft.key, status: 'open', limit: 100 }),
      ),
  });
  const trial = useMutation({
    mutationFn: (of: { instanceId: string | null; steps: TrialStep[] }) =>
      request<TrialReport>(api.trial, { method: 'POST', body: { text, ...of } }),
    meta: { quiet: true },
  });
  const choose = (instanceId: string | null) => {
    setInstance(instanceId);
    setSteps([]);
    trial.reset();
    // where it stands is seen at once
    if (instanceId !== null && errors === 0) trial.mutate({ instanceId, steps: [] });
  };
  if (cases.error) return <ErrorBox cause={cases.error} />;
  if (cases.data?.items.length === 0) return <p className="muted">{t('studio.noCases')}</p>;
  return (
    <div className="stack">
      <p className="muted">{t('studio.trialIntro')}</p>
      <Select
        label={t('studio.case')}
        searchable
        data={(cases.data?.items ?? []).map((one) => ({ value: one.id, label: inWords(one) }))}
        value={instance}
        onChange={choose}
      />
      <TrialSteps text={text} steps={steps} open={openIn(trial.data)} change={setSteps} />
      <div className="row">
        <Button
          disabled={!instance || errors > 0}
          loading={trial.isPending}
          onClick={() => trial.mutate({ instanceId: instance, steps })}
        >
          {t('studio.try')}
        </Button>
        {errors > 0 && <span className="muted">{t('studio.correctFirst')}</span>}
      </div>
      {trial.error && <ErrorBox cause={trial.error} />}
      {trial.data && <Outcome report={trial.data} text={text} />}
    </div>
  );
}

function openIn(report: TrialReport | undefined): string[] {
  return listAt(report?.final, ['open']).map(String);
}

/** The case that somebody came from, to try a draft on it. */
function useAskedCase(): string | null {
  // every value of the address is text here
  const { case: asked }: { case?: string } = useSearch({ strict: false });
  return asked ?? null;
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
