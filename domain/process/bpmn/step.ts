import type { Step } from '../../generated/process';
import type { Language } from '../diagram';
import { EVENT, TASK, type BpmnNode } from './model';

/** The element of BPMN that a step is, still without a place. */
export function elementOf(step: Step, language: Language): Omit<BpmnNode, 'id' | 'box'> {
  const title = step.title && !('cel' in step.title) ? step.title[language] : undefined;
  const node = { name: title ?? step.id, notes: notesOf(step) };
  switch (step.kind) {
    case 'human':
    case 'approval':
      return { ...node, type: 'userTask' };
    case 'auto':
      return { ...node, type: 'serviceTask' };
    case 'decision':
      return { ...node, type: 'businessRuleTask' };
    case 'wait':
      return { ...node, type: 'intermediateCatchEvent', detail: awaited(step.for) };
    case 'process':
      return {
        ...node,
        type: 'callActivity',
        attributes: { calledElement: step.process },
        ...(step.forEach && { detail: { each: step.forEach.cel } }),
      };
    case 'milestone':
      return { ...node, type: 'intermediateThrowEvent' };
  }
}

export function sizeOf(step: Step) {
  return step.kind === 'wait' || step.kind === 'milestone' ? EVENT : TASK;
}

function awaited(what: (Step & { kind: 'wait' })['for']): BpmnNode['detail'] {
  if ('event' in what) return { event: 'message' };
  if ('when' in what) return { event: 'condition', text: what.when };
  if ('after' in what) return { event: 'duration', text: what.after };
  return { event: 'date', text: textOf(what.until) };
}

function notesOf(step: Step): string[] {
  const given: [string, unknown][] = [
    ['assign', 'assign' in step ? step.assign : undefined],
    ['approvers', 'approvers' in step ? step.approvers : undefined],
    ['action', 'action' in step ? step.action : undefined],
    ['rules', 'rules' in step ? step.rules : undefined],
    ['for', 'for' in step ? step.for : undefined],
    ['manual', step.manual],
    ['required', step.required],
    ['timeout', step.timeout],
    ['repeat', step.repeat?.max],
  ];
  return given.filter(([, value]) => value !== undefined).map(([name, value]) => `${name}: ${textOf(value)}`);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
