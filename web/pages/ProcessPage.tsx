import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { request } from '../api';
import { ComingList } from '../components/ComingList';
import { DataTable } from '../components/DataTable';
import { Link } from '../components/Link';
import { Loaded } from '../components/Loaded';
import { PageLoading } from '../components/PageState';
import { Events, Visits } from '../components/ProcessCourse';
import { Incidents } from '../components/ProcessIncidents';
import { ProcessMenu } from '../components/ProcessMenu';
import { OpenTasks } from '../components/ProcessTasks';
import { StagePath } from '../components/StagePath';
import { dateTime } from '../format';
import { useText } from '../i18n';
import { api, page, withQuery } from '../paths';
import { keys } from '../queries';
import { useEntity, useMay } from '../session';
import type { ProcessDetail } from '../types';
import { useAddress } from '../useAddress';

const ProcessDiagram = lazy(() =>
  import('../components/ProcessDiagram').then((m) => ({ default: m.ProcessDiagram })),
);

/** One running process: where it stands, what it waits for, what happened, and what may be done about it. */
export function ProcessPage() {
  const { id = '' } = useAddress();
  const query = useQuery({
    queryKey: keys.process(id),
    queryFn: () => request<ProcessDetail>(api.process(id)),
    refetchInterval: 5_000,
  });
  return <Loaded query={query}>{(process) => <Process process={process} />}</Loaded>;
}

function Process({ process }: { process: ProcessDetail }) {
  const { t, label } = useText();
  const entity = useEntity(process.entity);
  return (
    <div className="page">
      <div className="row spread">
        <div>
          <h1>{process.title}</h1>
          <p className="muted">
            <DefinitionName process={process} /> ·{' '}
            {t('proc.version', { version: process.definition.version })}
            {process.outcome &&
              ` · ${t('proc.outcome', { outcome: label(process.outcomeTitle) || process.outcome })}`}
            {entity && (
              <>
                {' · '}
                <Link to={page.record(entity.path, process.entityId)}>
                  {process.entityLabel ?? t('proc.record')}
                </Link>
              </>
            )}
          </p>
        </div>
        <ProcessMenu process={process} />
      </div>
      <StagePath processId={process.id} />
      <Incidents process={process} />
      <section className="card stack">
        <h2>{t('explain.next')}</h2>
        <ComingList items={process.coming} />
      </section>
      <OpenTasks process={process} />
      <section className="card stack">
        <h2>{t('proc.diagram')}</h2>
        <Suspense fallback={<PageLoading />}>
          <ProcessDiagram process={process} />
        </Suspense>
      </section>
      <Steps process={process} />
      <Visits process={process} />
      <Events process={process} />
    </div>
  );
}

/** Whoever may read definitions gets to this one, and from there to a draft that is tried on this case. */
function DefinitionName({ process: { id, definition, status } }: { process: ProcessDetail }) {
  const { label } = useText();
  const mayRead = useMay('definition.read');
  const title = label(definition.title) || definition.key;
  if (!mayRead) return title;
  const isOver = status === 'ended' || status === 'cancelled';
  return (
    <Link to={withQuery(page.definition('process', definition.key), { case: isOver ? undefined : id })}>
      {title}
    </Link>
  );
}

function Steps({ process }: { process: ProcessDetail }) {
  const { t, label, language } = useText();
  const rows = process.stages.flatMap((stage) => stage.steps.map((step) => ({ stage, step })));
  return (
    <section className="card stack">
      <h2>{t('proc.steps')}</h2>
      <DataTable
        label={t('proc.steps')}
        rows={rows}
        keyOf={({ stage, step }) => `${stage.id}/${step.id}`}
        columns={[
          { title: t('proc.stage'), cell: ({ stage }) => label(stage.title) || stage.id },
          { title: t('proc.step'), cell: ({ step }) => label(step.title) || step.id },
          { title: t('proc.kind'), cell: ({ step }) => t(`stepKind.${step.kind}`) },
          { title: t('proc.status'), cell: ({ step }) => t(`stepStatus.${step.status}`) },
          { title: t('proc.who'), cell: ({ step }) => step.assigneeLabel ?? '–' },
          { title: t('task.dueAt'), cell: ({ step }) => (step.dueAt ? dateTime(step.dueAt, language) : '–') },
        ]}
      />
    </section>
  );
}
