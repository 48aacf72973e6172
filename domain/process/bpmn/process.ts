import type { CaseClock, Exit, ProcessDefinition, ProcessExit, Stage } from '../../generated/process';
import { computed } from '../context';
import type { Language } from '../diagram';
import { outcomeTitle } from '../outcomes';
import { nameOfExit, slaOf } from '../plan';
import {
  across,
  around,
  detour,
  EVENT,
  GATEWAY,
  shifted,
  type Box,
  type BpmnNode,
  type Graph,
  type Point,
} from './model';
import { onReject, StageGraph } from './stage';
import { bpmnXml } from './xml';

const MARGIN = 50;
const GAP = 60;
const LANE = 25;

/** A process as a BPMN 2.0 file with its diagram: stages are sub-processes, exit lists are exclusive gateways. */
export function bpmnOf(definition: ProcessDefinition, language: Language): string {
  const name = definition.title[language] ?? definition.key;
  return bpmnXml({ id: definition.key, name }, new ProcessGraph(definition, language).graph);
}

class ProcessGraph {
  readonly graph: Graph = { nodes: [], flows: [] };
  private readonly boxes = new Map<string, Box>();
  private bottom = 0;

  constructor(
    private readonly definition: ProcessDefinition,
    private readonly language: Language,
  ) {
    let x = this.add({ id: 'start_', type: 'startEvent', box: around(18, 0, EVENT) }) + GAP;
    for (const stage of definition.stages) x = this.stage(stage, x);
    const first = definition.stages[0];
    this.flow('start_', `stage_${first.id}`);
    definition.stages.forEach((stage, index) => this.exits(stage, index));
    for (const stage of definition.stages) this.rejections(stage);
    this.bottom += MARGIN;
    (definition.exits ?? []).forEach((exit, n) => this.anytime(exit, n));
    for (const clock of definition.clocks ?? []) this.clock(clock);
  }

  /** The stage, its gateway, and its ends in the rows above it. */
  private stage(stage: Stage, x: number): number {
    const { graph } = new StageGraph(stage, this.language);
    const right = Math.max(...graph.nodes.map(({ box }) => box.x + box.width));
    const edges = [
      ...graph.nodes.flatMap(({ box }) => [box.y, box.y + box.height]),
      ...graph.flows.flatMap(({ points }) => points.map(([, y]) => y)),
    ];
    const half = Math.max(...edges.map(Math.abs)) + MARGIN;
    const box = { x, y: -half, width: right + 2 * MARGIN, height: 2 * half };
    const notes = [
      stage.entry && `entry: ${stage.entry.when}`,
      stage.repeat && `repeat: ${stage.repeat.max}`,
      ...stays(stage),
    ];
    this.bottom = Math.max(this.bottom, half);
    const id = `stage_${stage.id}`;
    const inside = shifted(graph, x + MARGIN, 0);
    const name = stage.title[this.language] ?? stage.id;
    const end = this.add({
      id,
      type: 'subProcess',
      name,
      box,
      inside,
      notes: notes.filter((note) => note !== undefined),
    });
    return (
      this.add({ id: `exit_${stage.id}`, type: 'exclusiveGateway', box: around(end + GAP, 0, GATEWAY) }) +
      2 * GAP
    );
  }

  private exits(stage: Stage, index: number): void {
    const from = `exit_${stage.id}`;
    this.flow(`stage_${stage.id}`, from);
    let row = 0;
    for (const exit of leaving(stage)) {
      const to = this.target(exit, index);
      const more = { condition: exit.when, name: exit.when };
      if (to.stage === undefined) {
        row -= 70;
        this.end(from, `end_${stage.id}_${row / -70}`, to.end, row, more);
      } else if (to.stage === this.definition.stages[index + 1]?.id)
        this.flow(from, `stage_${to.stage}`, more);
      else
        this.flow(from, `stage_${to.stage}`, more, this.under(this.box(from), this.box(`stage_${to.stage}`)));
      if (exit.when === undefined) this.makeDefault(from);
    }
  }

  /** An approval that ends the stage when it is rejected leaves it by an event on its border. */
  private rejections(stage: Stage): void {
    stage.steps.forEach((step, index) => {
      const reject = onReject(step);
      if (!reject || 'reopen' in reject) return;
      const host = this.box(`stage_${stage.id}`);
      const id = `rejected_${stage.id}_${step.id}`;
      const box = around(host.x + 40 + index * 50, host.y + host.height, EVENT);
      const attributes = { attachedToRef: `stage_${stage.id}` };
      this.add({ id, type: 'boundaryEvent', name: '✗', box, attributes, detail: { event: 'error' } });
      if ('to' in reject) {
        const target = this.box(`stage_${reject.to}`);
        this.flow(id, `stage_${reject.to}`, {}, this.under(box, target));
        return;
      }
      this.bottom += 2 * LANE;
      const end = around(box.x + 18, this.bottom, EVENT);
      this.add({
        id: `${id}_end`,
        type: 'endEvent',
        name: this.called(reject.end),
        box: end,
      });
      const x = box.x + 18;
      this.flow(id, `${id}_end`, {}, [
        [x, box.y + box.height],
        [x, end.y],
      ]);
    });
  }

  /** What ends the case from any stage waits beside it all. */
  private anytime(exit: ProcessExit, n: number): void {
    const { id = String(n), when } = exit;
    const name = nameOfExit(exit);
    this.beside(
      `anytime_${id}`,
      { type: 'subProcess', name },
      { name: when, detail: { event: 'condition', text: when } },
      { name, detail: { event: 'terminate' } },
    );
  }

  /** A clock of the case rings beside it all, and interrupts nothing. */
  private clock({ id, title, sla, from, until }: CaseClock): void {
    const { definition } = this;
    const { due = null, clock, ladder } = slaOf({ definition }, sla) ?? { clock: 'calendar', ladder: [] };
    const name = title[this.language] ?? id;
    const text = typeof due === 'string' ? due : (computed(due) ?? '');
    const notes = [
      ...(from ? [`from: ${from.when}`] : []),
      `until: ${until.when}`,
      `due: ${text} (${clock})`,
      ...ladder.map(({ at }) => `ladder: ${at}`),
    ];
    const attributes = { isInterrupting: 'false' };
    this.beside(
      `clock_${id}`,
      { type: 'subProcess', name, notes },
      { name: text, detail: { event: 'duration', text }, attributes },
      { name },
    );
  }

  private beside(id: string, frame: Words & { type: string }, start: Words, end: Words): void {
    const first = around(MARGIN + 18, this.bottom + 50, EVENT);
    const last = around(MARGIN + 150, this.bottom + 50, EVENT);
    const [from, to] = [`${id}_start`, `${id}_end`];
    const inside: Graph = {
      nodes: [
        { ...start, id: from, type: 'startEvent', box: first },
        { ...end, id: to, type: 'endEvent', box: last },
      ],
      flows: [{ id: `flow_${id}`, from, to, points: across(first, last) }],
    };
    const box = { x: 0, y: this.bottom, width: 270, height: 110 };
    this.add({ ...frame, id, box, inside, attributes: { triggeredByEvent: 'true' } });
    this.bottom += 130;
  }

  private target(exit: Leaving, index: number): { stage?: string; end: string } {
    if ('end' in exit) return { end: this.called(exit.end) };
    if (exit.to !== 'next') return { stage: exit.to, end: '' };
    const next = this.definition.stages[index + 1];
    return next ? { stage: next.id, end: '' } : { end: this.called('completed') };
  }

  private called(outcome: string): string {
    return outcomeTitle(this.definition, outcome)?.[this.language] ?? outcome;
  }

  private end(from: string, id: string, name: string, y: number, more: Partial<Flow>): void {
    const gateway = this.box(from);
    const x = gateway.x + GATEWAY.width / 2;
    const box = around(x + GAP, y, EVENT);
    this.add({ id, type: 'endEvent', name, box });
    this.flow(from, id, more, [
      [x, gateway.y],
      [x, y],
      [box.x, y],
    ]);
  }

  private under(from: Box, to: Box): Point[] {
    this.bottom += LANE;
    return detour(from, to, this.bottom);
  }

  private makeDefault(gateway: string): void {
    const flow = this.graph.flows.at(-1);
    const node = this.graph.nodes.find(({ id }) => id === gateway);
    if (flow && node) node.attributes = { default: flow.id };
  }

  private add(node: BpmnNode): number {
    this.graph.nodes.push(node);
    this.boxes.set(node.id, node.box);
    return node.box.x + node.box.width;
  }

  private flow(
    from: string,
    to: string,
    more: Partial<Flow> = {},
    points = across(this.box(from), this.box(to)),
  ): void {
    const id = `flow_${this.graph.flows.length + 1}`;
    this.graph.flows.push({ id, from, to, ...more, points });
  }

  private box(id: string): Box {
    const box = this.boxes.get(id);
    if (!box) throw new RangeError(`no node ${id}`);
    return box;
  }
}

type Words = Pick<BpmnNode, 'name' | 'notes' | 'detail' | 'attributes'>;
type Leaving = Exclude<Exit, { stay: string }>;
type Flow = { condition: string | undefined; name: string | undefined };

function leaving({ exit = [{ to: 'next' }] }: Stage): Leaving[] {
  return exit.filter((branch): branch is Leaving => !('stay' in branch));
}

/** BPMN has no branch that stays: it is told in words. */
function stays({ exit }: Stage): string[] {
  return (exit ?? []).flatMap((branch) =>
    'stay' in branch ? [`stay: ${branch.when ?? ''} ${branch.stay}`.trim()] : [],
  );
}
