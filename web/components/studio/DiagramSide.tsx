import { parse } from 'jsonc-parser';
import { useDeferredValue, useMemo } from 'react';
import { Diagram } from '../Diagram';
import { outlineOf } from './outline';
import type { SideProps } from './sides';
import { useStudioText } from './useStudioText';

/** The process as it is written now; a stage or a step leads to its text. */
export function DiagramSide({ text, draft, pick }: SideProps) {
  const { t, label } = useStudioText();
  const settled = useDeferredValue(text);
  const { title, stages, links } = useMemo(() => outlineOf(parse(settled)), [settled]);
  if (stages.length === 0) return <p className="muted">{t('studio.noStages')}</p>;
  return (
    <div className="stack">
      <Diagram title={label(title) || draft.key} stages={stages} links={links} onPick={pick} />
      <ol className="studio-outline">
        {stages.map((stage) => (
          <li key={stage.pointer}>
            {label(stage.title) || stage.id}
            <span className="muted small">
              {' '}
              {stage.steps
                .map((step) => `${label(step.title) || step.id} (${t(`stepKind.${step.kind}`)})`)
                .join(' → ')}
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}
