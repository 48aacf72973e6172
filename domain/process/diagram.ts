import type { ProcessDefinition, Stage, Step } from '../generated/process';
import { outcomeTitle } from './outcomes';
import { nameOfExit } from './plan';

export type Language = 'zh-CN' | 'en';

/** What people call an outcome. */
type Called = (outcome: string) => string;

/** A process as a Mermaid flowchart: stages are boxes with their steps, arrows are needs and exits. */
export function mermaidOf(definition: ProcessDefinition, language: Language): string {
  const lines = ['flowchart TD', '  start((●))', '  finish((◉))'];
  for (const stage of definition.stages) lines.push(...stageLines(stage, language));
  const called = (outcome: string) => outcomeTitle(definition, outcome)?.[language] ?? outcome;
  const first = definition.stages[0];
  if (first) lines.push(`  start --> ${stageId(first.id)}`);
  definition.stages.forEach((stage, index) =>
    lines.push(...exitLines(definition, stage, { index, called }), ...rejectLines(stage, called)),
  );
  for (const exit of definition.exits ?? [])
    lines.push(`  start -. ${quoted(`${nameOfExit(exit)}: ${exit.when}`)} .-> finish`);
  return `${lines.join('\n')}\n`;
}

function stageLines(stage: Stage, language: Language): string[] {
  return [
    `  subgraph ${stageId(stage.id)}[${quoted(stage.title[language] ?? stage.id)}]`,
    ...stage.steps.map((step) => `    ${shape(stage, step, language)}`),
    ...stage.steps.flatMap((step) =>
      (step.needs ?? []).map((need) => `    ${stepId(stage.id, need)} --> ${stepId(stage.id, step.id)}`),
    ),
    ...stage.steps.flatMap((step) => reopenedBy(stage, step)),
    '  end',
  ];
}

/** A rejected approval opens these again. */
function reopenedBy(stage: Stage, step: Step): string[] {
  if (step.kind !== 'approval' || !step.onReject || !('reopen' in step.onReject)) return [];
  return step.onReject.reopen.map(
    (id) => `    ${stepId(stage.id, step.id)} -. ✗ .-> ${stepId(stage.id, id)}`,
  );
}

function rejectLines(stage: Stage, called: Called): string[] {
  return stage.steps.flatMap((step) => {
    if (step.kind !== 'approval' || !step.onReject || 'reopen' in step.onReject) return [];
    const to = 'to' in step.onReject ? stageId(step.onReject.to) : 'finish';
    const label = 'end' in step.onReject ? `✗ → ${called(step.onReject.end)}` : '✗';
    return [`  ${stepId(stage.id, step.id)} -. ${quoted(label)} .-> ${to}`];
  });
}

const SHAPES: Record<Step['kind'], [string, string]> = {
  human: ['[', ']'],
  approval: ['{{', '}}'],
  auto: ['[[', ']]'],
  decision: ['{', '}'],
  wait: ['([', '])'],
  process: ['[/', '/]'],
  milestone: ['((', '))'],
};

function shape(stage: Stage, step: Step, language: Language): string {
  const [open, close] = SHAPES[step.kind];
  const title = step.title && !('cel' in step.title) ? (step.title[language] ?? step.id) : step.id;
  const notes = [step.if && `? ${step.if}`, step.manual && '✋'].filter(Boolean).join(' ');
  return `${stepId(stage.id, step.id)}${open}${quoted(notes ? `${title} ${notes}` : title)}${close}`;
}

function exitLines(
  definition: ProcessDefinition,
  stage: Stage,
  { index, called }: { index: number; called: Called },
): string[] {
  const next = definition.stages[index + 1];
  return (stage.exit ?? [{ to: 'next' }]).flatMap((exit) => {
    if ('stay' in exit) return [];
    const to =
      'end' in exit ? 'finish' : exit.to === 'next' ? (next ? stageId(next.id) : 'finish') : stageId(exit.to);
    const label = [exit.when, 'end' in exit ? `→ ${called(exit.end)}` : undefined].filter(Boolean).join(' ');
    return [`  ${stageId(stage.id)} -->${label ? `|${quoted(label)}|` : ''} ${to}`];
  });
}

function stageId(id: string): string {
  return `stage_${id}`;
}

function stepId(stage: string, step: string): string {
  return `step_${stage}_${step}`;
}

/** Quotes, brackets and ampersands would end a label or be read as markup. */
function quoted(text: string): string {
  return `"${text.replace(/#/g, '#35;').replace(/&/g, '#amp;').replace(/`/g, '#96;').replace(/"/g, '#quot;').replace(/</g, '#lt;').replace(/>/g, '#gt;').replace(/\n/g, ' ')}"`;
}
