import { useText } from '../i18n';
import type { ProcessDetail, ProcessStage } from '../types';

const WIDTH = 190;
const GAP = 34;
const STEP = 44;
const HEAD = 40;

/** The definition drawn from the live state; the table of steps beside it says the same in words. */
export function ProcessDiagram({ process }: { process: ProcessDetail }) {
  const { t, label } = useText();
  const most = Math.max(1, ...process.stages.map(({ steps }) => steps.length));
  const height = HEAD + most * STEP + 16;
  const width = process.stages.length * (WIDTH + GAP) - GAP;
  return (
    <div className="diagram" tabIndex={0} role="region" aria-label={t('proc.diagram')}>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        width={width}
        height={height}
        role="img"
        aria-label={label(process.definition.title)}
      >
        {process.stages.map((stage, index) => (
          <g key={stage.id} transform={`translate(${index * (WIDTH + GAP)} 0)`}>
            {index > 0 && <Arrow />}
            <StageBox
              stage={stage}
              height={height}
              title={label(stage.title) || stage.id}
              nameOf={(step) => label(step.title) || step.id}
            />
          </g>
        ))}
      </svg>
    </div>
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

function StageBox({
  stage,
  height,
  title,
  nameOf,
}: {
  stage: ProcessStage;
  height: number;
  title: string;
  nameOf: (step: ProcessStage['steps'][number]) => string;
}) {
  return (
    <>
      <rect className={`diagram-stage is-${stage.status}`} width={WIDTH} height={height - 2} rx={8} />
      <text className="diagram-title" x={WIDTH / 2} y={HEAD / 2 + 5} textAnchor="middle">
        {title}
      </text>
      {stage.steps.map((step, index) => (
        <g key={step.id} transform={`translate(10 ${HEAD + index * STEP})`}>
          <rect
            className={`diagram-step is-${step.status}`}
            width={WIDTH - 20}
            height={STEP - 10}
            rx={step.kind === 'milestone' ? 17 : 5}
          />
          <text className="diagram-text" x={(WIDTH - 20) / 2} y={21} textAnchor="middle">
            {short(nameOf(step))}
          </text>
          <title>{nameOf(step)}</title>
        </g>
      ))}
    </>
  );
}

function short(text: string): string {
  const wide = /[\u2e80-\uffef]/.test(text);
  const most = wide ? 11 : 22;
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}
