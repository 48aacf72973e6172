import { parse } from 'jsonc-parser';
import { useDeferredValue, useMemo, useState } from 'react';
import { Diagram } from '../Diagram';
import { outlineOf } from './outline';
import type { SideProps } from './sides';
import { useStudioText } from './useStudioText';

/** The process as it is written now; a stage or a step leads to its text. */
export function DiagramSide({ text, draft, pick }: SideProps) {
  const { t, label } = useStudioText();
  const settled = useDeferredValue(text);
  const outline = useMemo(() => outlineOf(parse(settled)), [settled]);
  const [drawn, setDrawn] = useState(outline);
  // while a word is half written there may be nothing to draw; the picture stays
  if (outline !== drawn && outline.stages.length > 0) setDrawn(outline);
  const { title, stages, links } = drawn;
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
