import { escapedXml as escaped } from '../../xml';
import type { BpmnFlow, BpmnNode, Detail, Graph } from './model';

const NAMESPACES = {
  bpmn: 'http://www.omg.org/spec/BPMN/20100524/MODEL',
  bpmndi: 'http://www.omg.org/spec/BPMN/20100524/DI',
  dc: 'http://www.omg.org/spec/DD/20100524/DC',
  di: 'http://www.omg.org/spec/DD/20100524/DI',
  xsi: 'http://www.w3.org/2001/XMLSchema-instance',
};

/** The file that modelling tools read: the semantic model first, then its diagram. */
export function bpmnXml(process: { id: string; name: string }, graph: Graph): string {
  const spaces = Object.entries(NAMESPACES).map(([name, uri]) => ` xmlns:${name}="${uri}"`);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<bpmn:definitions${spaces.join('')} id="definitions_" targetNamespace="urn:guanxi" exporter="Guanxi" expressionLanguage="https://cel.dev">`,
    `<bpmn:process${attributes({ id: process.id, name: process.name, isExecutable: 'false' })}>`,
    ...elements(graph),
    '</bpmn:process>',
    '<bpmndi:BPMNDiagram id="diagram_">',
    `<bpmndi:BPMNPlane id="plane_"${attributes({ bpmnElement: process.id })}>`,
    ...shapes(graph),
    '</bpmndi:BPMNPlane>',
    '</bpmndi:BPMNDiagram>',
    '</bpmn:definitions>',
    '',
  ].join('\n');
}

function elements({ nodes, flows }: Graph): string[] {
  return [...nodes.flatMap((node) => element(node, flows)), ...flows.map(sequenceFlow)];
}

function element(node: BpmnNode, flows: BpmnFlow[]): string[] {
  const { id, type, name, notes = [], detail, inside } = node;
  return [
    `<bpmn:${type}${attributes({ id, name, ...node.attributes })}>`,
    ...(notes.length > 0 ? [`<bpmn:documentation>${escaped(notes.join('\n'))}</bpmn:documentation>`] : []),
    ...flows.filter(({ to }) => to === id).map((flow) => `<bpmn:incoming>${flow.id}</bpmn:incoming>`),
    ...flows.filter(({ from }) => from === id).map((flow) => `<bpmn:outgoing>${flow.id}</bpmn:outgoing>`),
    ...(detail ? [detailXml(detail, id)] : []),
    ...(inside ? elements(inside) : []),
    `</bpmn:${type}>`,
  ];
}

function detailXml(detail: Detail, id: string): string {
  if ('each' in detail)
    return `<bpmn:multiInstanceLoopCharacteristics>${documentation(detail.each)}</bpmn:multiInstanceLoopCharacteristics>`;
  const own = attributes({ id: `${id}_event` });
  switch (detail.event) {
    case 'condition':
      return `<bpmn:conditionalEventDefinition${own}>${expression('condition', detail.text)}</bpmn:conditionalEventDefinition>`;
    case 'duration':
      return `<bpmn:timerEventDefinition${own}>${expression('timeDuration', detail.text)}</bpmn:timerEventDefinition>`;
    case 'date':
      return `<bpmn:timerEventDefinition${own}>${expression('timeDate', detail.text)}</bpmn:timerEventDefinition>`;
    default:
      return `<bpmn:${detail.event}EventDefinition${own}/>`;
  }
}

function documentation(text: string): string {
  return `<bpmn:documentation>${escaped(text)}</bpmn:documentation>`;
}

function expression(name: string, text: string): string {
  return `<bpmn:${name} xsi:type="bpmn:tFormalExpression">${escaped(text)}</bpmn:${name}>`;
}

function sequenceFlow({ id, from, to, name, condition }: BpmnFlow): string {
  const inside = condition === undefined ? '' : expression('conditionExpression', condition);
  return `<bpmn:sequenceFlow${attributes({ id, name, sourceRef: from, targetRef: to })}>${inside}</bpmn:sequenceFlow>`;
}

function shapes({ nodes, flows }: Graph): string[] {
  return [
    ...nodes.flatMap(({ id, box: { x, y, width, height }, inside }) => [
      `<bpmndi:BPMNShape${attributes({ id: `${id}_di`, bpmnElement: id })}${inside ? ' isExpanded="true"' : ''}>`,
      `<dc:Bounds x="${x}" y="${y}" width="${width}" height="${height}"/>`,
      '</bpmndi:BPMNShape>',
      ...(inside ? shapes(inside) : []),
    ]),
    ...flows.flatMap(({ id, points }) => [
      `<bpmndi:BPMNEdge${attributes({ id: `${id}_di`, bpmnElement: id })}>`,
      ...points.map(([x, y]) => `<di:waypoint x="${x}" y="${y}"/>`),
      '</bpmndi:BPMNEdge>',
    ]),
  ];
}

function attributes(values: Record<string, string | undefined>): string {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${escaped(value ?? '')}"`)
    .join('');
}
