import { Alert, Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { request } from '../../api';
import { api } from '../../paths';
import type { Report } from '../../studioTypes';
import { ErrorBox } from '../ErrorBox';
import { isObject } from './editor/schemaWalk';
import { outlineOf } from './outline';
import type { SideProps } from './sides';
import { Stepper } from './Stepper';
import { useParsed } from './useParsed';
import { useStudioText } from './useStudioText';

/** Runs the scenarios on the draft as it is written, without a server's clock: weeks pass in milliseconds. */
export function ScenarioSide({ text, errors, pick }: SideProps) {
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
              {tests.has(scenario) && (
                <Button
                  size="compact-xs"
                  variant="default"
                  onClick={() => pick(`/tests/${tests.get(scenario)}`)}
                >
                  {t('studio.toText')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {report && <Stepper key={report.scenario} report={report} outline={outline} />}
    </div>
  );
}

/** The scenarios that stand in the document itself, and where. */
function testsIn(document: unknown): Map<string, number> {
  const tests: unknown = isObject(document) ? document['tests'] : undefined;
  if (!Array.isArray(tests)) return new Map();
  return new Map(tests.map((test: unknown, index) => [isObject(test) ? String(test['name']) : '', index]));
}
