import { escapedXml } from '../xml';

/** A line of the timeline with the process it belongs to; lines of a process stand together, in order. */
export interface LogLine {
  instanceId: string;
  definition: string;
  version: number;
  status: string;
  outcome: string | null;
  at: Date;
  event: string;
  stage: string | null;
  step: string | null;
  person: string | null;
}

const EXTENSIONS = [
  ['Concept', 'concept'],
  ['Lifecycle', 'lifecycle'],
  ['Time', 'time'],
  ['Organizational', 'org'],
] as const;

const TRANSITIONS: Record<string, string> = {
  taskOpened: 'schedule',
  taskReassigned: 'reassign',
  taskClosed: 'withdraw',
  stageEntered: 'start',
  actionRun: 'start',
};

/** An event log as XES 1.0. */
export function xesOf(lines: LogLine[]): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<log xes.version="1.0" xes.features="" xmlns="http://www.xes-standard.org/">',
    ...EXTENSIONS.map(
      ([name, prefix]) =>
        `<extension name="${name}" prefix="${prefix}" uri="http://www.xes-standard.org/${prefix}.xesext"/>`,
    ),
    `<global scope="trace">${text('concept:name', '')}</global>`,
    `<global scope="event">${text('concept:name', '')}${text('lifecycle:transition', 'complete')}${date(new Date(0))}</global>`,
    '<classifier name="Activity" keys="concept:name lifecycle:transition"/>',
    ...lines.map((line, index) => traced(line, lines[index - 1], lines[index + 1])),
    '</log>',
    '',
  ].join('\n');
}

function traced(line: LogLine, before?: LogLine, after?: LogLine): string {
  const begins = before?.instanceId !== line.instanceId;
  const ends = after?.instanceId !== line.instanceId;
  return `${begins ? `<trace>${traceOf(line)}\n` : ''}${eventOf(line)}${ends ? '\n</trace>' : ''}`;
}

function traceOf({ instanceId, definition, version, status, outcome }: LogLine): string {
  return [
    text('concept:name', instanceId),
    text('definition', definition),
    `<int key="version" value="${version}"/>`,
    text('status', status),
    outcome === null ? '' : text('outcome', outcome),
  ].join('');
}

function eventOf({ at, event, stage, step, person }: LogLine): string {
  const name = [stage, step].filter((part) => part !== null).join('/') || event;
  const transition = Object.hasOwn(TRANSITIONS, event) ? TRANSITIONS[event] : undefined;
  return [
    `<event>${text('concept:name', name)}`,
    text('lifecycle:transition', transition ?? 'complete'),
    date(at),
    text('event', event),
    `${person === null ? '' : text('org:resource', person)}</event>`,
  ].join('');
}

function text(key: string, value: string): string {
  return `<string key="${key}" value="${escapedXml(value)}"/>`;
}

function date(at: Date): string {
  return `<date key="time:timestamp" value="${at.toISOString()}"/>`;
}
