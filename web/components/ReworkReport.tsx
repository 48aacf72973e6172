import { useQuery } from '@tanstack/react-query';
import { request } from '../api';
import type { StepRework } from '../deskTypes';
import { useText } from '../i18n';
import { api } from '../paths';
import { keys } from '../queries';
import { EmptyState } from './EmptyState';
import { FiguresTable } from './FiguresTable';
import { Loaded } from './Loaded';

/** Which steps cases had to do again, most often first. */
export function ReworkReport() {
  const { t, label } = useText();
  const query = useQuery({
    queryKey: keys.stepRework,
    queryFn: () => request<{ items: StepRework[] }>(api.stepRework),
  });
  return (
    <section className="card stack">
      <h2>{t('times.steps')}</h2>
      <p className="muted small">{t('times.stepsIntro')}</p>
      <Loaded query={query}>
        {({ items }) => {
          const again = items.filter(({ reworked }) => reworked > 0);
          if (again.length === 0) return <EmptyState title={t('rep.none')} />;
          return (
            <FiguresTable
              label={t('times.steps')}
              file="step-rework"
              rows={again}
              keyOf={({ definition, stage, step }) => `${definition}/${stage}/${step}`}
              columns={[
                { title: t('rep.process'), of: (row) => label(row.definitionTitle) || row.definition },
                { title: t('proc.step'), of: (row) => label(row.stepTitle) || row.step },
                { title: t('rep.cases'), of: (row) => row.cases },
                { title: t('times.runs'), of: (row) => row.runs },
                { title: t('rep.rework'), hasBar: true, of: (row) => row.reworked },
              ]}
            />
          );
        }}
      </Loaded>
    </section>
  );
}
