import { Alert, Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { request } from '../../api';
import { api } from '../../paths';
import type { Report } from '../../studioTypes';
import type { Values } from '../../types';
import { ErrorBox } from '../ErrorBox';
import { outlineOf } from './outline';
import { testsIn, withOwnScenario } from './ownScenario';
import type { SideProps } from './sides';
import { Stepper } from './Stepper';
import { TakeScenario } from './TakeScenario';
import { useParsed } from './useParsed';
import { useStudioText } from './useStudioText';

/** Runs the scenarios on the draft as it is written, without a server's clock: weeks pass in milliseconds. */
export function ScenarioSide({ draft, text, errors, pick, replace }: SideProps) {
  const { t } = useStudioText();
  const [shown, setShown] = useState<string>();
  const run = useMutation({
    mutationFn: () => request<{ items: Report[] }>(api.simulation, { method: 'POST', body: { text } }),
    meta: { quiet: true },
    onSuccess: ({ items }) => setShown(items.find(({ ok }) => !ok)?.scenario ?? items[0]?.scenario),
  });
  const tests = useParsed(text, testsIn);
  const outline = useParsed(text, outlineOf);
  const report = run.data?.items.find(({ scenario }) => scenario === shown);
  const take = (shipped: Values) => {
    replace?.(withOwnScenario(text, shipped));
    pick(`/tests/${tests.size}`);
  };
  return (
    <div className="stack">
      <div className="row">
        <Button loading={run.isPending} disabled={errors > 0} onClick={() => run.mutate()}>
          {t('studio.runAll')}
        </Button>
        {errors > 0 && <span className="muted">{t('studio.correctFirst')}</span>}
      </div>
      {run.error && <ErrorBox cause={run.error} />}
      {run.data?.items.length === 0 && <Alert color="yellow">{t('studio.noScenarios')}</Alert>}
      {run.data && (
        <ul className="studio-problems studio-scenarios" aria-label={t('studio.scenarios')}>
          {run.data.items.map(({ ok, scenario }) => (
            <li key={scenario}>
              <span className={ok ? 'is-good' : 'is-error'}>{t(ok ? 'studio.passes' : 'studio.fails')}</span>
              <button
                type="button"
                className="studio-problem"
                aria-pressed={scenario === shown}
                onClick={() => setShown(scenario)}
              >
                {scenario}
              </button>
              {tests.has(scenario) ? (
                <Button
                  size="compact-xs"
                  variant="default"
                  onClick={() => pick(`/tests/${tests.get(scenario)}`)}
                >
                  {t('studio.toText')}
                </Button>
              ) : (
                replace && <TakeScenario draft={draft} name={scenario} take={take} />
              )}
            </li>
          ))}
        </ul>
      )}
      {report && <Stepper key={report.scenario} report={report} outline={outline} />}
    </div>
  );
}
