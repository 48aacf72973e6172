import { useQuery } from '@tanstack/react-query';
import type { Explanation } from '../../domain/process/explain';
import type { Guard } from '../../domain/process/guard';
import { request } from '../api';
import { dateTime } from '../format';
import { useText } from '../i18n';
import { api, page } from '../paths';
import { keys } from '../queries';
import type { Label, ProcessDetail, ProcessStage, ProcessStep } from '../types';
import { CaseClocks } from './CaseClocks';
import { useIncidentTitle } from './cases/useIncidentTitle';
import { HeldReason } from './HeldReason';
import { Link } from './Link';
import { Readings } from './Readings';

/** The stages of one process, and what its present stage still waits for. */
export function StagePath({ processId }: { processId: string }) {
  const { t, label, language } = useText();
  const { data } = useQuery({
    queryKey: keys.process(processId),
    queryFn: () => request<ProcessDetail>(api.process(processId)),
  });
  if (!data) return null;
  const active = data.stages.filter(({ status }) => status === 'active');
  const reached = data.stages.findLastIndex(({ status }) => status !== 'available');
  return (
    <section className="card" aria-label={label(data.definition.title)}>
      <div className="row spread">
        <h2>{label(data.definition.title)}</h2>
        <span className="pill">{t(`process.${data.status}`)}</span>
      </div>
      <div tabIndex={0} role="region" aria-label={t('stage.path')} className="path-wrap">
        <ol className="path">
          {data.stages.map((stage, place) => (
            <li
              key={stage.id}
              ref={stage.status === 'active' ? showInPath : undefined}
              className={`is-${stage.status}`}
              aria-current={stage.status === 'active' ? 'step' : undefined}
            >
              {label(stage.title) || stage.id}
              <span className="sub">
                {t(
                  stage.status === 'available' && place < reached
                    ? 'stage.passedBy'
                    : `stage.${stage.status}`,
                )}
              </span>
            </li>
          ))}
        </ol>
      </div>
      <CaseClocks clocks={data.clocks} />
      {data.held && (
        <p className="text-amber">
          <HeldReason held={data.held} />
          {data.held.until && ` · ${t('stage.heldUntil', { at: dateTime(data.held.until, language) })}`}
        </p>
      )}
      {active.map((stage) => (
        <WhyNotDone key={stage.id} stage={stage} process={data} />
      ))}
    </section>
  );
}

/** On a phone the path is wider than the page: the stage that is active stands in the middle. */
function showInPath(stage: HTMLElement | null): void {
  const path = stage?.closest('.path-wrap');
  if (stage && path) path.scrollLeft = stage.offsetLeft - (path.clientWidth - stage.offsetWidth) / 2;
}

function WhyNotDone({ stage, process }: { stage: ProcessStage; process: ProcessDetail }) {
  const { t, label } = useText();
  const incidentTitle = useIncidentTitle();
  const incidents = process.incidents.filter(
    (incident) => incident.resolvedAt === null && (incident.stage === null || incident.stage === stage.id),
  );
  const missing = stage.steps.filter(
    ({ required, status }) => required && (status === 'pending' || status === 'open' || status === 'failed'),
  );
  return (
    <details>
      <summary>{t('stage.whyNot')}</summary>
      {incidents.map(({ key, code, step }) => (
        <p key={key} className="text-red">
          {[incidentTitle(code), titleOf(stage, step, label)].filter(Boolean).join(' · ')}
        </p>
      ))}
      {missing.length === 0 ? (
        <p className="muted">{t('stage.nothingMissing')}</p>
      ) : (
        <>
          <p className="muted small">{t('stage.missing')}</p>
          <ul className="plain">
            {missing.map((step) => (
              <Missing key={step.id} step={step} />
            ))}
          </ul>
        </>
      )}
      {process.explain?.stage === stage.id && (
        <Reasons explain={process.explain} stage={stage} stages={process.stages} />
      )}
    </details>
  );
}

/** What a person cannot see from the steps alone: waits, conditions of the way out, and what comes by itself. */
function Reasons({
  explain,
  stage,
  stages,
}: {
  explain: Explanation;
  stage: ProcessStage;
  stages: ProcessStage[];
}) {
  const { t, label, language } = useText();
  const waits = explain.missing.flatMap(({ step, waitsFor }) => (waitsFor ? [{ step, ...waitsFor }] : []));
  const nameOf = (step: string) => titleOf(stage, step, label) || step;
  const exitName = ({ title, to }: Explanation['exits'][number]) =>
    label(title) || label(stages.find(({ id }) => id === to)?.title);
  return (
    <>
      {explain.stay && <p className="text-amber">{label(explain.stayTitle) || explain.stay}</p>}
      <ul className="plain small">
        {waits.map(({ step, event, until, guard }) => (
          <li key={step}>
            {t('stage.waitsFor', { what: nameOf(step) })}
            {until && ` · ${dateTime(until, language)}`}
            {event && <span className="muted"> · {event}</span>}
            {guard && <Condition guard={guard} />}
          </li>
        ))}
        {explain.missing.length === 0 &&
          explain.exits.map((guard) => (
            <li key={guard.when}>
              {exitName(guard) ? t('stage.notMetFor', { what: exitName(guard) }) : t('stage.notMet')}
              <Condition guard={guard} />
            </li>
          ))}
      </ul>
      {explain.next && (
        <p className="muted small">{t('stage.next', { at: dateTime(explain.next.at, language) })}</p>
      )}
    </>
  );
}

function titleOf(stage: ProcessStage, step: string | null, label: (title: Label | null) => string): string {
  return label(stage.steps.find(({ id }) => id === step)?.title ?? null);
}

/** What it reads, in words; the condition itself for who wants to see it. */
function Condition({ guard: { when, reads = [] } }: { guard: Guard }) {
  const { t } = useText();
  return (
    <>
      <Readings reads={reads} />
      <details>
        <summary className="muted small">{t('stage.condition')}</summary>
        <code>{when}</code>
      </details>
    </>
  );
}

function Missing({ step }: { step: ProcessStep }) {
  const { t, label } = useText();
  const title = label(step.title) || step.id;
  return (
    <li className="row">
      {step.taskId && step.status === 'open' ? (
        <Link to={page.task(step.taskId)}>{title}</Link>
      ) : (
        <span>{title}</span>
      )}
      <span className={step.status === 'failed' ? 'pill pill-red' : 'pill'}>{t(`step.${step.status}`)}</span>
      {step.assigneeLabel && <span className="muted small">{step.assigneeLabel}</span>}
    </li>
  );
}
