import type { Stage, Step } from '../../generated/process';
import type { Language } from '../diagram';
import {
  across,
  around,
  beneath,
  detour,
  EVENT,
  GATEWAY,
  isCrossed,
  middle,
  type BpmnNode,
  type Box,
  type Graph,
  type Point,
} from './model';
import { elementOf, sizeOf } from './step';

const GAP = 35;
const ROW = 150;
const LANE = 12;

/** What a step needs around itself: where one comes in, where one starts it again, where one goes on. */
interface Cell {
  step: Step;
  first: string;
  again: string;
  last: string;
  /** Where the steps beside it end too. */
  right: number;
}

/** The steps of a stage between its own start and end, laid out from left to right by what they need. */
export class StageGraph {
  readonly graph: Graph = { nodes: [], flows: [] };
  private readonly prefix: string;
  private readonly cells = new Map<string, Cell>();
  /** How far below the last row the lanes of long flows reach. */
  private below = 0;

  constructor(
    private readonly stage: Stage,
    private readonly language: Language,
  ) {
    this.prefix = `step_${stage.id}_`;
    this.build();
  }

  private build(): void {
    const layers = layersOf(this.stage.steps);
    let x = this.place(`start_${this.stage.id}`, 'startEvent', 0, 0, EVENT) + GAP;
    const roots = this.stage.steps.filter(({ needs = [] }) => needs.length === 0);
    if (roots.length > 1) x = this.place(`split_${this.stage.id}`, 'parallelGateway', x, 0, GATEWAY) + GAP;
    for (const layer of layers) {
      const ends = layer.map((step, index) => this.cell(step, x, (index - (layer.length - 1) / 2) * ROW));
      const right = Math.max(x, ...ends);
      for (const step of layer) this.at(step.id).right = right;
      x = right + GAP;
    }
    const leaves = this.stage.steps.filter(
      ({ id }) => !this.stage.steps.some(({ needs }) => needs?.includes(id)),
    );
    if (leaves.length > 1) x = this.place(`join_${this.stage.id}`, 'parallelGateway', x, 0, GATEWAY) + GAP;
    this.place(`end_${this.stage.id}`, 'endEvent', x, 0, EVENT);
    this.connect(roots, leaves);
    for (const step of this.stage.steps) this.rejected(step);
  }

  private connect(roots: Step[], leaves: Step[]): void {
    const { id } = this.stage;
    const from = roots.length > 1 ? `split_${id}` : `start_${id}`;
    const to = leaves.length > 1 ? `join_${id}` : `end_${id}`;
    if (roots.length > 1) this.flow(`start_${id}`, from);
    if (roots.length === 0) this.flow(from, to);
    for (const step of roots) this.flow(from, this.at(step.id).first);
    for (const step of this.stage.steps)
      for (const need of step.needs ?? []) this.flow(this.at(need).last, this.at(step.id).first);
    for (const step of leaves) this.flow(this.at(step.id).last, to);
    if (leaves.length > 1) this.flow(to, `end_${id}`);
  }

  /** One step with the gateways it needs; says where it ends. */
  private cell(step: Step, left: number, y: number): number {
    const id = this.prefix + step.id;
    const dependants = this.stage.steps.filter(({ needs }) => needs?.includes(step.id)).length;
    const parts: [string, BpmnNode['type'], boolean][] = [
      [`${id}_join`, 'parallelGateway', (step.needs?.length ?? 0) > 1],
      [`${id}_if`, 'exclusiveGateway', Boolean(step.if)],
      [id, '', true],
      [`${id}_answer`, 'inclusiveGateway', onReject(step) !== undefined],
      [`${id}_merge`, 'exclusiveGateway', Boolean(step.if)],
      [`${id}_split`, 'parallelGateway', dependants > 1],
    ];
    const present = parts.filter(([, , is]) => is);
    let x = left;
    present.forEach(([part, type], index) => {
      if (part === id) {
        const box = around(x + sizeOf(step).width / 2, y, sizeOf(step));
        this.graph.nodes.push({ ...elementOf(step, this.language), id, box });
        x += box.width + GAP;
      } else x = this.place(part, type, x, y, GATEWAY) + GAP;
      const before = present[index - 1];
      if (before) this.flow(before[0], part, before[0].endsWith('_if') ? { condition: step.if } : {});
    });
    if (step.if) this.skip(`${id}_if`, `${id}_merge`, y - 60);
    const names = present.map(([name]) => name);
    this.cells.set(step.id, {
      step,
      first: names[0] ?? id,
      again: step.if ? `${id}_if` : id,
      last: names.at(-1) ?? id,
      right: x,
    });
    return x;
  }

  /** What a rejected approval opens again, or how it leaves the stage. */
  private rejected(step: Step): void {
    const reject = onReject(step);
    if (!reject) return;
    const gateway = `${this.prefix}${step.id}_answer`;
    const box = this.box(gateway);
    const approved = this.graph.flows.find(({ from }) => from === gateway);
    if (approved) this.node(gateway).attributes = { default: approved.id };
    const condition = { condition: `!steps.${step.id}.out.approved`, name: '✗' };
    if ('reopen' in reject) {
      reject.reopen.forEach((id, index) => {
        const { again } = this.at(id);
        const target = this.box(again);
        this.flow(gateway, again, condition, detour(box, target, middle(box)[1] + 55 + index * 6));
      });
      return;
    }
    const end = `${this.prefix}${step.id}_rejected`;
    const [x, y] = middle(box);
    this.graph.nodes.push({
      id: end,
      type: 'endEvent',
      box: around(x, y + 65, EVENT),
      detail: { event: 'error' },
    });
    this.flow(gateway, end, condition, [
      [x, box.y + box.height],
      [x, y + 65 - EVENT.height / 2],
    ]);
  }

  private skip(from: string, to: string, level: number): void {
    const id = this.flow(from, to, {}, detour(this.box(from), this.box(to), level));
    this.node(from).attributes = { default: id };
  }

  private place(
    id: string,
    type: string,
    x: number,
    y: number,
    size: { width: number; height: number },
  ): number {
    this.graph.nodes.push({ id, type, box: around(x + size.width / 2, y, size) });
    return x + size.width;
  }

  private flow(
    from: string,
    to: string,
    more: { condition?: string | undefined; name?: string } = {},
    points = this.clear(from, to),
  ): string {
    const id = `flow_${this.stage.id}_${this.graph.flows.length + 1}`;
    this.graph.flows.push({ id, from, to, ...more, points });
    return id;
  }

  /** Straight across, or below everything where other nodes stand in the way. */
  private clear(from: string, to: string): Point[] {
    const [start, end] = [this.box(from), this.box(to)];
    const straight = across(start, end);
    const others = this.graph.nodes.filter(({ id }) => id !== from && id !== to);
    if (!others.some(({ box }) => isCrossed(straight, box))) return straight;
    this.below += LANE;
    const lowest = Math.max(...this.graph.nodes.map(({ box }) => box.y + box.height));
    const right = [...this.cells.values()].find(({ last }) => last === from)?.right;
    return beneath(start, end, lowest + 20 + this.below, right);
  }

  private node(id: string): BpmnNode {
    const node = this.graph.nodes.find((node) => node.id === id);
    if (!node) throw new RangeError(`no node ${id}`);
    return node;
  }

  private box(id: string): Box {
    return this.node(id).box;
  }

  private at(id: string): Cell {
    const cell = this.cells.get(id);
    if (!cell) throw new RangeError(`no step ${id}`);
    return cell;
  }
}

export function onReject(step: Step) {
  return step.kind === 'approval' ? step.onReject : undefined;
}

/** Steps after everything they need. */
function layersOf(steps: Step[]): Step[][] {
  const layers: Step[][] = [];
  let rest = steps;
  while (rest.length > 0) {
    const waiting = new Set(rest.map(({ id }) => id));
    const free = rest.filter(({ needs = [] }) => !needs.some((need) => waiting.has(need)));
    // A circle is the linter's to refuse.
    const layer = free.length > 0 ? free : rest;
    layers.push(layer);
    rest = rest.filter((step) => !layer.includes(step));
  }
  return layers;
}
