import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { readDefinitions } from './definition-files';
import { loadShipped } from '../definitions/load';
import type { ProcessDefinition } from '../domain/generated/process';
import { bpmnOf } from '../domain/process/bpmn/process';

interface Understood {
  warnings: string[];
  dangling: string[];
  ids: string[];
  drawn: { type: string; id?: string; points: number; line?: [number, number][]; bounds?: number[] }[];
  elements: {
    type: string;
    id: string;
    name?: string;
    parent: string;
    condition?: string;
    source?: { id: string; parent: string };
    target?: { id: string; parent: string };
    incoming: string[];
    outgoing: string[];
  }[];
}

const patterns = join(__dirname, '..', 'definitions', 'patterns');
const processes = [...loadShipped(), ...readDefinitions([patterns]).documents].filter(
  (document): document is ProcessDefinition => document.kind === 'process',
);

/** bpmn.io's own reader, which is an ES module, runs beside the test. */
function read(files: string[]): Understood[] {
  const script = join(__dirname, '..', 'test', 'support', 'read-bpmn.mjs');
  const { stdout, stderr, status } = spawnSync(process.execPath, [script], { input: JSON.stringify(files) });
  if (status !== 0) throw new Error(stderr.toString());
  return JSON.parse(stdout.toString()) as Understood[]; // what the script prints
}

const files = processes.map((definition) => bpmnOf(definition, 'zh-CN'));
const understood = read(files);

describe.each(processes.map(({ key }, index) => [key, index] as const))('%s as BPMN', (_, index) => {
  const { warnings, dangling, ids, drawn, elements } = understood[index] ?? read([])[0]!; // one for each file
  const flows = elements.filter(({ type }) => type === 'bpmn:SequenceFlow');
  const nodes = elements.filter(({ type }) => type !== 'bpmn:SequenceFlow');

  it('is read by bpmn.io without a warning and with unique ids', () => {
    expect({ warnings, dangling }).toEqual({ warnings: [], dangling: [] });
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has each step and stage, under its title', () => {
    const given = processes[index]?.stages ?? [];
    expect(nodes.map(({ id }) => id)).toEqual(
      expect.arrayContaining(
        given.flatMap(({ id, steps }) => [`stage_${id}`, ...steps.map((step) => `step_${id}_${step.id}`)]),
      ),
    );
    for (const { id, title } of given)
      expect(nodes.find((node) => node.id === `stage_${id}`)?.name).toBe(title['zh-CN']);
  });

  it('shows each clock of the case as a timer beside it all', () => {
    for (const { id, title } of processes[index]?.clocks ?? []) {
      expect(nodes.find((node) => node.id === `clock_${id}`)).toMatchObject({
        type: 'bpmn:SubProcess',
        name: title['zh-CN'],
      });
      expect(nodes.find((node) => node.id === `clock_${id}_start`)).toMatchObject({
        type: 'bpmn:StartEvent',
        parent: `clock_${id}`,
        name: expect.stringMatching(/\S/),
      });
    }
  });

  it('draws every node and every flow, once', () => {
    const shapes = drawn.filter(({ type }) => type === 'bpmndi:BPMNShape');
    expect(shapes.map(({ id }) => id).sort()).toEqual(nodes.map(({ id }) => id).sort());
    expect(shapes.every(({ bounds }) => bounds?.every(Number.isFinite))).toBe(true);
    const edges = drawn.filter(({ type }) => type === 'bpmndi:BPMNEdge');
    expect(edges.map(({ id }) => id).sort()).toEqual(flows.map(({ id }) => id).sort());
    expect(edges.every(({ points }) => points >= 2)).toBe(true);
  });

  it('joins only what lies in the same sub-process, and leaves nothing without a way in and out', () => {
    for (const { parent, source, target } of flows)
      expect([source?.parent, target?.parent]).toEqual([parent, parent]);
    for (const { type, id, incoming, outgoing } of nodes) {
      if (/^(anytime|clock)_/.test(id)) continue;
      const starts = type === 'bpmn:StartEvent' || type === 'bpmn:BoundaryEvent';
      expect([id, incoming.length > 0]).toEqual([id, !starts]);
      expect([id, outgoing.length > 0]).toEqual([id, type !== 'bpmn:EndEvent']);
    }
  });

  it('draws no two nodes of the same sub-process over each other', () => {
    const places = nodes
      .filter(({ type }) => type !== 'bpmn:BoundaryEvent')
      .map(({ id, parent }) => ({ id, parent, box: drawn.find((shape) => shape.id === id)?.bounds ?? [] }));
    for (const a of places)
      for (const b of places)
        if (a.id < b.id && a.parent === b.parent)
          expect([a.id, b.id, overlap(a.box, b.box)]).toEqual([a.id, b.id, false]);
  });

  it('leads no flow through a node, and every piece of one is level or upright', () => {
    for (const { id, parent, source, target } of flows) {
      const line = drawn.find((edge) => edge.id === id)?.line ?? [];
      expect([id, line.slice(1).every(([x, y], n) => x === line[n]?.[0] || y === line[n]?.[1])]).toEqual([
        id,
        true,
      ]);
      const crossed = nodes.filter((node) => {
        const box = drawn.find((shape) => shape.id === node.id)?.bounds;
        const isOther =
          node.id !== source?.id && node.id !== target?.id && node.type !== 'bpmn:BoundaryEvent';
        return isOther && node.parent === parent && box && pieces(line).some((piece) => overlap(piece, box));
      });
      expect([id, crossed.map((node) => node.id)]).toEqual([id, []]);
    }
  });
});

/** Each piece of a line as a box without breadth. */
function pieces(line: [number, number][]): number[][] {
  return line
    .slice(1)
    .map(([x, y], n) => [
      Math.min(x, line[n]?.[0] ?? x),
      Math.min(y, line[n]?.[1] ?? y),
      Math.abs(x - (line[n]?.[0] ?? x)),
      Math.abs(y - (line[n]?.[1] ?? y)),
    ]);
}

function overlap(
  [x = 0, y = 0, w = 0, h = 0]: number[],
  [x2 = 0, y2 = 0, w2 = 0, h2 = 0]: number[],
): boolean {
  return x < x2 + w2 && x2 < x + w && y < y2 + h2 && y2 < y + h;
}

it('keeps what would break XML', () => {
  const [first] = processes;
  const title = { 'zh-CN': '<&"\u0001>', en: '<&"\u0001>' };
  const [read1] = read([bpmnOf({ ...first!, title, stages: [{ ...first!.stages[0], title }] }, 'en')]); // there are shipped ones
  expect(read1?.warnings).toEqual([]);
  expect(read1?.elements.find(({ id }) => id.startsWith('stage_'))?.name).toBe('<&">');
});
