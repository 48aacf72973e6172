import { Button } from '@mantine/core';
import { memo, useState } from 'react';
import type { Label } from '../../types';
import { Diagram, type DiagramStage } from '../Diagram';
import { outlineOf, type Outline } from './outline';
import type { SideProps } from './sides';
import { useParsed } from './useParsed';
import { useStudioText } from './useStudioText';

/** The process as it is written now; a stage or a step leads to its text. */
export function DiagramSide({ text, draft, pick }: SideProps) {
  const { t, label, colon } = useStudioText();
  const outline = useParsed(text, outlineOf);
  const [drawn, setDrawn] = useState(outline);
  const [zoom, setZoom] = useState<number | null>(1);
  // while a word is half written there may be nothing to draw; the picture stays
  if (outline !== drawn && outline.stages.length > 0) setDrawn(outline);
  const { title, stages, links } = drawn;
  if (stages.length === 0) return <p className="muted">{t('studio.noStages')}</p>;
  return (
    <div className="stack">
      <Zoom zoom={zoom} change={setZoom} />
      <Diagram title={label(title) || draft.key} stages={stages} links={links} zoom={zoom} onPick={pick} />
      <ol className="studio-outline">
        {stages.map((stage, index) => (
          <StageInWords key={stage.pointer} stage={stage} exits={exitsOf(index, drawn, label, colon)} />
        ))}
      </ol>
    </div>
  );
}

const ZOOMS = [0.4, 0.5, 0.65, 0.8, 1, 1.25, 1.6, 2];

function Zoom({ zoom, change }: { zoom: number | null; change: (zoom: number | null) => void }) {
  const { t } = useStudioText();
  const smaller = ZOOMS.filter((one) => one < (zoom ?? 1)).at(-1);
  const larger = ZOOMS.find((one) => one > (zoom ?? 0.5));
  return (
    <div className="row">
      <Button.Group>
        <Button
          size="compact-sm"
          variant="default"
          aria-label={t('studio.zoomOut')}
          disabled={smaller === undefined}
          onClick={() => change(smaller ?? 1)}
        >
          −
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => change(1)} disabled={zoom === 1}>
          100%
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          aria-label={t('studio.zoomIn')}
          disabled={larger === undefined}
          onClick={() => change(larger ?? 1)}
        >
          +
        </Button>
        <Button size="compact-sm" variant="default" aria-pressed={zoom === null} onClick={() => change(null)}>
          {t('studio.zoomFit')}
        </Button>
      </Button.Group>
    </div>
  );
}

/** What the picture has no room for stands here whole: every step with its kind, every way out with its condition. */
const StageInWords = memo(function StageInWords({ stage, exits }: { stage: DiagramStage; exits: string }) {
  const { t, label } = useStudioText();
  return (
    <li>
      {label(stage.title) || stage.id}
      <span className="muted small">
        {' '}
        {stage.steps
          .map((step) => `${label(step.title) || step.id} (${t(`stepKind.${step.kind}`)})`)
          .join(' → ')}
      </span>
      {exits && <div className="muted small studio-exits">{exits}</div>}
    </li>
  );
});

function exitsOf(
  index: number,
  { stages, links }: Outline,
  label: (text: Label | null | undefined) => string,
  colon: string,
): string {
  return links
    .filter(({ from }) => from === index)
    .map(({ to, outcome, title, when }) => {
      const target = to === null ? undefined : stages[to];
      const name = target ? label(target.title) || target.id : label(title) || outcome;
      return `${to === null ? '◉' : to <= index ? '↩' : '↪'} ${name}${when && `${colon}${when}`}`;
    })
    .join('\n');
}
