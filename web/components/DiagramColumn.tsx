import { memo, type KeyboardEvent, type ReactNode } from 'react';
import { useText } from '../i18n';
import type { Label } from '../types';
import type { DiagramStage, DiagramStep } from './Diagram';

export const WIDTH = 190;
export const GAP = 34;
export const STEP = 44;
export const HEAD = 40;
export const FOOT = 26;

interface Props {
  stage: DiagramStage;
  index: number;
  height: number;
  /** The ways out, a line each, and how far down they stand. */
  exits: string;
  exitsAt: number;
  onPick: ((pointer: string) => void) | undefined;
}

/** A stage with its steps. Drawn again only when it changed: a large process has more than a thousand steps. */
export const DiagramColumn = memo(function DiagramColumn(props: Props) {
  const { stage, index, height, exits, exitsAt, onPick } = props;
  const { label } = useText();
  const nameOf = (one: { title: Label | null; id: string }) => label(one.title) || one.id;
  return (
    <g className="diagram-column" transform={`translate(${index * (WIDTH + GAP)} 0)`}>
      {index > 0 && <Arrow />}
      <rect className={`diagram-stage is-${stage.status}`} width={WIDTH} height={height - 2} rx={8} />
      <Pick pointer={stage.pointer} onPick={onPick} name={nameOf(stage)}>
        <rect fill="transparent" width={WIDTH} height={HEAD - 6} rx={8} />
        <text className="diagram-title" x={WIDTH / 2} y={HEAD / 2 + 5} textAnchor="middle">
          {short(nameOf(stage))}
        </text>
      </Pick>
      {stage.steps.map((step, n) => (
        <g key={`${step.id} ${n}`} transform={`translate(10 ${HEAD + n * STEP})`}>
          <Pick pointer={step.pointer} onPick={onPick} name={nameOf(step)}>
            <StepShape step={step} name={nameOf(step)} />
          </Pick>
        </g>
      ))}
      {exits !== '' &&
        exits.split('\n').map((exit, n) => (
          <text key={n} className="diagram-exit" x={10} y={exitsAt + n * FOOT}>
            {short(exit)}
            <title>{exit}</title>
          </text>
        ))}
    </g>
  );
});

interface PickProps {
  pointer: string | undefined;
  name: string;
  onPick: Props['onPick'];
  children: ReactNode;
}

function Pick({ pointer, name, onPick, children }: PickProps) {
  if (!onPick || pointer === undefined) return children;
  const pressed = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    onPick(pointer);
  };
  return (
    <g
      className="diagram-pick"
      role="button"
      tabIndex={-1}
      aria-label={name}
      onClick={() => onPick(pointer)}
      onKeyDown={pressed}
    >
      {children}
    </g>
  );
}

function StepShape({ step, name }: { step: DiagramStep; name: string }) {
  return (
    <>
      <rect
        className={`diagram-step is-${step.status}`}
        width={WIDTH - 20}
        height={STEP - 10}
        rx={step.kind === 'milestone' ? 17 : 5}
      />
      <text className="diagram-text" x={(WIDTH - 20) / 2} y={21} textAnchor="middle">
        {short(name)}
      </text>
      <title>{name}</title>
    </>
  );
}

function Arrow() {
  return (
    <>
      <line className="diagram-arrow" x1={-GAP} y1={HEAD / 2} x2={-8} y2={HEAD / 2} />
      <path className="diagram-head" d={`M -10 ${HEAD / 2 - 5} L -1 ${HEAD / 2} L -10 ${HEAD / 2 + 5} Z`} />
    </>
  );
}

function short(text: string): string {
  const wide = /[\u2e80-\uffef]/.test(text);
  const most = wide ? 11 : 22;
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}
