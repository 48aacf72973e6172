import { useEffect, useId, useRef, type KeyboardEvent } from 'react';
import { useText } from '../i18n';
import type { Label } from '../types';
import { DiagramColumn, FOOT, GAP, HEAD, STEP, WIDTH } from './DiagramColumn';

export interface DiagramStep {
  id: string;
  kind: string;
  title: Label | null;
  status: string;
  /** Where it stands in the document. */
  pointer?: string;
}

export interface DiagramStage {
  id: string;
  title: Label | null;
  status: string;
  pointer?: string;
  steps: DiagramStep[];
}

/** A way out of a stage other than to the next one; to nothing is the end. */
export interface DiagramLink {
  from: number;
  to: number | null;
  /** The outcome, where it ends, and what people call it. */
  outcome: string;
  title: Label | null;
  when: string;
}

interface Props {
  title: string;
  stages: DiagramStage[];
  links?: DiagramLink[];
  /** 1 is the size in which everything can be read; null fits the width. */
  zoom?: number | null;
  /** Makes stages and steps buttons. */
  onPick?: (pointer: string) => void;
}

/** Stages side by side with their steps; what it says stands in words beside it. */
export function Diagram({ title, stages, links = [], zoom = 1, onPick }: Props) {
  const { t, label } = useText();
  const most = Math.max(1, ...stages.map(({ steps }) => steps.length));
  const foot = Math.max(0, ...stages.map((_, index) => links.filter(({ from }) => from === index).length));
  const height = HEAD + most * STEP + 16 + foot * FOOT;
  const width = Math.max(1, stages.length * (WIDTH + GAP) - GAP);
  const box = useRef<HTMLDivElement>(null);
  const help = useId();
  const active = stages.findIndex(({ status }) => status === 'active');
  useEffect(() => {
    if (active >= 0 && box.current) box.current.scrollLeft = (active - 0.5) * (WIDTH + GAP) * (zoom ?? 0);
  }, [active, zoom]);
  const nameOf = (one: { title: Label | null; id: string }) => label(one.title) || one.id;
  const exitsOf = (index: number) =>
    links
      .filter(({ from }) => from === index)
      .map((link) => exitText(link, stages[link.to ?? -1], nameOf))
      .join('\n');
  return (
    <div
      className="diagram"
      ref={box}
      tabIndex={0}
      role="region"
      aria-label={t('proc.diagram')}
      aria-describedby={onPick && help}
      onKeyDown={onPick && moveFocus}
    >
      {onPick && (
        <span id={help} hidden>
          {t('proc.diagramKeys')}
        </span>
      )}
      <svg
        viewBox={`-2 -2 ${width + 4} ${height + 4}`}
        {...(zoom === null ? { width: '100%' } : { width: width * zoom, height: height * zoom })}
        role={onPick ? 'group' : 'img'}
        aria-label={title}
      >
        {stages.map((stage, index) => (
          <DiagramColumn
            key={`${stage.id} ${index}`}
            stage={stage}
            index={index}
            height={height}
            exitsAt={HEAD + most * STEP + 14}
            exits={exitsOf(index)}
            onPick={onPick}
          />
        ))}
      </svg>
    </div>
  );
}

/** One stop for Tab; from there the arrows lead through a stage, and from stage to stage. */
function moveFocus(event: KeyboardEvent<HTMLDivElement>): void {
  const by = MOVES[event.key];
  if (!by) return;
  const columns = [...event.currentTarget.querySelectorAll('.diagram-column')].map((column) => [
    ...column.querySelectorAll<SVGGElement>('.diagram-pick'),
  ]);
  const now = columns.findIndex((column) => column.some((one) => one === document.activeElement));
  const row = columns[now]?.findIndex((one) => one === document.activeElement) ?? 0;
  const column = columns[now < 0 ? 0 : now + by[0]];
  const next = now < 0 ? column?.[0] : column?.[by[0] === 0 ? row + by[1] : Math.min(row, column.length - 1)];
  event.preventDefault();
  if (!next) return;
  next.focus();
  next.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

const MOVES: Record<string, [stages: number, steps: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

function exitText(
  { from, to, outcome, title, when }: DiagramLink,
  target: DiagramStage | undefined,
  nameOf: (one: { title: Label | null; id: string }) => string,
): string {
  const sign = to === null ? '◉' : to <= from ? '↩' : '↪';
  return `${sign} ${nameOf(target ?? { id: outcome, title })}${when && ` · ${when}`}`;
}
