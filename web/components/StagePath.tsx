import { useQuery } from '@tanstack/react-query';
import type { Explanation } from '../../domain/process/explain';
import type { Guard } from '../../domain/process/guard';
import { request } from '../api';
import { dateTime } from '../format';
import { useText } from '../i18n';
import { api, page } from '../paths';
import { keys } from '../queries';
import type { ProcessDetail, ProcessStage, ProcessStep } from '../types';
import { CaseClocks } from './CaseClocks';
import { HeldReason } from './HeldReason';
import { Link } from './Link';

/** The stages of one process, and what its present stage still waits for. */
export function StagePath({ processId }: { processId: string }) {
  const { t, label, language } = useText();
  const { data } = useQuery({
    queryKey: keys.process(processId),
    queryFn: () => request<ProcessDetail>(api.process(processId)),
  });
  if (!data) return null;
  const active = data.stages.filter(({ status }) => status === 'active');
  return (
    <section className="card" aria-label={label(data.definition.title)}>
      <div className="row spread">
        <h2>{label(data.definition.title)}</h2>
        <span className="pill">{t(`process.${data.status}`)}</span>
      </div>
      <div tabIndex={0} role="region" aria-label={t('stage.path')} className="path-wrap">
        <ol className="path">
          {data.stages.map((stage) => (
            <li
              key={stage.id}
              className={`is-${stage.status}`}
              aria-current={stage.status === 'active' ? 'step' : undefined}
            >
              {label(stage.title) || stage.id}
              <span className="sub">{t(`stage.${stage.status}`)}</span>
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

function WhyNotDone({ stage, process }: { stage: ProcessStage; process: ProcessDetail }) {
  const { t } = useText();
  const incidents = process.incidents.filter(
    (incident) => incident.resolvedAt === null && (incident.stage === null || incident.stage === stage.id),
  );
  const missing = stage.steps.filter(
    ({ required, status }) => required && (status === 'pending' || status === 'open' || status === 'failed'),
  );
  return (
    <details>
      <summary>{t('stage.whyNot')}</summary>
      {incidents.map(({ key, message }) => (
        <p key={key} className="text-red">
          {message}
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
      {process.explain?.stage === stage.id && <Reasons explain={process.explain} />}
    </details>
  );
}

/** What a person cannot see from the steps alone: waits, conditions of the way out, and what comes by itself. */
function Reasons({ explain }: { explain: Explanation }) {
  const { t, label, language } = useText();
  const waits = explain.missing.flatMap(({ step, waitsFor }) => (waitsFor ? [{ step, ...waitsFor }] : []));
  return (
    <>
      {explain.stay && <p className="text-amber">{label(explain.stayTitle) || explain.stay}</p>}
      <ul className="plain small">
        {waits.map(({ step, event, until, guard }) => (
          <li key={step}>
            {t('stage.waitsFor', { what: event ?? (until ? dateTime(until, language) : step) })}
            {guard && <Condition guard={guard} />}
          </li>
        ))}
        {explain.missing.length === 0 &&
          explain.exits.map((guard) => (
            <li key={guard.when}>
              {guard.title ? t('stage.notMetFor', { what: label(guard.title) }) : t('stage.notMet')}{' '}
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

function Condition({ guard: { when, values } }: { guard: Guard }) {
  const read = Object.entries(values).map(([name, value]) => `${name} = ${JSON.stringify(value)}`);
  return (
    <>
      {' '}
      <code>{when}</code> {read.length > 0 && <span className="muted">({read.join(', ')})</span>}
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
