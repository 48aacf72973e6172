import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { useText } from '../i18n';
import type { Label } from '../types';

const WIDTH = 190;
const GAP = 34;
const STEP = 44;
const HEAD = 40;
const FOOT = 26;

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
  label: string;
  when: string;
}

interface Props {
  title: string;
  stages: DiagramStage[];
  links?: DiagramLink[];
  /** Makes stages and steps buttons. */
  onPick?: (pointer: string) => void;
}

/** Stages side by side with their steps; what it says stands in words beside it. */
export function Diagram({ title, stages, links = [], onPick }: Props) {
  const { t, label } = useText();
  const most = Math.max(1, ...stages.map(({ steps }) => steps.length));
  const foot = Math.max(0, ...stages.map((_, index) => links.filter(({ from }) => from === index).length));
  const height = HEAD + most * STEP + 16 + foot * FOOT;
  const width = Math.max(1, stages.length * (WIDTH + GAP) - GAP);
  const box = useRef<HTMLDivElement>(null);
  const active = stages.findIndex(({ status }) => status === 'active');
  useEffect(() => {
    if (active >= 0 && box.current) box.current.scrollLeft = (active - 0.5) * (WIDTH + GAP);
  }, [active]);
  const nameOf = (one: { title: Label | null; id: string }) => label(one.title) || one.id;
  return (
    <div className="diagram" ref={box} tabIndex={0} role="region" aria-label={t('proc.diagram')}>
      <svg
        viewBox={`-2 -2 ${width + 4} ${height + 4}`}
        width={width}
        height={height}
        role={onPick ? 'group' : 'img'}
        aria-label={title}
      >
        {stages.map((stage, index) => (
          <g key={`${stage.id} ${index}`} transform={`translate(${index * (WIDTH + GAP)} 0)`}>
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
            {links
              .filter(({ from }) => from === index)
              .map((link, n) => (
                <text key={n} className="diagram-exit" x={10} y={HEAD + most * STEP + 14 + n * FOOT}>
                  {exitText(link, stages[link.to ?? -1], nameOf)}
                  {link.when && <title>{link.when}</title>}
                </text>
              ))}
          </g>
        ))}
      </svg>
    </div>
  );
}

function exitText(
  { from, to, label, when }: DiagramLink,
  target: DiagramStage | undefined,
  nameOf: (stage: DiagramStage) => string,
): string {
  const sign = to === null ? '◉' : to <= from ? '↩' : '↪';
  return short(`${sign} ${target ? nameOf(target) : label}${when && ` · ${when}`}`);
}

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
      tabIndex={0}
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
