export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export type Point = [number, number];

/** A flow node of BPMN 2.0 with its place in the diagram. */
export interface BpmnNode {
  id: string;
  /** The element's name in BPMN's namespace. */
  type: string;
  name?: string | undefined;
  box: Box;
  attributes?: Record<string, string>;
  /** What BPMN has no element for, in words. */
  notes?: string[];
  /** What kind of event it is, or how often it runs. */
  detail?: Detail | undefined;
  inside?: Graph;
}

export type Detail =
  | { event: 'message' | 'error' | 'terminate' }
  | { event: 'condition' | 'duration' | 'date'; text: string }
  | { each: string };

export interface BpmnFlow {
  id: string;
  from: string;
  to: string;
  name?: string | undefined;
  condition?: string | undefined;
  points: Point[];
}

export interface Graph {
  nodes: BpmnNode[];
  flows: BpmnFlow[];
}

export const TASK = { width: 140, height: 80 };
export const GATEWAY = { width: 50, height: 50 };
export const EVENT = { width: 36, height: 36 };

/** A box of this size whose middle is there. */
export function around(x: number, y: number, size: { width: number; height: number }): Box {
  return { x: x - size.width / 2, y: y - size.height / 2, ...size };
}

export function middle({ x, y, width, height }: Box): Point {
  return [x + width / 2, y + height / 2];
}

/** Everything of it moved. */
export function shifted(graph: Graph, dx: number, dy: number): Graph {
  return {
    nodes: graph.nodes.map((node) => ({
      ...node,
      box: { ...node.box, x: node.box.x + dx, y: node.box.y + dy },
      ...(node.inside && { inside: shifted(node.inside, dx, dy) }),
    })),
    flows: graph.flows.map((flow) => ({
      ...flow,
      points: flow.points.map(([x, y]): Point => [x + dx, y + dy]),
    })),
  };
}

/** From the right side of one to the left side of the other, with one bend on the way where they differ in height. */
export function across(from: Box, to: Box): Point[] {
  const start: Point = [from.x + from.width, middle(from)[1]];
  const end: Point = [to.x, middle(to)[1]];
  if (start[1] === end[1]) return [start, end];
  const bend = end[0] > start[0] ? end[0] - 15 : start[0] + 15;
  return [start, [bend, start[1]], [bend, end[1]], end];
}

/** Out of the top or bottom of one at a height of its own, and into the same side of the other. */
export function detour(from: Box, to: Box, level: number): Point[] {
  const side = ({ y, height }: Box) => (level < y ? y : y + height);
  const [x1] = middle(from);
  const [x2] = middle(to);
  return [
    [x1, side(from)],
    [x1, level],
    [x2, level],
    [x2, side(to)],
  ];
}

/** Out of the right side of one (past `right`), along below everything, and into the left side of the other. */
export function beneath(from: Box, to: Box, level: number, right = from.x + from.width): Point[] {
  const start: Point = [from.x + from.width, middle(from)[1]];
  const end: Point = [to.x, middle(to)[1]];
  const [out, back] = [right + 12, end[0] - 12];
  return [start, [out, start[1]], [out, level], [back, level], [back, end[1]], end];
}

/** Whether a line of level and upright pieces goes through a box. */
export function isCrossed(points: Point[], { x, y, width, height }: Box): boolean {
  return points.some(([x2, y2], index) => {
    const [x1, y1] = points[index - 1] ?? [x2, y2];
    const level = Math.min(x1, x2) < x + width && Math.max(x1, x2) > x;
    return level && Math.min(y1, y2) < y + height && Math.max(y1, y2) > y;
  });
}
