// Reads BPMN files (a JSON list of texts on stdin) with the library of bpmn.io and says what it understood.
import { BpmnModdle } from 'bpmn-moddle';

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const files = JSON.parse(Buffer.concat(chunks).toString('utf8'));
process.stdout.write(JSON.stringify(await Promise.all(files.map(understood))));

async function understood(xml) {
  const { rootElement, warnings, references, elementsById } = await new BpmnModdle().fromXML(xml);
  const [process] = rootElement.rootElements;
  const contained = (element) =>
    (element.flowElements ?? []).flatMap((inner) => [inner, ...contained(inner)]);
  return {
    warnings: warnings.map(({ message }) => message),
    dangling: references.filter(({ id }) => !elementsById[id]).map(({ id }) => id),
    ids: [...xml.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id),
    drawn: rootElement.diagrams[0].plane.planeElement.map((drawn) => ({
      type: drawn.$type,
      id: drawn.bpmnElement?.id,
      points: drawn.waypoint?.length ?? 0,
      line: drawn.waypoint?.map(({ x, y }) => [x, y]),
      bounds: drawn.bounds && [drawn.bounds.x, drawn.bounds.y, drawn.bounds.width, drawn.bounds.height],
    })),
    elements: contained(process).map((element) => ({
      type: element.$type,
      id: element.id,
      name: element.name,
      parent: element.$parent.id,
      condition: element.conditionExpression?.body,
      source: element.sourceRef && { id: element.sourceRef.id, parent: element.sourceRef.$parent.id },
      target: element.targetRef && { id: element.targetRef.id, parent: element.targetRef.$parent.id },
      incoming: (element.incoming ?? []).map(({ id }) => id),
      outgoing: (element.outgoing ?? []).map(({ id }) => id),
    })),
  };
}
