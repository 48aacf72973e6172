import { Button } from '@mantine/core';
import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { PROCESS_ERRORS } from '../../../domain/processErrors';
import { dateTime, listed } from '../../format';
import type { Report, ScenarioCheck } from '../../studioTypes';
import type { Label } from '../../types';
import { DataTable } from '../DataTable';
import { Diagram } from '../Diagram';
import type { Outline } from './outline';
import { momentsOf, plain, type Moment } from './timeline';
import { useStudioText } from './useStudioText';

const refusals: Record<string, { title: Label }> = PROCESS_ERRORS;

/** A report that can be stepped through: what happened, where the case stood, what was open. */
export function Stepper({ report, outline }: { report: Report; outline?: Outline | undefined }) {
  const { t, label } = useStudioText();
  const moments = momentsOf(report);
  const [at, setAt] = useState(0);
  const moment = moments[Math.min(at, moments.length - 1)];
  const go = (to: number) => setAt(Math.max(0, Math.min(moments.length - 1, to)));
  const byKey = ({ key }: KeyboardEvent) => {
    if (key === 'ArrowRight') go(at + 1);
    if (key === 'ArrowLeft') go(at - 1);
  };
  const failed = report.checks.filter(({ ok }) => !ok);
  return (
    <div className="stack">
      {report.error && <p className="is-error">{report.error}</p>}
      {failed.length > 0 && <FailedChecks checks={failed} />}
      {moment && (
        <div className="card stack" role="group" aria-label={t('studio.timeline')} onKeyDown={byKey}>
          <div className="row spread">
            <strong>{t('studio.moment', { at: at + 1, of: moments.length })}</strong>
            <div className="row">
              <Button size="xs" variant="default" disabled={at === 0} onClick={() => go(at - 1)}>
                {t('studio.back')}
              </Button>
              <Button size="xs" disabled={at >= moments.length - 1} onClick={() => go(at + 1)}>
                {t('studio.forth')}
              </Button>
            </div>
          </div>
          {outline && outline.stages.length > 0 && (
            <Diagram title={label(outline.title)} stages={stagesAt(outline, moment)} />
          )}
          <MomentFacts moment={moment} outline={outline} />
        </div>
      )}
    </div>
  );
}

/** The picture of the process as it stood at that moment. */
function stagesAt({ stages }: Outline, { stage, open }: Moment): Outline['stages'] {
  return stages.map((one) => ({
    ...one,
    status: one.id === stage ? 'active' : 'available',
    steps: one.steps.map((step) => ({
      ...step,
      status: open.includes(`${one.id}/${step.id}`) ? 'open' : 'pending',
    })),
  }));
}

function MomentFacts({ moment, outline }: { moment: Moment; outline: Outline | undefined }) {
  const { t, label, language } = useStudioText();
  const { at, event, about, more, stage, open, effects } = moment;
  const name = (place: string) => label(outline?.names[place]) || place;
  return (
    <div aria-live="polite" className="stack">
      <dl className="facts">
        <Fact title={t('studio.time')}>{dateTime(at, language)}</Fact>
        <Fact title={t('studio.happened')}>
          {t(`studioEvent.${event === 'start' && about !== '' ? 'begin' : event}`, { defaultValue: event })}{' '}
          {name(about)}
          {more && ('by' in more ? ` · ${more.by}` : ` (${more.rung})`)}
        </Fact>
        <Fact title={t('proc.stage')}>{stage === null ? '–' : name(stage)}</Fact>
        <Fact title={t('studio.openTasks')}>
          {open.length === 0 ? t('studio.none') : listed(open.map(name), language)}
        </Fact>
      </dl>
      <strong>{t('studio.effects')}</strong>
      {effects.length === 0 ? (
        <p className="muted">{t('studio.none')}</p>
      ) : (
        <ul className="studio-effects">
          {effects.map(({ type, about: what, whole }, index) => (
            <li key={index}>
              <details>
                <summary>
                  {t(`studioEffect.${type}`, { defaultValue: type })}{' '}
                  {(type === 'end' && label(outline?.outcomes[what])) || name(what)}
                </summary>
                <pre className="small">{whole}</pre>
              </details>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Fact({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function FailedChecks({ checks }: { checks: ScenarioCheck[] }) {
  const { t, label } = useStudioText();
  const inWords = ({ field }: ScenarioCheck, value: unknown) => {
    if (field !== 'refused') return <code>{plain(value)}</code>;
    const code = String(value);
    return label(refusals[code]?.title) || (value === null ? t('studio.accepted') : code);
  };
  return (
    <DataTable
      label={t('studio.failedChecks')}
      rows={checks}
      keyOf={({ step, field }) => `${step} ${field}`}
      columns={[
        { title: t('studio.scenarioStep'), cell: ({ step }) => step + 1 },
        {
          title: t('studio.field'),
          cell: ({ field }) => (field === 'refused' ? t('studio.refusal') : field),
        },
        { title: t('studio.expected'), cell: (check) => inWords(check, check.expected) },
        {
          title: t('studio.actual'),
          cell: (check) => <span className="is-error">{inWords(check, check.actual)}</span>,
        },
      ]}
    />
  );
}
